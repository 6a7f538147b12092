"""knowledge care"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:

    with op.batch_alter_table('synonyms', schema=None) as batch_op:
        batch_op.add_column(sa.Column('by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_synonyms_by_id'), 'agent', ['by_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('publication_act', schema=None) as batch_op:
        batch_op.add_column(sa.Column('passage', sa.String(), nullable=False, server_default=''))

    with op.batch_alter_table('publication_act', schema=None) as batch_op:
        batch_op.alter_column('passage', server_default=None)



def downgrade() -> None:

    with op.batch_alter_table('publication_act', schema=None) as batch_op:
        batch_op.drop_column('passage')

    with op.batch_alter_table('synonyms', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('fk_synonyms_by_id'), type_='foreignkey')
        batch_op.drop_column('by_id')


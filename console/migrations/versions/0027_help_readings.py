"""help readings"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('help_reading',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.String(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('came', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_help_reading_article_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_help_reading')),
    sa.UniqueConstraint('client_id', name=op.f('uq_help_reading_client_id'))
    )
    with op.batch_alter_table('help_reading', schema=None) as batch_op:
        batch_op.create_index('ix_help_reading_article_id', ['article_id', 'at'], unique=False)



def downgrade() -> None:

    with op.batch_alter_table('help_reading', schema=None) as batch_op:
        batch_op.drop_index('ix_help_reading_article_id')

    op.drop_table('help_reading')

"""strangers' answers"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('offer_outcome') as batch_op:
        batch_op.alter_column('record_id', existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute('DELETE FROM offer_outcome WHERE record_id IS NULL')
    with op.batch_alter_table('offer_outcome') as batch_op:
        batch_op.alter_column('record_id', existing_type=sa.Integer(), nullable=False)

"""personal prices"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('offer', sa.Column('rung_weight', sa.Integer(), server_default='0', nullable=False))
    op.add_column('offer_outcome', sa.Column('personal_cents', sa.Integer(), nullable=True))
    op.add_column('script_position', sa.Column('personal_cents', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('script_position', 'personal_cents')
    op.drop_column('offer_outcome', 'personal_cents')
    op.drop_column('offer', 'rung_weight')

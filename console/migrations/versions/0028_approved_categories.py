"""approved categories"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('approved_category',
    sa.Column('category', sa.String(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('agent_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agent_id'], ['agent.id'], name=op.f('fk_approved_category_agent_id')),
    sa.PrimaryKeyConstraint('category', name=op.f('pk_approved_category'))
    )


def downgrade() -> None:
    op.drop_table('approved_category')

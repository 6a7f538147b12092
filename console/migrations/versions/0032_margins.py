"""what is left, by line and by category"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('category_margin',
    sa.Column('category', sa.String(), nullable=False),
    sa.Column('share', sa.Double(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['agent.id'], name=op.f('fk_category_margin_by_id')),
    sa.PrimaryKeyConstraint('category', name=op.f('pk_category_margin'))
    )
    op.add_column('purchase_line', sa.Column('cost_cents', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('purchase_line', 'cost_cents')
    op.drop_table('category_margin')

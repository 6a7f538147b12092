"""names of categories, by language"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'category_name',
        sa.Column('category', sa.String(), nullable=False),
        sa.Column('language', sa.String(), nullable=False),
        sa.Column('name', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('category', 'language', name=op.f('pk_category_name')),
    )


def downgrade() -> None:
    op.drop_table('category_name')

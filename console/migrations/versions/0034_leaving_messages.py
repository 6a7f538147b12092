"""who is carrying a message"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('outgoing_message', sa.Column('leaving_until', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('outgoing_message', 'leaving_until')

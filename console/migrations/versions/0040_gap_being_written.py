"""which article is being written to answer a gap"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('gap', sa.Column('being_written', sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column('gap', 'being_written')

"""When we were alive, wishes that never make anybody wait, and today's events of a queue"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'alive',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_alive')),
    )
    with op.batch_alter_table('due', schema=None) as batch_op:
        batch_op.drop_index('uq_due_once')
        batch_op.create_index('ix_due_once', ['kind', 'once'], unique=False)
    with op.batch_alter_table('contact_event', schema=None) as batch_op:
        batch_op.create_index('ix_contact_event_queue', ['queue_id', 'at'], unique=False)

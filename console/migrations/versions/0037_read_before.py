"""what a visitor read before somebody answered"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('chat_reading',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('reading_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_chat_reading_contact_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reading_id'], ['help_reading.id'], name=op.f('fk_chat_reading_reading_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_reading')),
    sa.UniqueConstraint('reading_id', name=op.f('uq_chat_reading_reading_id'))
    )
    op.create_index('ix_chat_reading_contact_id', 'chat_reading', ['contact_id'])


def downgrade() -> None:
    op.drop_index('ix_chat_reading_contact_id', table_name='chat_reading')
    op.drop_table('chat_reading')

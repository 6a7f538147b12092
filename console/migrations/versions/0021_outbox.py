"""outgoing messages and one-time codes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('outgoing_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=True),
    sa.Column('way', sa.String(length=32), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('secret', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('problem', sa.String(), nullable=True),
    sa.Column('then', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['record_id'], ['source_record.id'], name=op.f('fk_outgoing_message_record_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outgoing_message'))
    )
    with op.batch_alter_table('outgoing_message', schema=None) as batch_op:
        batch_op.create_index('ix_outgoing_message_at', ['at'], unique=False)
        batch_op.create_index('ix_outgoing_message_record', ['record_id'], unique=False)

    op.create_table('contact_code',
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=True),
    sa.Column('client_id', sa.String(), nullable=False),
    sa.Column('way', sa.String(length=32), nullable=False),
    sa.Column('hint', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sends', sa.Integer(), nullable=False),
    sa.Column('wrong', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_contact_code_contact_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['message_id'], ['outgoing_message.id'], name=op.f('fk_contact_code_message_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['record_id'], ['source_record.id'], name=op.f('fk_contact_code_record_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('contact_id', name=op.f('pk_contact_code'))
    )
    with op.batch_alter_table('contact_code', schema=None) as batch_op:
        batch_op.create_index(op.f('ix_contact_code_record_id'), ['record_id'], unique=False)
        batch_op.create_index(op.f('ix_contact_code_message_id'), ['message_id'], unique=False)


def downgrade() -> None:

    op.drop_table('contact_code')
    op.drop_table('outgoing_message')

"""identity"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('match_model',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('labels', sa.Integer(), nullable=False),
    sa.Column('weights', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_match_model'))
    )
    op.create_table('block_key',
    sa.Column('key', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('record_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['record_id'], ['source_record.id'], name=op.f('fk_block_key_record_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'record_id', name=op.f('pk_block_key')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('block_key', schema=None) as batch_op:
        batch_op.create_index('ix_block_key_record_id', ['record_id'], unique=False)

    op.create_table('link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('one_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('probability', sa.Double(), nullable=False),
    sa.Column('levels', sa.JSON(), nullable=False),
    sa.Column('model_version', sa.String(), nullable=False),
    sa.Column('priority', sa.Double(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('put_off_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['decided_by_id'], ['agent.id'], name=op.f('fk_link_decided_by_id')),
    sa.ForeignKeyConstraint(['one_id'], ['source_record.id'], name=op.f('fk_link_one_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['other_id'], ['source_record.id'], name=op.f('fk_link_other_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_link')),
    sa.UniqueConstraint('one_id', 'other_id', name=op.f('uq_link_one_id_other_id'))
    )
    with op.batch_alter_table('link', schema=None) as batch_op:
        batch_op.create_index('ix_link_other_id', ['other_id'], unique=False)
        batch_op.create_index('ix_link_review', ['priority'], unique=False, sqlite_where=sa.text("status = 'review'"), postgresql_where=sa.text("status = 'review'"))

    op.create_table('merge_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('from_id', sa.Integer(), nullable=False),
    sa.Column('to_id', sa.Integer(), nullable=False),
    sa.Column('records', sa.JSON(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('probability', sa.Double(), nullable=True),
    sa.Column('model_version', sa.String(), nullable=True),
    sa.Column('link_id', sa.Integer(), nullable=True),
    sa.Column('undoes_id', sa.Integer(), nullable=True),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['agent.id'], name=op.f('fk_merge_event_by_id')),
    sa.ForeignKeyConstraint(['from_id'], ['customer.id'], name=op.f('fk_merge_event_from_id')),
    sa.ForeignKeyConstraint(['link_id'], ['link.id'], name=op.f('fk_merge_event_link_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['to_id'], ['customer.id'], name=op.f('fk_merge_event_to_id')),
    sa.ForeignKeyConstraint(['undoes_id'], ['merge_event.id'], name=op.f('fk_merge_event_undoes_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_merge_event'))
    )
    with op.batch_alter_table('merge_event', schema=None) as batch_op:
        batch_op.create_index('ix_merge_event_from_id', ['from_id'], unique=False)
        batch_op.create_index('ix_merge_event_to_id', ['to_id'], unique=False)
        batch_op.create_index('ix_merge_event_undoes_id', ['undoes_id'], unique=False)

    op.add_column('source_record', sa.Column('home_id', sa.Integer(), nullable=True))
    op.add_column('source_record', sa.Column('matched', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.create_index('ix_source_record_unmatched', 'source_record', ['id'], unique=False, sqlite_where=sa.text('NOT matched'), postgresql_where=sa.text('NOT matched'))



def downgrade() -> None:
    with op.batch_alter_table('source_record', schema=None) as batch_op:
        batch_op.drop_index('ix_source_record_unmatched', sqlite_where=sa.text('NOT matched'), postgresql_where=sa.text('NOT matched'))
        batch_op.drop_column('matched')
        batch_op.drop_column('home_id')

    with op.batch_alter_table('merge_event', schema=None) as batch_op:
        batch_op.drop_index('ix_merge_event_undoes_id')
        batch_op.drop_index('ix_merge_event_to_id')
        batch_op.drop_index('ix_merge_event_from_id')

    op.drop_table('merge_event')
    with op.batch_alter_table('link', schema=None) as batch_op:
        batch_op.drop_index('ix_link_review', sqlite_where=sa.text("status = 'review'"), postgresql_where=sa.text("status = 'review'"))
        batch_op.drop_index('ix_link_other_id')

    op.drop_table('link')
    with op.batch_alter_table('block_key', schema=None) as batch_op:
        batch_op.drop_index('ix_block_key_record_id')

    op.drop_table('block_key')
    op.drop_table('match_model')

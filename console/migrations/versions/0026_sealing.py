"""an archive in pieces"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('erasure_piece',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('erasure_id', sa.Integer(), nullable=False),
    sa.Column('archive', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['erasure_id'], ['erasure.id'], name=op.f('fk_erasure_piece_erasure_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure_piece'))
    )
    with op.batch_alter_table('erasure_piece', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasure_piece_erasure_id'), ['erasure_id'], unique=False)


def downgrade() -> None:
    op.drop_table('erasure_piece')

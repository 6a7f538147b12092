"""which articles did not help those who searched for what a gap asks"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('gap_read',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gap_id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_gap_read_article_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['gap_id'], ['gap.id'], name=op.f('fk_gap_read_gap_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap_read')),
    sa.UniqueConstraint('gap_id', 'article_id', 'version', name=op.f('uq_gap_read_gap_id_article_id_version'))
    )
    op.create_index('ix_gap_read_article_id', 'gap_read', ['article_id'])


def downgrade() -> None:
    op.drop_index('ix_gap_read_article_id', table_name='gap_read')
    op.drop_table('gap_read')

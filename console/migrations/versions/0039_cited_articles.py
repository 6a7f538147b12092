"""which articles a line of somebody's timeline quotes, each in its version"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None

CITED = {
    'contact:': "consultation c ON e.key = 'contact:' || CAST(c.contact_id AS VARCHAR) AND c.came IN ('quoted', 'solved')",
    'reading:': "help_reading c ON e.key = 'reading:' || CAST(c.id AS VARCHAR)",
}
FOUND = """
SELECT e.id, c.article_id, c.version, v.title FROM timeline_entry e JOIN {cited}
JOIN article_version v ON v.article_id = c.article_id AND v.version = c.version
WHERE e.detail IS NOT NULL ORDER BY e.id, c.id
"""


def upgrade() -> None:
    op.add_column('timeline_entry', sa.Column('articles', sa.JSON(), nullable=True))
    entry = sa.table('timeline_entry', sa.column('id'), sa.column('articles', sa.JSON), sa.column('detail'))
    for cited in CITED.values():
        lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for line, article, version, title in op.get_bind().execute(sa.text(FOUND.format(cited=cited))):
            told = {'article': article, 'version': version, 'title': title}
            if told not in lines[line]:
                lines[line].append(told)
        for line, articles in lines.items():
            op.execute(sa.update(entry).where(entry.c.id == line).values(articles=articles, detail=None))


def downgrade() -> None:
    op.drop_column('timeline_entry', 'articles')

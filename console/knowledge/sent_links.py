"""Articles whose public address stands in what was written to a customer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from console.knowledge.articles import Article, ArticleState, ArticleVersion

ADDRESS = re.compile(r"https?://[^\s/]+/help/(\d{1,9})(?![\w/])")


def linked(text: str) -> list[int]:
    """Ids of articles, each once, in the order of their addresses. Whose address it is the browser knows."""
    return list(dict.fromkeys(int(each) for each in ADDRESS.findall(text)))


def readable(session: Session, article_ids: Iterable[int]) -> list[ArticleVersion]:
    """As visitors read them today; those that were retired or closed since are left out."""
    wanted = set(article_ids)
    if not wanted:
        return []
    query = (
        select(ArticleVersion)
        .join(ArticleVersion.article)
        .options(contains_eager(ArticleVersion.article))
        .where(
            Article.id.in_(wanted), Article.public, Article.state == ArticleState.PUBLISHED,
            ArticleVersion.version == Article.version,
        )
    )  # fmt: skip
    return list(session.scalars(query))

"""Articles found and opened, as the desk shows them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.desk import rows
from console.knowledge import articles, rendering, search, snippets
from console.knowledge import language as words
from console.knowledge.asking import Wanted


def found(session: Session, query: str, *, language: str, limit: int) -> rows.Found:
    answer = search.search(session, query, language=language, limit=limit)
    hits = [hit(each.version, answer.wanted) for each in answer.results]
    return rows.Found(typed=query, understood=answer.wanted.understood, hits=hits)


def hit(version: articles.ArticleVersion, wanted: Wanted) -> rows.Hit:
    return rows.Hit(
        article=version.article_id, version=version.version, language=version.article.language,
        title=snippets.marked(version.title, wanted),
        snippet=snippets.marked(snippets.best_passage(version.body, wanted), wanted),
        reviewed_on=reviewed_on(version), public=version.article.public, because=snippets.because(version, wanted),
    )  # fmt: skip


def article_page(session: Session, article_id: int) -> rows.ArticlePage:
    """Raises Missing when it isn't published."""
    version = articles.read(session, article_id)
    return rows.ArticlePage(
        id=article_id, version=version.version, language=version.article.language, title=version.title,
        html=rendering.html(version.body), text=words.plain(version.body), reviewed_on=reviewed_on(version),
        address=f"/help/{article_id}" if version.article.public else None, steps=words.passages(version.body),
    )  # fmt: skip


def reviewed_on(version: articles.ArticleVersion) -> str | None:
    day = version.article.reviewed_on
    return day.isoformat() if day else None

"""Articles found and opened, as the desk shows them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.desk import rows
from console.errors import Missing
from console.knowledge import articles, audience, rendering, search, snippets, steps, suggestions
from console.knowledge import language as words
from console.knowledge.asking import Wanted


def found(session: Session, query: str, *, language: str, limit: int, reader: Agent | None = None) -> rows.Found:
    """``reader``: only what this agent may read."""
    readable = audience.readable_by(session, reader) if reader else None
    answer = search.search(session, query, language=language, limit=limit, readable=readable)
    hits = [hit(each.version, answer.wanted) for each in answer.results]
    return rows.Found(typed=query, understood=answer.wanted.understood, hits=hits)


def hit(version: articles.ArticleVersion, wanted: Wanted) -> rows.Hit:
    return rows.Hit(
        article=version.article_id, version=version.version, language=version.article.language,
        title=snippets.marked(version.title, wanted),
        snippet=snippets.marked(snippets.best_passage(version.body, wanted), wanted),
        reviewed_on=reviewed_on(version), public=version.article.public, because=snippets.because(version, wanted),
    )  # fmt: skip


def article_page(session: Session, article_id: int, *, reader: Agent | None = None) -> rows.ArticlePage:
    """Raises Missing when it isn't published, or not for this reader."""
    if reader is not None and not audience.may_read(session, reader, article_id):
        raise Missing
    version = articles.read(session, article_id)
    return rows.ArticlePage(
        id=article_id, version=version.version, language=version.article.language, title=version.title,
        html=rendering.html(version.body), text=words.plain(version.body), reviewed_on=reviewed_on(version),
        address=f"/help/{article_id}" if version.article.public else None,
        steps=[rows.Step(part=each.part, lines=each.lines) for each in steps.steps(version.body)],
    )  # fmt: skip


def reviewed_on(version: articles.ArticleVersion) -> str | None:
    day = version.article.reviewed_on
    return day.isoformat() if day else None


def found_by_visitors(session: Session, query: str, *, language: str, limit: int) -> rows.Found:
    """Only what is public; and nothing at all rather than something that hardly fits."""
    answer = search.search(session, query, language=language, limit=limit, visitor=True)
    sure = answer.results if answer.confidence >= suggestions.ENOUGH else []
    return rows.Found(
        typed=query, understood=answer.wanted.understood, hits=[hit(each.version, answer.wanted) for each in sure]
    )

"""Articles found and opened, as the desk shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.customers import name_search
from console.desk import rows
from console.errors import Missing
from console.knowledge import (
    articles,
    attachments,
    audience,
    quoted,
    rendering,
    search,
    snippets,
    steps,
    suggestions,
    turns,
)  # fmt: skip
from console.knowledge import language as words
from console.knowledge.asking import Wanted

NEARLY_AS_GOOD = 0.6
"""Of the best one's score: below it something else was meant."""


def found(session: Session, query: str, *, language: str, limit: int, reader: Agent | None = None) -> rows.Found:
    """``reader``: only what this agent may read."""
    readable = audience.readable_by(session, reader) if reader else None
    answer = search.search(session, query, language=language, limit=limit, readable=readable)
    hits = [hit(each.version, answer.wanted) for each in answer.results]
    understood = answer.wanted.understood
    one_name = name_search.is_one_name(session, query)
    return rows.Found(typed=query, understood=understood, hits=hits, building=answer.building, one_name=one_name)


def hit(version: articles.Published, wanted: Wanted) -> rows.Hit:
    return rows.Hit(
        article=version.article_id, version=version.version, language=version.language,
        title=snippets.marked(version.title, wanted),
        snippet=snippets.marked(snippets.best_passage(version.body, wanted), wanted),
        reviewed_on=told(version.reviewed_on), public=version.public, because=snippets.because(version, wanted),
    )  # fmt: skip


def article_page(session: Session, article_id: int, *, reader: Agent | None = None) -> rows.ArticlePage:
    """Raises Missing when it isn't published, or not for this reader."""
    if reader is not None and not audience.may_read(session, reader, article_id):
        raise Missing
    return page_of(session, articles.read(session, article_id))


def quoted_page(session: Session, article_id: int, number: int, *, reader: Agent) -> rows.ArticlePage:
    """A version as it was read, with what became of the article since; today's where it says the same.
    Raises Missing."""
    found = quoted.read(session, article_id, number, by=reader)
    if found.now is not None and found.stands:
        return page_of(session, found.now)
    was = rows.Was(now=found.now.version if found.now else None, since=found.since)
    return replace(page_of(session, found.version), was=was, address=None)


def page_of(session: Session, version: articles.ArticleVersion) -> rows.ArticlePage:
    article = version.article
    return rows.ArticlePage(
        id=article.id, version=version.version, language=article.language, title=version.title,
        html=rendering.html(version.body), text=words.plain(version.body), reviewed_on=told(article.reviewed_on),
        address=f"/help/{article.id}" if article.public else None,
        steps=[rows.Step(part=each.part, lines=each.lines) for each in steps.steps(version.body)],
        files=files_of(session, version), was=None,
    )  # fmt: skip


def files_of(session: Session, version: articles.ArticleVersion) -> list[rows.FileBeside]:
    """Those beside it, but for the pictures that stand in its text."""
    return [
        rows.FileBeside(name=each.name, address=each.address, size=each.size)
        for each in attachments.of(session, version.article.key)
        if each.address not in version.body
    ]


def told(day: date | None) -> str | None:
    return day.isoformat() if day else None


def found_by_visitors(session: Session, query: str, *, language: str, limit: int) -> rows.Found:
    """Only what is public, each article in one language; and nothing at all rather than something that hardly fits."""
    chosen = suggestions.suggest(session, [query], language=language, visitor=True)
    if chosen.article_id is None:
        return rows.Found(typed=query, understood=None, hits=[])
    answer = search.search(session, turns.question([query]), language=language, limit=3 * limit, visitor=True)
    best = answer.results[0].score if answer.results else 0.0
    likely = [each.version for each in answer.results if each.score >= best * NEARLY_AS_GOOD]
    suggested = articles.as_read(articles.read(session, chosen.article_id))
    fitting = one_language_each([suggested, *likely], language)
    hits = [hit(each, answer.wanted) for each in fitting[:limit]]
    return rows.Found(typed=query, understood=answer.wanted.understood, hits=hits)


def one_language_each(versions: list[articles.Published], language: str) -> list[articles.Published]:
    """Where an article was found in several, the visitor's own; in the place of the best."""
    chosen: dict[str, articles.Published] = {}
    for each in versions:
        if each.key not in chosen or each.language == language:
            chosen[each.key] = each
    return list(chosen.values())


def help_article(session: Session, article_id: int) -> rows.HelpArticle:
    """Raises Missing for what isn't public, as if it weren't there; NoLongerPublic for what was once."""
    version = quoted.public(session, article_id)
    return rows.HelpArticle(
        id=article_id, version=version.version, language=version.article.language, title=version.title,
        html=rendering.html(version.body), files=files_of(session, version),
    )  # fmt: skip

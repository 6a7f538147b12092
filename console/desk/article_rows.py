"""Articles found and opened, as the desk shows them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.desk import rows
from console.knowledge import articles, rendering, search
from console.knowledge import language as words


def found(session: Session, query: str, *, language: str, limit: int) -> rows.Found:
    understood, results = search.search(session, query, prefer=language, limit=limit)
    return rows.Found(
        typed=query,
        understood=" ".join(understood.words) if understood.corrected else None,
        hits=[hit(each) for each in results],
    )


def hit(result: search.Result) -> rows.Hit:
    version, words = result.version, result.words
    reviewed = version.article.reviewed_on
    return rows.Hit(
        article=version.article_id, version=version.version, language=version.article.language,
        title=search.marked(version.title, words),
        snippet=search.marked(search.best_passage(version.body, words), words),
        reviewed_on=reviewed.isoformat() if reviewed else None,
    )  # fmt: skip


def article_page(session: Session, article_id: int) -> rows.ArticlePage:
    version = articles.read(session, article_id)
    reviewed = version.article.reviewed_on
    return rows.ArticlePage(
        id=article_id, version=version.version, language=version.article.language, title=version.title,
        html=rendering.html(version.body), text="\n".join(words.passages(version.body)),
        reviewed_on=reviewed.isoformat() if reviewed else None,
    )  # fmt: skip

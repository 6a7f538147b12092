"""What an owner of articles should look at again, as rows."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.desk import rows
from console.knowledge import articles, editors, reviewing
from console.knowledge.articles import Article


def rows_for(session: Session, agent: Agent) -> list[rows.Row]:
    """None for somebody who no longer looks after articles."""
    if not editors.may_edit(agent):
        return []
    return [row for each in reviewing.due_for(session, agent.id) if (row := review_row(session, each))]


def review_row(session: Session, article: Article) -> rows.ReviewRow | None:
    """None while nothing is due, or nobody owns it."""
    if article.owner_id is None or article.review_by is None or not reviewing.is_due(article):
        return None
    return rows.ReviewRow(
        article=article.id, version=article.version, owner=article.owner_id,
        title=articles.title_of(session, article.id), review_by=article.review_by.isoformat(),
        address=f"/knowledge/articles/{articles.publication_key(article.key, article.language)}",
    )  # fmt: skip

"""Who may read an article: everybody who works here, unless its category says which roles."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.knowledge import editors
from console.knowledge.articles import Article, Category

ROLES = select(Category.key, Category.roles)


def readable_by(session: Session, agent: Agent) -> ColumnElement[bool]:
    """A condition on Article. What visitors may read, everybody may; editors read all they look after."""
    closed = closed_to(session, agent)
    if not closed:
        return true()
    return or_(Article.public, Article.category.is_(None), Article.category.not_in(closed))


def reads(session: Session, agent: Agent, *, public: bool, category: str | None) -> bool:
    """The same of a version, whose audience may have been another."""
    return public or category is None or category not in closed_to(session, agent)


def closed_to(session: Session, agent: Agent) -> list[str]:
    """The categories whose internal articles are not for this agent."""
    if editors.may_edit(agent):
        return []
    return [key for key, roles in session.execute(ROLES) if roles and agent.role not in roles]


def may_read(session: Session, agent: Agent, article_id: int) -> bool:
    query = select(Article.id).where(Article.id == article_id, readable_by(session, agent))
    return session.scalar(query) is not None

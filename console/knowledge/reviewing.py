"""An article's owner is told on the day it wants looking at again, and is told no more once it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from console import clock, config, due, events
from console.knowledge.articles import Article, ArticleState

REVIEW = "knowledge.review"
MORNING = time(8)


@dataclass(frozen=True, slots=True)
class ReviewFellDue:
    article: int


def today() -> date:
    return clock.now().astimezone(config.read().zone).date()


def remind(session: Session, article: Article) -> None:
    """On the morning of its date; an earlier wish is forgotten, and without a date there is none."""
    due.cancel(session, REVIEW, str(article.id))
    session.flush()  # `due` would keep the sooner time: the newest date counts
    if article.review_by is not None and article.state is ArticleState.PUBLISHED:
        at = datetime.combine(article.review_by, MORNING, config.read().zone).astimezone(clock.now().tzinfo)
        due.add(session, REVIEW, at=at, once=str(article.id), article_id=article.id)


def schedule(session: Session) -> None:
    """Idempotent, as the worker starts: an article put out before there were such days has none waiting."""
    waiting = select(due.Due.once).where(due.Due.kind == REVIEW)
    ahead = (Article.state == ArticleState.PUBLISHED) & (Article.review_by > today())
    known = set(session.scalars(waiting))
    for each in session.scalars(select(Article).where(ahead)):
        if str(each.id) not in known:
            remind(session, each)


def review_due(session: Session, row: due.Due) -> None:
    """The due row's handler: whoever owns it hears of it, unless it was reviewed or taken back meanwhile."""
    article = session.get(Article, row.facts["article_id"])
    if article is not None and is_due(article):
        events.record(session, ReviewFellDue(article.id))


def is_due(article: Article) -> bool:
    return article.state is ArticleState.PUBLISHED and article.review_by is not None and article.review_by <= today()


def due_for(session: Session, owner_id: int) -> list[Article]:
    """What this owner should look at, the longest overdue first."""
    wanted: ColumnElement[bool] = (Article.owner_id == owner_id) & (Article.state == ArticleState.PUBLISHED)
    query = select(Article).where(wanted, Article.review_by <= today()).order_by(Article.review_by, Article.id)
    return list(session.scalars(query))

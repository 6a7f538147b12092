"""What visitors read for themselves in the chat, and whether it spared them waiting for a person.

No words and nobody's name: an article, its version and what came of it. Nothing is learnt from it, since
anybody on the internet may tell it; editors read the sums.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.db import Base
from console.errors import Missing
from console.knowledge.articles import Article, ArticleVersion


class Came(StrEnum):
    """What came of it, each later one outweighing the earlier: who goes on to a person was not helped enough."""

    OPENED = "opened"
    HELPED = "helped"
    PERSON = "person"


RANK = {came: rank for rank, came in enumerate(Came)}


class HelpReading(Base):
    """One article opened once by one visitor."""

    __tablename__ = "help_reading"
    __table_args__ = (Index("ix_help_reading_article_id", "article_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(unique=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    version: Mapped[int]
    came: Mapped[Came]
    at: Mapped[datetime]


def tell(session: Session, *, client_id: str, article_id: int, version: int, came: Came) -> HelpReading:
    """Keeps it, or what more became of it; a retry changes nothing. Raises Missing for what no visitor could read."""
    mine = select(HelpReading).where(HelpReading.client_id == client_id).with_for_update()
    if (known := session.scalar(mine)) is not None:
        return outweighed(known, came)
    readable = select(ArticleVersion.id).join(ArticleVersion.article).where(
        Article.id == article_id, Article.public, ArticleVersion.version == version
    )  # fmt: skip
    if session.scalar(readable) is None:
        raise Missing
    made = HelpReading(client_id=client_id, article_id=article_id, version=version, came=came, at=clock.now())
    with contextlib.suppress(IntegrityError), session.begin_nested():  # what came of it may arrive beside the opening
        session.add(made)
    return outweighed(session.scalars(mine).one(), came)


def outweighed(known: HelpReading, came: Came) -> HelpReading:
    if RANK[came] > RANK[known.came]:
        known.came = came
    return known


@dataclass(frozen=True, slots=True)
class Sums:
    """How often visitors opened it, and of these how many said it helped or went on to a person."""

    opened: int = 0
    helped: int = 0
    person: int = 0


def sums(session: Session, article_id: int) -> Sums:
    query = select(HelpReading.came, func.count()).where(HelpReading.article_id == article_id)
    told = {each[0]: each[1] for each in session.execute(query.group_by(HelpReading.came))}
    return Sums(sum(told.values()), told.get(Came.HELPED, 0), told.get(Came.PERSON, 0))


def forget_old(session: Session, before: datetime, most: int) -> int:
    ids = session.scalars(select(HelpReading.id).where(HelpReading.at < before).limit(most)).all()
    session.execute(delete(HelpReading).where(HelpReading.id.in_(ids)))
    return len(ids)

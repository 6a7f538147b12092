"""Articles that were read for a gap and did not help: what its editor should look at first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console.db import Base
from console.knowledge.articles import ArticleVersion


class ReadInVain(Base):
    """How often this version was, by people who asked what the gap asks."""

    __tablename__ = "gap_read"
    __table_args__ = (UniqueConstraint("gap_id", "article_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gap_id: Mapped[int] = mapped_column(ForeignKey("gap.id", ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    times: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True, slots=True)
class Tried:
    article_id: int
    version: int
    title: str
    """Of the version they read."""
    times: int


def count(session: Session, gap_id: int, article_id: int, version: int, times: int = 1) -> None:
    wanted = select(ReadInVain).where(
        ReadInVain.gap_id == gap_id, ReadInVain.article_id == article_id, ReadInVain.version == version
    )
    known = session.scalar(wanted)
    if known is None:
        known = ReadInVain(gap_id=gap_id, article_id=article_id, version=version, times=0)
        session.add(known)
    known.times += times
    session.flush()  # the next one to count finds it


def move(session: Session, gap_id: int, *, into: int) -> None:
    """Both gaps ask for the same: what was counted for one counts for the other."""
    for each in list(session.scalars(select(ReadInVain).where(ReadInVain.gap_id == gap_id))):
        count(session, into, each.article_id, each.version, each.times)
        session.delete(each)
    session.flush()  # before the gap they hang on goes


def of(session: Session, gap_ids: Sequence[int]) -> dict[int, list[Tried]]:
    """By gap, the one read most in vain first."""
    query = (
        select(ReadInVain, ArticleVersion.title)
        .join(
            ArticleVersion,
            (ArticleVersion.article_id == ReadInVain.article_id) & (ArticleVersion.version == ReadInVain.version),
        )
        .where(ReadInVain.gap_id.in_(gap_ids))
        .order_by(ReadInVain.times.desc(), ReadInVain.id)
    )
    found: dict[int, list[Tried]] = {each: [] for each in gap_ids}
    for each, title in session.execute(query):
        found[each.gap_id].append(Tried(each.article_id, each.version, title, each.times))
    return found

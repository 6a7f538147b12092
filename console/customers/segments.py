"""How customers stand by what they bought: dated snapshots of everybody, made by the worker.

A segment is a place in a table of recency, frequency and money, never a word about a person. Who
has refused profiling is in no snapshot, and leaves the newest one at once.

For pages: `latest_day`, `days`, `sizes`, `movement`, `members`, `of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, and_, delete, func, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from console.db import Base

RECENT_DAYS = 92
"""Whose first purchase is younger is new."""


class Segment(StrEnum):
    FREQUENT = "frequent"
    """Lately, and often."""
    RECENT = "recent"
    """Lately, now and then."""
    NEW = "new"
    REGULAR = "regular"
    """Neither lately nor long ago."""
    FADING = "fading"
    """Often, but not lately."""
    AWAY = "away"
    """Seldom, and long ago."""
    NONE = "none"
    """Bought nothing within the year."""


class SegmentSnapshot(Base):
    """One customer on one day. Cents and counts are of the 365 days before."""

    __tablename__ = "segment_snapshot"
    __table_args__ = (
        Index("ix_segment_snapshot_customer_id", "customer_id"),
        Index("ix_segment_snapshot_segment", "day", "segment", "customer_id"),
    )

    day: Mapped[date] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    segment: Mapped[Segment | None]
    """None until the day's run has seen everybody."""
    recency: Mapped[int | None]
    """1 to 5, the fifth that bought latest is 5; so with frequency and money. None: bought nothing."""
    frequency: Mapped[int | None]
    money: Mapped[int | None]
    recency_days: Mapped[int | None]
    first_days: Mapped[int | None]
    """Since the first purchase within the year."""
    purchases: Mapped[int]
    paid_cents: Mapped[int]
    discount_cents: Mapped[int]
    margin_cents: Mapped[int]
    cost_cents: Mapped[int]
    contacts: Mapped[int]
    overdue: Mapped[float | None]
    """See `Behaviour.overdue`."""


class SegmentRun(Base):
    """One day's snapshot of everybody; only a finished one is shown."""

    __tablename__ = "segment_run"

    day: Mapped[date] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    customers: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]]
    """Of each measure, how many customers had which value: what the fifths are cut from."""


@dataclass(frozen=True, slots=True)
class Size:
    segment: Segment
    customers: int
    paid_cents: int
    margin_cents: int
    cost_cents: int


def place(recency: int | None, frequency: int | None, first_days: int | None) -> Segment:
    """The one table that decides: of recency and frequency (1 to 5), and whether they are new."""
    if recency is None or frequency is None:
        return Segment.NONE
    if first_days is not None and first_days < RECENT_DAYS and recency >= 3:
        return Segment.NEW
    if recency >= 4:
        return Segment.FREQUENT if frequency >= 4 else Segment.RECENT
    if recency == 3:
        return Segment.REGULAR
    return Segment.FADING if frequency >= 4 else Segment.AWAY


def days(session: Session) -> list[date]:
    """Of finished snapshots, newest first."""
    done = select(SegmentRun.day).where(SegmentRun.finished_at.is_not(None))
    return list(session.scalars(done.order_by(SegmentRun.day.desc())))


def latest_day(session: Session) -> date | None:
    return next(iter(days(session)), None)


def sizes(session: Session, day: date) -> list[Size]:
    """How many customers each segment had, and what they paid, left and cost."""
    mine = SegmentSnapshot
    query = (
        select(
            mine.segment, func.count(), func.sum(mine.paid_cents), func.sum(mine.margin_cents),
            func.sum(mine.cost_cents),
        )
        .where(mine.day == day, mine.segment.is_not(None))
        .group_by(mine.segment)
    )  # fmt: skip
    rows = session.execute(query)
    found = {each[0]: Size(each[0], *(int(n) for n in each[1:])) for each in rows if each[0] is not None}
    return [found.get(each, Size(each, 0, 0, 0, 0)) for each in Segment]


def movement(session: Session, before: date, after: date) -> dict[tuple[Segment | None, Segment | None], int]:
    """How many went from which segment to which; None: wasn't there on that day."""
    one, other = aliased(SegmentSnapshot), aliased(SegmentSnapshot)
    kept = (
        select(one.segment, other.segment, func.count())
        .join(other, and_(other.customer_id == one.customer_id, other.day == after))
        .where(one.day == before)
        .group_by(one.segment, other.segment)
    )
    moved = {(was, now): count for was, now, count in session.execute(kept)}
    for here, there, came in ((before, after, False), (after, before, True)):
        mine, elsewhere = aliased(SegmentSnapshot), aliased(SegmentSnapshot)
        alone = (
            select(mine.segment, func.count())
            .outerjoin(elsewhere, and_(elsewhere.customer_id == mine.customer_id, elsewhere.day == there))
            .where(mine.day == here, elsewhere.customer_id.is_(None))
            .group_by(mine.segment)
        )
        for segment, count in session.execute(alone):
            moved[(None, segment) if came else (segment, None)] = count
    return moved


def members(
    session: Session, day: date, segment: Segment, *, after: int = 0, limit: int = 50
) -> Sequence[SegmentSnapshot]:
    """The people of a segment by customer number, a page at a time: ``after`` is the last one seen."""
    query = select(SegmentSnapshot).where(
        SegmentSnapshot.day == day, SegmentSnapshot.segment == segment, SegmentSnapshot.customer_id > after
    )
    return session.scalars(query.order_by(SegmentSnapshot.customer_id).limit(limit)).all()


def moved(
    session: Session, before: date, after: date, was: Segment, now: Segment, *, limit: int = 50
) -> Iterator[int]:
    """Customers who went from one segment to another between two days."""
    one, other = aliased(SegmentSnapshot), aliased(SegmentSnapshot)
    query = (
        select(one.customer_id)
        .join(other, and_(other.customer_id == one.customer_id, other.day == after, other.segment == now))
        .where(one.day == before, one.segment == was)
        .order_by(one.customer_id)
    )
    yield from session.scalars(query.limit(limit))


def of(session: Session, customer_id: int) -> SegmentSnapshot | None:
    """The customer's newest finished snapshot."""
    day = latest_day(session)
    return session.get(SegmentSnapshot, (day, customer_id)) if day else None


def on(session: Session, day: date, customer_id: int) -> SegmentSnapshot | None:
    """As they stood that day."""
    return session.get(SegmentSnapshot, (day, customer_id))


def leave(session: Session, customer_id: int) -> None:
    """They refused profiling: out of every snapshot, at once."""
    session.execute(delete(SegmentSnapshot).where(SegmentSnapshot.customer_id == customer_id))

"""What must happen later: a row with a due time, written by the transaction that wants it.

A row is claimed, handled and removed in one transaction, so a killed process leaves it for the
next one, and nothing happens twice. A handler that fails puts its row off, further each time.
`worker.py` runs the loop; this file only keeps the rows.

Nobody who writes ever waits for a row that is being handled: its handler may be waiting for a lock
the writer holds. So equal wishes are joined while they lie there, and one that is made during the
handling of another stands beside it. Handlers therefore look again at what they find, and a wish
too many does nothing.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Any
from zlib import crc32

from sqlalchemy import Index, Select, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, events
from console.db import Base, engine

LONGEST_PAUSE = timedelta(minutes=10)
IN_HAND = 1
"""The class of PostgreSQL's locks for what is done between transactions."""


class Due(Base):
    __tablename__ = "due"
    __table_args__ = (
        Index("ix_due_due_at", "due_at"),
        Index("ix_due_once", "kind", "once"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    once: Mapped[str | None]
    """A second wish of the same kind and key joins the first while that isn't being handled."""
    due_at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]
    attempts: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True, slots=True)
class DueAdded:
    """Something is due now: wakes the loop instead of letting it wait for its next round."""

    kind: str


def add(
    session: Session, kind: str, *, at: datetime | None = None, once: str | None = None, **facts: object
) -> None:
    """Puts ``kind`` on the list. With ``once``, an earlier equal wish keeps the sooner time."""
    when = at or clock.now()
    if at is None or at <= clock.now():
        events.record(session, DueAdded(kind))
    known = session.scalars(lying(kind, once)).first() if once is not None else None
    if known is not None:
        known.due_at, known.facts = min(known.due_at, when), dict(facts)
        return
    session.add(Due(kind=kind, once=once, due_at=when, facts=dict(facts)))


def cancel(session: Session, kind: str, once: str) -> None:
    """Takes the wish back, unless it is being handled at this moment."""
    for row in session.scalars(lying(kind, once)):
        session.delete(row)


def lying(kind: str, once: str) -> Select[Due]:
    """The rows of a kind and key that nobody is handling or changing."""
    return select(Due).where(Due.kind == kind, Due.once == once).order_by(Due.id).with_for_update(skip_locked=True)


def move(session: Session, kinds: Sequence[str], *, since: datetime, by: timedelta) -> None:
    """Puts off by ``by`` what would have fallen due from ``since`` on; what was due before stays so."""
    rows = select(Due).where(Due.kind.in_(kinds), Due.due_at >= since).with_for_update(skip_locked=True)
    for row in session.scalars(rows):
        row.due_at += by


def claim(session: Session, kinds: list[str]) -> Due | None:
    """The row longest due, locked until this transaction ends; None when nothing is."""
    return session.scalar(
        select(Due)
        .where(Due.due_at <= clock.now(), Due.kind.in_(kinds))
        .order_by(Due.due_at, Due.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def take(session: Session, kind: str, *, most: int) -> list[Due]:
    """Rows due now, to be handled outside of this transaction. A wish that comes from now on is a row of its own."""
    rows = select(Due).where(Due.kind == kind, Due.due_at <= clock.now()).order_by(Due.due_at, Due.id).limit(most)
    taken = list(session.scalars(rows.with_for_update(skip_locked=True)))
    for each in taken:
        each.once = None
    return taken


def alone(session: Session, kind: str, *, wait: bool = True) -> bool:
    """Whether nobody else handles ``kind`` until this transaction ends: of a kind that looks for its work itself,
    two rows at two workers would write the same. SQLite has one writer anyway."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    number = crc32(kind.encode())
    if wait:
        session.execute(select(func.pg_advisory_xact_lock(number)))
        return True
    return bool(session.scalar(select(func.pg_try_advisory_xact_lock(number))))


def waits(session: Session, kind: str) -> bool:
    """Whether a row of this kind is due, taken or not."""
    found = select(Due.id).where(Due.kind == kind, Due.due_at <= clock.now()).limit(1)
    return session.scalar(found) is not None


@contextmanager
def in_hand(kind: str) -> Iterator[bool]:
    """Whether this worker alone, of all processes, has ``kind`` in hand until the block ends: what is done between
    transactions leaves its rows where others see them. Whoever is killed lets go, and the next finds the rows."""
    bind = engine()
    if bind.dialect.name == "postgresql":
        with bind.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            key = (IN_HAND, crc32(kind.encode()) >> 1)  # two halves: `alone` has the whole numbers
            mine = bool(connection.scalar(select(func.pg_try_advisory_lock(*key))))
            try:
                yield mine
            finally:
                if mine:
                    connection.execute(select(func.pg_advisory_unlock(*key)))
    elif bind.url.database in (None, "", ":memory:"):
        yield True
    else:
        with open(f"{bind.url.database}.{kind}.lock", "w") as file:
            yield locked(file)


def locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def finish(session: Session, due_ids: list[int]) -> None:
    session.execute(delete(Due).where(Due.id.in_(due_ids)))


def put_off(session: Session, due_id: int) -> None:
    """After a failure: 1 s, 2 s, 4 s … up to ten minutes. Not what somebody else has in hand by now."""
    row = session.scalar(select(Due).where(Due.id == due_id).with_for_update(skip_locked=True))
    if row is not None:
        row.attempts, row.due_at = row.attempts + 1, clock.now() + pause_after(row.attempts)


def again(session: Session, row: Due) -> None:
    """As `put_off`, for the handler of the row itself, from which it was taken already."""
    when = clock.now() + pause_after(row.attempts)
    session.add(Due(kind=row.kind, once=row.once, due_at=when, facts=row.facts, attempts=row.attempts + 1))


def pause_after(attempts: int) -> timedelta:
    """The power is capped as well as the pause: days of failing must not overflow it."""
    return min(timedelta(seconds=2 ** min(attempts, 10)), LONGEST_PAUSE)

"""When some process of ours last was there, so that an absence of ours punishes nobody.

Every web process says so every two seconds. A gap means that nobody did: we
were stopped, killed, asleep, or without a database. What was counting down then gets that long more.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.db import Base

EVERY = timedelta(seconds=2)
GAP = timedelta(seconds=6)
"""Two beats missed, and a slow machine."""


class Alive(Base):
    """One row: the last beat of any process."""

    __tablename__ = "alive"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def beat(session: Session) -> tuple[datetime, timedelta] | None:
    """Says that we are there; after an absence, since when and how long it was."""
    now = clock.now()
    row = session.scalar(select(Alive).where(Alive.id == 1).with_for_update())
    if row is None:
        session.add(Alive(id=1, at=now))
        return None
    last, row.at = row.at, max(row.at, now)
    return (last, now - last) if now - last > GAP else None

"""The note of the day: what everybody on certain queues must know until a certain time.

Queues are known here by number only. A note is never edited: correcting it takes it down and writes
another, so whoever acknowledged it acknowledged these very words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from unicodedata import normalize

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due, events
from console.agents.agent import Agent
from console.db import Base
from console.errors import Invalid, Missing

LONGEST_TEXT = 400
LONGEST_LIFE = timedelta(days=14)
"""A note that should stay longer is an article."""


class Bulletin(Base):
    __tablename__ = "bulletin"
    __table_args__ = (Index("ix_bulletin_ends_at", "ends_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    text: Mapped[str]
    queues: Mapped[list[Any]]
    """Ids of the queues whose agents must know; empty means all of them."""
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"))
    """Where it is explained at length."""
    at: Mapped[datetime]
    ends_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))


class BulletinRead(Base):
    """Somebody has read it and said so."""

    __tablename__ = "bulletin_read"
    __table_args__ = (UniqueConstraint("bulletin_id", "agent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id", ondelete="CASCADE"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"))
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class BulletinChanged:
    bulletin_id: int


@dataclass(frozen=True, slots=True)
class BulletinAcknowledged:
    read_id: int


def write(
    session: Session, *, by: Agent, text: str, queues: Collection[int], ends_at: datetime,
    article_id: int | None = None,
) -> Bulletin:  # fmt: skip
    """Puts a note up at once. Raises Invalid naming ``text`` or ``ends_at``."""
    text, now = normalize("NFC", text.strip()), clock.now()
    if not text or len(text) > LONGEST_TEXT:
        raise Invalid("A note has 1 to {most} characters.", field="text", most=LONGEST_TEXT)
    if not now < ends_at <= now + LONGEST_LIFE:
        raise Invalid("A note ends later than now and within {days} days.", field="ends_at", days=LONGEST_LIFE.days)
    note = Bulletin(
        text=text, queues=sorted(set(queues)), at=now, ends_at=ends_at, by_id=by.id, article_id=article_id
    )
    session.add(note)
    session.flush()  # its id goes into the event
    events.record(session, BulletinChanged(note.id))
    due.add(session, "bulletin.over", at=ends_at, once=str(note.id), bulletin_id=note.id)
    return note


def take_down(session: Session, note: Bulletin) -> Bulletin:
    """It holds no longer; taking it down twice is taking it down once."""
    if note.ends_at > clock.now():
        note.ends_at, note.version = clock.now(), note.version + 1
        events.record(session, BulletinChanged(note.id))
        due.cancel(session, "bulletin.over", str(note.id))
    return note


def over(session: Session, row: due.Due) -> None:
    """Its end has come: the due row's handler, so that desks hear it in time."""
    events.record(session, BulletinChanged(row.facts["bulletin_id"]))


def acknowledge(session: Session, note: Bulletin, *, by: Agent) -> BulletinRead:
    """Once each, however often the key is pressed, and in however many tabs."""
    mine = select(BulletinRead).where(BulletinRead.bulletin_id == note.id, BulletinRead.agent_id == by.id)
    known = session.scalar(mine)
    if known is not None:
        return known
    read = BulletinRead(bulletin_id=note.id, agent_id=by.id, at=clock.now())
    try:
        with session.begin_nested():
            session.add(read)
    except IntegrityError:  # another tab was first, and told everybody
        return session.scalars(mine).one()
    events.record(session, BulletinAcknowledged(read.id))
    return read


def up(session: Session) -> list[Bulletin]:
    """Every note that holds now, the newest first."""
    query = select(Bulletin).where(Bulletin.ends_at > clock.now()).order_by(Bulletin.at.desc(), Bulletin.id.desc())
    return list(session.scalars(query))


def concerns(note: Bulletin, queue_ids: Iterable[int]) -> bool:
    """Whether somebody of these queues must know it. One for all queues concerns whoever has any."""
    mine = set(queue_ids)
    return bool(mine if not note.queues else mine.intersection(note.queues))


def for_queues(session: Session, queue_ids: Iterable[int]) -> list[Bulletin]:
    mine = set(queue_ids)
    return [each for each in up(session) if concerns(each, mine)]


def of_queues(session: Session, bulletin_id: int, queue_ids: Iterable[int]) -> Bulletin:
    """The note, if it holds and concerns one of these queues. Raises Missing."""
    found = session.get(Bulletin, bulletin_id)
    if found is None or found.ends_at <= clock.now() or not concerns(found, queue_ids):
        raise Missing
    return found


def read_by(session: Session, agent_id: int, notes: list[Bulletin]) -> list[BulletinRead]:
    query = select(BulletinRead).where(
        BulletinRead.agent_id == agent_id, BulletinRead.bulletin_id.in_([each.id for each in notes])
    )
    return list(session.scalars(query))


def readers(session: Session, note: Bulletin) -> list[tuple[Agent, datetime]]:
    """Who has acknowledged it and when, the first one first."""
    query = (
        select(Agent, BulletinRead.at)
        .join(BulletinRead, BulletinRead.agent_id == Agent.id)
        .where(BulletinRead.bulletin_id == note.id)
        .order_by(BulletinRead.at, BulletinRead.id)
    )
    return [(agent, at) for agent, at in session.execute(query)]

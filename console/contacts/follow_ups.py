"""Anything promised, with an owner and a due time: a callback, a task, a word to keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, events
from console.agents.agent import Agent
from console.contacts.contact import Contact, record
from console.db import Base
from console.errors import Invalid, Missing

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    what: str
    due_at: datetime


class FollowUp(Base):
    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_owner", "owner_id", "done_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    what: Mapped[str]
    due_at: Mapped[datetime]
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")


@dataclass(frozen=True, slots=True)
class FollowUpChanged:
    follow_up_id: int
    owner_id: int


def promise(session: Session, contact: Contact, *, by: Agent, wanted: Wanted) -> FollowUp:
    """The agent owns it until it is done or handed on. Raises Invalid for the past or no words."""
    if not wanted.what.strip() or len(wanted.what) > LONGEST:
        raise Invalid("Say what is to be done, in {most} characters.", field="what", most=LONGEST)
    if wanted.due_at <= clock.now():
        raise Invalid("Choose a time to come.", field="due_at")
    made = FollowUp(
        contact_id=contact.id, owner_id=by.id, what=wanted.what.strip(),
        due_at=wanted.due_at, made_at=clock.now(),
    )  # fmt: skip
    session.add(made)
    session.flush()  # what is told of it names its number
    events.record(session, FollowUpChanged(made.id, by.id))
    record(session, contact, "follow_up", agent_id=by.id, due_at=wanted.due_at.isoformat())
    return made


MOST_SHOWN = 100


def open_of(agent_id: int) -> Select[FollowUp]:
    """What an agent has still to do, the next first."""
    mine = select(FollowUp).where(FollowUp.owner_id == agent_id, FollowUp.done_at.is_(None))
    return mine.order_by(FollowUp.due_at, FollowUp.id).limit(MOST_SHOWN)


def done(session: Session, follow_up_id: int, *, by: Agent) -> FollowUp:
    """It is done; done twice it is done once. Raises Missing for anybody but its owner."""
    promised = own(session, follow_up_id, by)
    if promised.done_at is None:
        promised.done_at = clock.now()
        changed(session, promised)
    return promised


def put_off(session: Session, follow_up_id: int, *, by: Agent, until: datetime) -> FollowUp:
    """Due later instead. Raises Invalid naming ``due_at`` for the past."""
    promised = own(session, follow_up_id, by)
    if until <= clock.now():
        raise Invalid("Choose a time to come.", field="due_at")
    if promised.done_at is None and promised.due_at != until:
        promised.due_at = until
        changed(session, promised)
    return promised


def own(session: Session, follow_up_id: int, by: Agent) -> FollowUp:
    promised = session.get(FollowUp, follow_up_id, with_for_update=True)
    if promised is None or promised.owner_id != by.id:
        raise Missing
    return promised


def changed(session: Session, promised: FollowUp) -> None:
    promised.version += 1
    events.record(session, FollowUpChanged(promised.id, promised.owner_id))

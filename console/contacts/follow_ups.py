"""Anything promised, with an owner and a due time: a callback, a task, a word to keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.agents.agent import Agent
from console.contacts.contact import Contact, record
from console.db import Base
from console.errors import Invalid

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
    record(session, contact, "follow_up", agent_id=by.id, due_at=wanted.due_at.isoformat())
    return made

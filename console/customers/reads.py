"""Who looked somebody up, and who read whose profile, when and what for. Only added to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, Index, delete, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from console import clock, ephemera
from console.agents.agent import Agent
from console.db import Base
from console.errors import Refused

CONTACT, SEARCH, PROVENANCE, TIMELINE, REVIEW = "contact", "search", "provenance", "timeline", "review"
LOOKUPS = "120/minute"
"""As many as a fast agent asks while typing, and far too few to copy a book of customers."""
LOOKUPS_A_DAY = "3000/day"


class ProfileRead(Base):
    """``purpose``: contact (it rang or was theirs), search, provenance, timeline, review."""

    __tablename__ = "profile_read"
    __table_args__ = (
        Index("ix_profile_read_customer_id", "customer_id", "at"),
        Index("ix_profile_read_agent_id", "agent_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    at: Mapped[datetime]
    purpose: Mapped[str]
    contact_id: Mapped[int | None]
    """During which contact; a number only, for contacts live on a floor above."""

    agent: Mapped[Agent] = relationship()


class PersonLookup(Base):
    """One question for people: never what was typed, only what kind of key found how many."""

    __tablename__ = "person_lookup"
    __table_args__ = (Index("ix_person_lookup_agent_id", "agent_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    at: Mapped[datetime]
    by: Mapped[str | None]
    """The kind of key; None when nobody was found."""
    found: Mapped[int]


class TooManyLookups(Refused):
    message = "Too many searches for people. Wait a minute."


def remember(
    session: Session, agent_id: int, customer_ids: Iterable[int], *, purpose: str, contact_id: int | None = None
) -> None:  # fmt: skip
    """This agent has these profiles before their eyes."""
    now = clock.now()
    session.add_all(
        ProfileRead(customer_id=each, agent_id=agent_id, at=now, purpose=purpose, contact_id=contact_id)
        for each in customer_ids
    )


def allow_lookup(agent_id: int) -> None:
    """Counts one question. Raises TooManyLookups."""
    for rate in (LOOKUPS, LOOKUPS_A_DAY):
        if not ephemera.allow(f"people:{agent_id}", rate):
            raise TooManyLookups


def looked_up(session: Session, agent_id: int, *, by: str | None, found: int) -> None:
    session.add(PersonLookup(agent_id=agent_id, at=clock.now(), by=by, found=found))


def reads_of(session: Session, customer_id: int, *, most: int | None = None) -> list[ProfileRead]:
    """Newest first, with whoever read."""
    query = select(ProfileRead).where(ProfileRead.customer_id == customer_id).options(joinedload(ProfileRead.agent))
    return list(session.scalars(query.order_by(ProfileRead.at.desc(), ProfileRead.id.desc()).limit(most)))


def forget_old(session: Session, before: datetime, most: int) -> int:
    """Who read whom, and who asked how often, before a moment; how many lines."""
    gone = 0
    for table in (ProfileRead, PersonLookup):
        ids = session.scalars(select(table.id).where(table.at < before).limit(most)).all()
        session.execute(delete(table).where(table.id.in_(ids)))
        gone += len(ids)
    return gone

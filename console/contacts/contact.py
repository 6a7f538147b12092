"""One contact, the queues it waits in, who it rings at, and the record of all its changes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console import clock, events
from console.contacts.events import ContactChanged, QueueChanged
from console.customers.source_records import SourceRecord
from console.db import Base
from console.errors import Missing


class Channel(StrEnum):
    PHONE = "phone"
    CHAT = "chat"
    CALLBACK = "callback"


class Purpose(StrEnum):
    SERVICE = "service"
    SALES = "sales"
    RETENTION = "retention"


class ContactState(StrEnum):
    WAITING = "waiting"
    RINGING = "ringing"
    ACTIVE = "active"
    WRAP_UP = "wrap_up"
    CLOSED = "closed"
    ABANDONED = "abandoned"


LIVE = (ContactState.WAITING, ContactState.RINGING, ContactState.ACTIVE, ContactState.WRAP_UP)
AT_A_DESK = (ContactState.RINGING, ContactState.ACTIVE, ContactState.WRAP_UP)


class Certainty(StrEnum):
    """How sure we are who it is. A number can be spoofed, so it only ever *recognises*."""

    VERIFIED = "verified"
    RECOGNISED = "recognised"
    HOUSEHOLD = "household"
    CANDIDATES = "candidates"
    UNKNOWN = "unknown"


class Queue(Base):
    """Where contacts wait."""

    __tablename__ = "queue"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name_es: Mapped[str]
    name_en: Mapped[str]
    channel: Mapped[Channel]
    purpose: Mapped[Purpose]
    line: Mapped[str | None] = mapped_column(unique=True)
    """The dialled number, E.164, that leads here."""
    skill: Mapped[str]
    level: Mapped[int] = mapped_column(default=1)
    target_seconds: Mapped[int] = mapped_column(default=20)
    target_share: Mapped[float] = mapped_column(default=0.8)
    short_abandon_seconds: Mapped[int] = mapped_column(default=5)
    ring_seconds: Mapped[int] = mapped_column(default=20)
    wrap_seconds: Mapped[int] = mapped_column(default=120)
    greeting_es: Mapped[str]
    greeting_en: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    dispositions: Mapped[list[Disposition]] = relationship(
        back_populates="queue", order_by="Disposition.position", cascade="all, delete-orphan"
    )


class Disposition(Base):
    """What came of a contact, as a path from the general to the particular."""

    __tablename__ = "disposition"
    __table_args__ = (UniqueConstraint("queue_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id", ondelete="CASCADE"))
    code: Mapped[str]
    position: Mapped[int]
    path_es: Mapped[list[str]]
    path_en: Mapped[list[str]]

    queue: Mapped[Queue] = relationship(back_populates="dispositions")


class Contact(Base):
    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("provider", "provider_key"),
        Index("ix_contact_waiting", "state", "queue_id", "queued_at"),
        Index("ix_contact_agent", "agent_id", "state"),
        Index("ix_contact_record", "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider: Mapped[str]
    """Who brought it: simulator, cti_webhook, chat."""
    provider_key: Mapped[str]
    """The provider's own id of the call, or the visitor's UUID: a second arrival is the first."""
    channel: Mapped[Channel]
    direction: Mapped[str] = mapped_column(default="in")
    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id"))
    purpose: Mapped[Purpose]
    state: Mapped[ContactState]
    seq: Mapped[int] = mapped_column(default=0)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    slot: Mapped[int] = mapped_column(default=1)

    record_id: Mapped[int | None] = mapped_column(ForeignKey("source_record.id"))
    """The `console` source record of the person: history follows it through merges."""
    candidates: Mapped[list[Any]] = mapped_column(default=list)
    certainty: Mapped[Certainty]
    prospect: Mapped[bool] = mapped_column(default=False)
    """Came as somebody nobody knew, and became a customer on this contact."""
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[list[str]] = mapped_column(default=list)
    language: Mapped[str]
    caller: Mapped[str | None]
    line: Mapped[str | None]
    choices: Mapped[list[str]] = mapped_column(default=list)

    arrived_at: Mapped[datetime]
    queued_at: Mapped[datetime]
    rung_at: Mapped[datetime | None]
    ring_until: Mapped[datetime | None]
    painted_ms: Mapped[int | None]
    accepted_at: Mapped[datetime | None]
    held_since: Mapped[datetime | None]
    held_seconds: Mapped[float] = mapped_column(default=0.0)
    muted: Mapped[bool] = mapped_column(default=False)
    passed_by: Mapped[str | None]
    """First name of the colleague who transferred it here."""
    passed_words: Mapped[str | None]
    """What they said of it to whoever takes it next."""
    resolved_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    cause: Mapped[str | None]
    wrap_until: Mapped[datetime | None]
    wrapped_at: Mapped[datetime | None]
    disposition: Mapped[str | None]

    queue: Mapped[Queue] = relationship()
    record: Mapped[SourceRecord | None] = relationship()
    rings: Mapped[list[Ring]] = relationship(back_populates="contact", cascade="all, delete-orphan")

    @property
    def agents(self) -> tuple[int, ...]:
        """Whose desks show it now: where it rings, or whose it is."""
        if self.state is ContactState.RINGING:
            return tuple(sorted(each.agent_id for each in self.rings))
        if self.state in (ContactState.ACTIVE, ContactState.WRAP_UP) and self.agent_id:
            return (self.agent_id,)
        return ()


class Ring(Base):
    """A contact rings at an agent. Gone once it is accepted, declined, missed or hung up."""

    __tablename__ = "ring"
    __table_args__ = (Index("ix_ring_agent_id", "agent_id"),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"), primary_key=True)
    at: Mapped[datetime]

    contact: Mapped[Contact] = relationship(back_populates="rings")


class ContactEvent(Base):
    """One change of a contact. Append only, typed facts, no personal data: the audit, and with
    `agent_event` the only source of every metric."""

    __tablename__ = "contact_event"
    __table_args__ = (
        UniqueConstraint("contact_id", "seq"),
        Index("ix_contact_event_at", "at"),
        Index("ix_contact_event_queue", "queue_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    seq: Mapped[int]
    kind: Mapped[str]
    at: Mapped[datetime]
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id"))
    facts: Mapped[dict[str, Any]]


def lock(session: Session, contact_id: int) -> Contact:
    """The contact's row, held until the transaction ends. After any agent's row, never before."""
    contact = session.scalar(
        select(Contact).where(Contact.id == contact_id).with_for_update().execution_options(populate_existing=True)
    )
    if contact is None:
        raise Missing
    return contact


def record(
    session: Session, contact: Contact, kind: str, *,
    agent_id: int | None = None, before: tuple[int, ...] = (), **facts: object,
) -> ContactEvent:  # fmt: skip
    """Appends one event under the row's lock and hands the row its new version.

    ``before``: whose desks showed it before this change, so that they hear it is gone."""
    contact.seq += 1
    happened = ContactEvent(
        contact_id=contact.id, seq=contact.seq, kind=kind, at=clock.now(),
        agent_id=agent_id, queue_id=contact.queue_id, facts=facts,
    )  # fmt: skip
    session.add(happened)
    concerned = tuple(sorted({*before, *contact.agents}))
    events.record(session, ContactChanged(contact.id, concerned))
    events.record(session, QueueChanged(contact.queue_id))
    return happened

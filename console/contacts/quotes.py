"""What customers say of us, in their words: one key during a contact, one line for the week's page.

A quote hangs on its contact and carries no name; numbers, addresses and documents are taken out
before it is stored.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.agents.agent import Agent
from console.contacts import access
from console.contacts.contact import Contact, lock, record
from console.customers import normalising
from console.customers.preferences import TellsTooMuch
from console.customers.sensitive import tells_too_much
from console.db import Base
from console.errors import Invalid
from console.redaction import redacted

LONGEST = 280
TOPICS = ("product", "price", "delivery", "store", "online", "service", "other")


class Quote(Base):
    __tablename__ = "quote"
    __table_args__ = (Index("ix_quote_at", "at", "topic"), Index("ix_quote_contact_id", "contact_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(unique=True)
    """The browser's own UUID: a second try is the first."""
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    topic: Mapped[str]
    text: Mapped[str]
    language: Mapped[str]
    at: Mapped[datetime]


def say(session: Session, contact: Contact, *, by: Agent, client_id: str, topic: str, text: str) -> Quote:
    """The customer said so, on this contact of the agent's. Raises Invalid, TellsTooMuch, Missing."""
    contact = access.mine(session, lock(session, contact.id), by)
    known = session.scalar(select(Quote).where(Quote.client_id == client_id, Quote.contact_id == contact.id))
    if known is not None:
        return known
    if topic not in TOPICS:
        raise Invalid("Expected one of {among}.", field="topic", among=", ".join(TOPICS))
    said = redacted(normalising.words(text, field="text", most=LONGEST))
    if not said:
        raise Invalid("Say what the customer said.", field="text")
    if tells_too_much(said):
        raise TellsTooMuch(field="text")
    made = Quote(
        client_id=client_id, contact_id=contact.id, agent_id=by.id, topic=topic, text=said,
        language=contact.language, at=clock.now(),
    )  # fmt: skip
    session.add(made)
    record(session, contact, "quoted", agent_id=by.id, topic=topic)
    return made


def between(session: Session, since: datetime, until: datetime) -> list[Quote]:
    """All of a stretch of time, oldest first: for the week's page."""
    query = select(Quote).where(Quote.at >= since, Quote.at < until).order_by(Quote.at, Quote.id)
    return list(session.scalars(query))

"""The article that fits a conversation, found by itself: from what the visitor wrote, or from why
the customer called. That none fits is an answer too, and is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due, events
from console.agents.agent import Agent
from console.contacts.contact import AT_A_DESK, Contact
from console.contacts.messaging import Author, Message
from console.customers import reason
from console.db import Base
from console.knowledge import audience, suggestions

TURNS = 3
REASON_WORDS = {
    "order_late": {"es": "mi pedido llega con retraso", "en": "my order is late"},
    "claim_open": {"es": "siniestro abierto, parte del seguro", "en": "open insurance claim"},
}
"""A probable reason as a customer would say it, to search by."""


class Suggestion(Base):
    """What stands beside a conversation now."""

    __tablename__ = "suggestion"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
    seq: Mapped[int] = mapped_column(default=0)
    """Of the newest message it was chosen by; 0 when it was chosen by the reason of the call."""
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"))
    confidence: Mapped[float]
    learnt: Mapped[int]
    """The version of what was learnt that chose it; 0 before anything was."""
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class SuggestionChanged:
    contact_id: int


def wish(session: Session, contact: Contact) -> None:
    """Something was said, or somebody has just taken it: look for an article."""
    due.add(session, "knowledge.suggest", once=str(contact.id), contact_id=contact.id)


def suggest_due(session: Session, row: due.Due) -> None:
    """The due row's handler."""
    contact = session.get(Contact, row.facts["contact_id"])
    if contact is not None and contact.state in AT_A_DESK[:2]:
        suggest(session, contact)


def suggest(session: Session, contact: Contact) -> Suggestion:
    said = last_words(session, contact.id)
    texts = [each.text for each in said] or reasons(session, contact)
    reader = session.get(Agent, contact.agent_id) if contact.agent_id else None
    readable = audience.readable_by(session, reader) if reader else None
    chosen = suggestions.suggest(session, texts, language=contact.language, readable=readable)
    known = session.get(Suggestion, contact.id)
    if known is None:
        known = Suggestion(contact_id=contact.id, version=0)
        session.add(known)
    known.version, known.seq, known.at = known.version + 1, max((each.seq for each in said), default=0), clock.now()
    known.article_id, known.confidence, known.learnt = chosen.article_id, chosen.confidence, chosen.learnt
    events.record(session, SuggestionChanged(contact.id))
    return known


def last_words(session: Session, contact_id: int) -> list[Message]:
    """The visitor's last turns, oldest first."""
    query = (
        select(Message)
        .where(Message.contact_id == contact_id, Message.author == Author.VISITOR)
        .order_by(Message.seq.desc())
        .limit(TURNS)
    )
    return list(session.scalars(query))[::-1]


def reasons(session: Session, contact: Contact) -> list[str]:
    """Why they probably call: the only words a call has before anybody speaks."""
    told = reason.probable_reason(session, contact.record.customer_id) if contact.record else None
    words = REASON_WORDS.get(told.code, {}).get(contact.language) if told else None
    return [*contact.choices[-1:], *([words] if words else [])]


def of(session: Session, contact_id: int) -> Suggestion | None:
    return session.get(Suggestion, contact_id)

"""What a visitor thought of it, asked once when it is over: five numbers and a sentence if they like."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.contacts.contact import Contact, ContactState, lock, record
from console.db import Base
from console.errors import Invalid, Refused

LONGEST = 1000
OVER = (ContactState.WRAP_UP, ContactState.CLOSED)


class NotOver(Refused):
    message = "The conversation is still open."


class Rating(Base):
    """One answer per contact. The words stay here and never enter an event: they may name people."""

    __tablename__ = "rating"
    __table_args__ = (CheckConstraint("mark BETWEEN 1 AND 5", name="mark_of_five"),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[int]
    """1, not solved at all, to 5, wholly."""
    text: Mapped[str | None]
    at: Mapped[datetime]


def rate(session: Session, contact: Contact, *, mark: int, text: str | None) -> Rating:
    """The visitor's answer. The first one stands: told again, it is found. Raises NotOver, Invalid."""
    contact = lock(session, contact.id)
    if contact.state not in OVER:
        raise NotOver
    if not 1 <= mark <= 5:
        raise Invalid("Choose a number from 1 to 5.", field="mark")
    text = (text or "").strip() or None
    if text and len(text) > LONGEST:
        raise Invalid("At most {most} characters.", field="text", most=LONGEST)
    known = session.get(Rating, contact.id)
    if known is not None:
        return known
    given = Rating(contact_id=contact.id, mark=mark, text=text, at=clock.now())
    session.add(given)
    record(session, contact, "rated", mark=mark)
    return given

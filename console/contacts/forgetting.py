"""What is forgotten of contacts when its time is over: words first, then who it was.

The events stay: they name nobody, and every figure comes from them.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, union, update
from sqlalchemy.orm import Session

from console.contacts.codes import ContactCode
from console.contacts.contact import LIVE, Certainty, Contact
from console.contacts.follow_ups import FollowUp
from console.contacts.messaging import Chat, Message
from console.contacts.rating import Rating
from console.contacts.wrapping_up import Note


def forget_chats(session: Session, before: datetime, most: int) -> int:
    """The words of conversations that ended before, those of their ratings, and the visitor's name; how many
    conversations."""
    old = select(Chat.contact_id).join(Contact).where(over(before), Chat.last > 0)
    ids = session.scalars(old.limit(most)).all()
    session.execute(delete(Message).where(Message.contact_id.in_(ids)))
    session.execute(update(Rating).where(Rating.contact_id.in_(ids)).values(text=None))
    session.execute(
        update(Chat)
        .where(Chat.contact_id.in_(ids))
        .values(visitor_name=None, email=None, last=0, seen_by_visitor=0, seen_by_agent=0)
    )
    return len(ids)


def forget_notes(session: Session, before: datetime, most: int) -> int:
    """Notes of contacts that ended before, and what was promised and done about them."""
    done = FollowUp.done_at.is_not(None)
    noted = select(Note.contact_id).join(Contact).where(over(before))
    promised = select(FollowUp.contact_id).join(Contact).where(over(before), done)
    ids = session.scalars(union(noted, promised).limit(most)).all()
    session.execute(delete(FollowUp).where(FollowUp.contact_id.in_(ids), done))
    session.execute(delete(Note).where(Note.contact_id.in_(ids)))
    return len(ids)


def forget_who(session: Session, before: datetime, most: int) -> int:
    """Whom a contact was with: its number, its person, how they proved it, what was said of them on the way."""
    named = or_(Contact.caller.is_not(None), Contact.record_id.is_not(None), Contact.passed_words.is_not(None))
    ids = session.scalars(select(Contact.id).where(over(before), named).limit(most)).all()
    session.execute(delete(ContactCode).where(ContactCode.contact_id.in_(ids)))
    session.execute(
        update(Contact)
        .where(Contact.id.in_(ids))
        .values(
            caller=None, choices=[], passed_words=None, record_id=None, candidates=[], verified_by=[],
            certainty=Certainty.UNKNOWN,
        )
    )
    return len(ids)


def over(before: datetime) -> ColumnElement[bool]:
    return Contact.state.not_in(LIVE) & (Contact.ended_at < before)

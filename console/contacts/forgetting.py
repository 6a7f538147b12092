"""What is forgotten of contacts when its time is over: words first, then who it was.

The events stay: they name nobody, and every figure comes from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from sqlalchemy import ColumnElement, Row, delete, or_, select, union, update
from sqlalchemy.orm import Session

from console.contacts.attaching import ChatFile
from console.contacts.codes import ContactCode
from console.contacts.contact import LIVE, Certainty, Contact
from console.contacts.follow_ups import FollowUp
from console.contacts.messaging import Chat, Message
from console.contacts.rating import Rating
from console.contacts.read_before import ChatReading
from console.contacts.wrapping_up import Note

MESSAGES, BYTES = 500, 2 * 1024 * 1024
"""What one round takes, or one thing that is larger: what is deleted is written over, and a desk waits meanwhile."""


def forget_chats(session: Session, before: datetime, most: int) -> int:
    """The words of conversations that ended before, those of their ratings, what was read before them, and
    the visitor's name; how many conversations, or ``most`` when there is more to do at once. Their files go
    first, a few at a time."""
    if forget_files(session, before):
        return most
    old = select(Chat.contact_id, Chat.last).join(Contact).where(over(before), Chat.last > 0)
    found = session.execute(old.order_by(Chat.contact_id).limit(most)).all()
    ids = no_more_than(MESSAGES, found)
    session.execute(delete(Message).where(Message.contact_id.in_(ids)))
    session.execute(delete(ChatReading).where(ChatReading.contact_id.in_(ids)))
    session.execute(update(Rating).where(Rating.contact_id.in_(ids)).values(text=None))
    session.execute(
        update(Chat)
        .where(Chat.contact_id.in_(ids))
        .values(visitor_name=None, email=None, last=0, seen_by_visitor=0, seen_by_agent=0)
    )
    return len(ids) if len(ids) == len(found) else most


def forget_files(session: Session, before: datetime) -> bool:
    """Photos and the like from conversations that ended before; whether there were any."""
    old = select(ChatFile.message_id, ChatFile.size).join(Message).join(Contact, Contact.id == Message.contact_id)
    found = session.execute(old.where(over(before)).order_by(ChatFile.message_id).limit(MESSAGES)).all()
    ids = no_more_than(BYTES, found)
    session.execute(delete(ChatFile).where(ChatFile.message_id.in_(ids)))
    return bool(ids)


def no_more_than(weight: int, found: Sequence[Row[int, int]]) -> list[int]:
    """The first of these, of each its number and weight, that weigh no more together; one at least."""
    sums = accumulate(each[1] for each in found)
    return [each[0] for place, (each, sum_) in enumerate(zip(found, sums, strict=True)) if not place or sum_ <= weight]


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

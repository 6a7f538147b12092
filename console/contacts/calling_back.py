"""Somebody in the web chat would rather be called: a callback waits in a phone queue in their stead.

It is a contact like any other: it rings at an agent, who sees who it is and what it is about before
they accept; accepting has the phone system dial.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console import clock, due, words
from console.contacts import messaging, waiting
from console.contacts.contact import Channel, Contact, ContactEvent, ContactState, Purpose, Queue, record
from console.contacts.locking import lock_with_agents
from console.contacts.messaging import Author, Chat, ChatEnded
from console.customers import normalising
from console.errors import Refused

PROVIDER, ASKED = "callback", "callback_asked"
LONGEST_ABOUT = 120
STANDS = (ContactState.WAITING, ContactState.RINGING, ContactState.ACTIVE)
MOST_ASKED = 3
"""Numbers one conversation may leave, so that nobody has us ring strangers one after another."""


class TooManyCallbacks(Refused):
    message = "This conversation has already asked for {most} calls."


def ask(session: Session, chat: Chat, *, client_id: str, number: str, region: str) -> Contact:
    """The visitor leaves a number; told twice, under one id or while the first still stands, it is one callback.
    A chat that nobody has taken yet is over with that, one in hand goes on. Raises Invalid(field="number"),
    ChatEnded, TooManyCallbacks."""
    phone = normalising.needed_phone(number, field="number", region=region)
    key = messaging.identifier(client_id)
    contact = lock_with_agents(session, chat.contact_id)  # first, so that two retries at once see each other
    known = waiting.arrived(session, PROVIDER, key) or standing(session, contact, phone)
    if known is not None:
        return known
    if contact.state not in (ContactState.WAITING, ContactState.RINGING, ContactState.ACTIVE):
        raise ChatEnded
    if asked_by(session, contact) >= MOST_ASKED:
        raise TooManyCallbacks(field="number", most=MOST_ASKED)
    called = waiting.arrive(
        session, provider=PROVIDER, provider_key=key, queue=phone_queue(session), caller=phone,
        channel=Channel.CALLBACK, choices=about(session, chat), language=contact.language,
    )  # fmt: skip
    record(session, contact, ASKED, callback_id=called.id)
    said = words.translate(contact.language, "We will call you at {number}.", number=phone)
    messaging.write(session, chat, author=Author.SYSTEM, client_id=key, text=said)
    if contact.state is not ContactState.ACTIVE:
        stop_waiting(session, contact)
    waiting.wait(session, called)
    return called


def standing(session: Session, contact: Contact, phone: str) -> Contact | None:
    """The callback this conversation has asked for to the same number, unless it is over: asked for twice it is one."""
    asked = select(ContactEvent.facts).where(ContactEvent.contact_id == contact.id, ContactEvent.kind == ASKED)
    ids = [each["callback_id"] for each in session.scalars(asked)]
    live = select(Contact).where(Contact.id.in_(ids), Contact.caller == phone, Contact.state.in_(STANDS))
    return session.scalar(live.limit(1))


def asked_by(session: Session, contact: Contact) -> int:
    """How many callbacks this conversation has asked for."""
    theirs = (ContactEvent.contact_id == contact.id) & (ContactEvent.kind == ASKED)
    return session.scalar(select(func.count()).where(theirs)) or 0


def phone_queue(session: Session) -> Queue:
    """The first service queue of the phone: who is called back is called about what they wrote."""
    first = select(Queue).where(Queue.channel == Channel.PHONE).order_by(Queue.purpose != Purpose.SERVICE, Queue.id)
    found = session.scalar(first.limit(1))
    if found is None:
        raise waiting.UnknownLine(field="channel", line=Channel.PHONE)
    return found


def about(session: Session, chat: Chat) -> list[str]:
    """The visitor's first words, in the place of what a caller chose in the menu."""
    first = next((each.text for each in messaging.messages_of(session, chat.contact_id) if each.text), "")
    return [" ".join(first.split())[:LONGEST_ABOUT]] if first else []


def stop_waiting(session: Session, contact: Contact) -> None:
    """It is neither answered nor given up: it goes on by phone."""
    before = contact.agents
    contact.rings.clear()
    contact.state, contact.ended_at, contact.ended_by = ContactState.CLOSED, clock.now(), "customer"
    contact.cause, contact.ring_until = PROVIDER, None
    record(session, contact, "moved_to_phone", before=before)
    due.cancel(session, "ring_over", str(contact.id))
    due.add(session, "contact.by_mail", once=str(contact.id), contact_id=contact.id)

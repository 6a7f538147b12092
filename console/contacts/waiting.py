"""Arriving, and waiting in a queue until somebody is free or the customer gives up."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from console import clock, due
from console.contacts import identifying, lines
from console.contacts.contact import (
    AT_A_DESK,
    Channel,
    Contact,
    ContactState,
    Queue,
    record,
)  # fmt: skip
from console.errors import Invalid


class UnknownLine(Invalid):
    message = "No queue answers {line}."


def queue_of(session: Session, line: str) -> Queue:
    """The queue that a dialled number leads to. Raises UnknownLine."""
    queue = lines.queue_at(session, line)
    if queue is None:
        raise UnknownLine(field="line", line=line)
    return queue


def arrive(
    session: Session, *, provider: str, provider_key: str, queue: Queue, caller: str | None = None,
    line: str | None = None, choices: list[str] | None = None, language: str | None = None, name: str | None = None,
    channel: Channel | None = None,
) -> Contact:  # fmt: skip
    """A contact is here. The same arrival told twice is the first one, unchanged.

    ``channel``: the queue's own, unless it comes another way. Who it is, is looked up by the exact
    number, or by the name somebody without one gave."""
    known = arrived(session, provider, provider_key)
    if known is not None:
        return known
    now = clock.now()
    who = identifying.recognise(session, caller, name)
    contact = Contact(
        provider=provider, provider_key=provider_key, channel=channel or queue.channel, queue=queue,
        purpose=queue.purpose, state=ContactState.WAITING, caller=caller, line=line,
        choices=choices or [], arrived_at=now, queued_at=now, certainty=who.certainty,
        record=who.record, candidates=who.candidates, rings=[],
        language=language or who.language or "es",
    )  # fmt: skip
    try:
        with session.begin_nested():  # the same arrival may be told to two processes at once
            session.add(contact)
    except IntegrityError:
        first = arrived(session, provider, provider_key)
        if first is None:
            raise
        return first
    record(
        session, contact, "arrived", channel=contact.channel, certainty=contact.certainty, choices=len(contact.choices)
    )
    return contact


def wait(session: Session, contact: Contact) -> None:
    """Ours to route: it joins the queue, and routing looks at once."""
    due.add(session, "route", once="all")


def arrived(session: Session, provider: str, provider_key: str) -> Contact | None:
    return session.scalar(
        select(Contact).where(Contact.provider == provider, Contact.provider_key == provider_key)
    )


def abandon(session: Session, contact: Contact, *, cause: str) -> Contact:
    """The customer gave up before anybody answered; wherever it rang goes quiet."""
    before = contact.agents
    contact.rings.clear()
    contact.state, contact.ended_at, contact.cause = ContactState.ABANDONED, clock.now(), cause
    contact.ended_by, contact.ring_until = "customer", None
    waited = (clock.now() - contact.queued_at).total_seconds()
    record(session, contact, "abandoned", before=before, cause=cause, waited_seconds=waited)
    due.cancel(session, "ring_over", str(contact.id))
    due.add(session, "contact.history", once=str(contact.id), contact_id=contact.id)
    if contact.channel is Channel.CHAT:  # passed on, it may have been answered before
        due.add(session, "contact.by_mail", once=str(contact.id), contact_id=contact.id)
    return contact


def longest_waiting() -> Select[Contact]:
    """Every contact waiting for an agent of ours to be found, first come first."""
    return (
        select(Contact)
        .where(Contact.state == ContactState.WAITING, Contact.provider.not_in(("cti_webhook",)))
        .order_by(Contact.queued_at, Contact.id)
    )


def place(session: Session, contact: Contact) -> int | None:
    """Where it stands in its queue, from 1; None once it no longer waits."""
    if contact.state is not ContactState.WAITING:
        return None
    ahead = session.scalar(
        select(func.count())
        .select_from(Contact)
        .where(
            Contact.state == ContactState.WAITING,
            Contact.queue_id == contact.queue_id,
            (Contact.queued_at < contact.queued_at)
            | ((Contact.queued_at == contact.queued_at) & (Contact.id < contact.id)),
        )
    )
    return (ahead or 0) + 1


def free_slot(session: Session, agent_id: int, channel: Channel) -> int:
    """The strip it takes on the desk: 1 is the phone's; a chat takes the first free of 2 to 4."""
    if channel is not Channel.CHAT:
        return 1
    taken = set(
        session.scalars(
            select(Contact.slot).where(
                Contact.agent_id == agent_id, Contact.state.in_(AT_A_DESK), Contact.channel == Channel.CHAT
            )
        )
    )
    return next(slot for slot in range(2, 99) if slot not in taken)


def queue_for(session: Session, channel: Channel) -> Queue:
    """The first queue of a channel: where a web chat goes. Raises UnknownLine."""
    queue = session.scalar(select(Queue).where(Queue.channel == channel).order_by(Queue.id).limit(1))
    if queue is None:
        raise UnknownLine(field="channel", line=channel)
    return queue

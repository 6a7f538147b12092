"""newCall, answer and hangup, made into contacts.

An event names its call by ``callId`` and repeats from, to and direction, so the first to arrive,
whichever it is, makes the contact; a later one only moves it forward, never back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.agents.agent import Agent, AgentState
from console.agents.agent import lock as lock_agent
from console.contacts import assignment, waiting, wrapping_up
from console.contacts.contact import Contact, ContactState, Queue, lock
from console.customers import normalising
from console.errors import Invalid

PROVIDER = "cti_webhook"
EVENTS = ("newCall", "answer", "hangup")
CAUSES = ("normalClearing", "busy", "cancel", "noAnswer", "congestion", "notFound", "forwarded")
WITHHELD = ("anonymous", "")


@dataclass(frozen=True, slots=True)
class CallEvent:
    event: str
    call_id: str
    caller: str | None
    line: str
    direction: str
    users: tuple[str, ...]
    answering: str | None
    queue: str | None
    cause: str


def parse(fields: Mapping[str, Any], *, region: str) -> CallEvent:
    """One webhook's fields, from JSON or a form. Raises Invalid naming the field."""

    def one(name: str, default: str | None = None) -> str:
        value = fields.get(name, default)
        if isinstance(value, int):
            value = str(value)
        if not isinstance(value, str) or len(value) > 200 or "\x00" in value:
            raise Invalid("{field_name}: expected text.", field=name, field_name=name)
        return value.strip()

    event = one("event")
    if event not in EVENTS:
        raise Invalid("event: expected one of {known}.", field="event", known=", ".join(EVENTS))
    cause = one("cause", "normalClearing")
    if cause not in CAUSES:
        raise Invalid("cause: expected one of {known}.", field="cause", known=", ".join(CAUSES))
    call_id, sender, to = one("callId"), one("from"), one("to")
    if not call_id:
        raise Invalid("callId: expected the call's own id.", field="callId")
    direction = one("direction", "in")
    if direction not in ("in", "out"):
        raise Invalid("direction: expected in or out.", field="direction")
    answering = one("answeringNumber", "") or one("caller", "") or None
    return CallEvent(
        event=event, call_id=call_id, direction=direction, users=users_of(fields),
        caller=None if sender in WITHHELD else number(sender, "from", region),
        line=number(to, "to", region), answering=answering, queue=one("queue", "") or None, cause=cause,
    )  # fmt: skip


def number(text: str, field: str, region: str) -> str:
    """E.164 from a number as phone systems send it: often without its plus."""
    found = normalising.phone(text, region=region)
    if found is None:
        raise Invalid("{field_name}: {text} is no phone number.", field=field, field_name=field, text=text)
    return found


def users_of(fields: Mapping[str, Any]) -> tuple[str, ...]:
    given = fields.get("user[]", fields.get("user", []))
    many = given if isinstance(given, list) else [given]
    if len(many) > 100 or not all(isinstance(each, str | int) and "\x00" not in str(each) for each in many):
        raise Invalid("user: expected text or a list of texts.", field="user")
    return tuple(str(each).strip() for each in many if str(each).strip())


def take_in(session: Session, event: CallEvent) -> Contact | None:
    """Moves the call forward. Outgoing calls aren't contacts yet and are let pass."""
    if event.direction == "out":
        return None
    contact = waiting.arrive(
        session, provider=PROVIDER, provider_key=event.call_id, queue=queue_for(session, event),
        caller=event.caller, line=event.line,
    )  # fmt: skip
    match event.event:
        case "newCall":
            # Agents' rows are locked before the contact's, always.
            ringing = [lock_agent(session, each) for each in agents_at(session, event.users)]
            rings(session, lock(session, contact.id), ringing)
        case "answer":
            answering = who_answered(session, event)
            answered(session, lock(session, contact.id), answering)
        case "hangup":
            wrapping_up.customer_gone(session, contact, cause=event.cause)
    return contact


def queue_for(session: Session, event: CallEvent) -> Queue:
    """By the queue's key when the phone system names it, else by the number dialled."""
    if event.queue:
        named = session.scalar(select(Queue).where(Queue.key == event.queue))
        if named is not None:
            return named
    return waiting.queue_of(session, event.line)


def rings(session: Session, contact: Contact, agents: list[Agent]) -> None:
    """A call that was answered or has ended doesn't ring again, however late its newCall comes."""
    free = [each for each in agents if each.state is AgentState.AVAILABLE]
    if contact.state in (ContactState.WAITING, ContactState.RINGING) and free:
        assignment.ring_there(session, contact, free)


def answered(session: Session, contact: Contact, agent: Agent | None) -> None:
    if agent is not None and contact.state in (ContactState.WAITING, ContactState.RINGING):
        assignment.take(session, contact, agent)


def who_answered(session: Session, event: CallEvent) -> Agent | None:
    """By answeringNumber, else by user: matched as extension, then user name."""
    said = (event.answering,) if event.answering else event.users[:1]
    found = agents_at(session, tuple(each for each in said if each))
    return lock_agent(session, found[0]) if found else None


def agents_at(session: Session, users: tuple[str, ...]) -> list[int]:
    """Agents by extension or user name, in the order of their ids, so that locks never cross."""
    query = select(Agent.id).where(
        Agent.extension.in_(users) | Agent.username.in_(users), Agent.disabled_at.is_(None)
    )
    return list(session.scalars(query.order_by(Agent.id)))

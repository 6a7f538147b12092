"""Holding a call, and taking it back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console import clock, due
from console.agents.agent import Agent
from console.contacts import access, mirroring
from console.contacts.contact import Channel, Contact, ContactState, lock, record
from console.errors import Refused


class NothingToHold(Refused):
    message = "Only a call in progress can be held."


def hold(session: Session, contact: Contact, *, by: Agent) -> Contact:
    contact = _call(session, contact, by)
    if contact.held_since is None:
        contact.held_since = clock.now()
        record(session, contact, "held", agent_id=by.id)
        due.add(session, "telephony.command", command="hold", contact_id=contact.id)
    return contact


def resume(session: Session, contact: Contact, *, by: Agent) -> Contact:
    contact = _call(session, contact, by)
    if contact.held_since is not None:
        release(session, contact, by.id)
        due.add(session, "telephony.command", command="resume", contact_id=contact.id)
    return contact


def release(session: Session, contact: Contact, agent_id: int | None) -> None:
    """Adds up the time on hold of a locked contact; nothing when it wasn't held."""
    if contact.held_since is None:
        return
    seconds = (clock.now() - contact.held_since).total_seconds()
    contact.held_seconds, contact.held_since = contact.held_seconds + seconds, None
    record(session, contact, "resumed", agent_id=agent_id, held_seconds=seconds)


def _call(session: Session, contact: Contact, by: Agent) -> Contact:
    contact = mirroring.ours(access.mine(session, lock(session, contact.id), by))
    if contact.state is not ContactState.ACTIVE or contact.channel is Channel.CHAT:
        raise NothingToHold
    return contact

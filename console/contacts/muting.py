"""Taking the microphone out of a call, and putting it back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console import due
from console.agents.agent import Agent
from console.contacts import access, mirroring
from console.contacts.contact import Channel, Contact, ContactState, lock, record
from console.errors import Refused


class NothingToMute(Refused):
    message = "Only a call in progress can be muted."


def mute(session: Session, contact: Contact, *, by: Agent) -> Contact:
    return _become(session, contact, by, muted=True)


def unmute(session: Session, contact: Contact, *, by: Agent) -> Contact:
    return _become(session, contact, by, muted=False)


def _become(session: Session, contact: Contact, by: Agent, *, muted: bool) -> Contact:
    contact = mirroring.ours(access.mine(session, lock(session, contact.id), by))
    if contact.state is not ContactState.ACTIVE or contact.channel is Channel.CHAT:
        raise NothingToMute
    if contact.muted is not muted:
        contact.muted, word = muted, "mute" if muted else "unmute"
        record(session, contact, f"{word}d", agent_id=by.id)
        due.add(session, "telephony.command", command=word, contact_id=contact.id)
    return contact

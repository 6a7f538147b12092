"""The end of a conversation, the note, and the work after it until the agent is free again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due, events
from console.agents import states
from console.agents.agent import Agent, AgentState
from console.agents.agent import lock as lock_agent
from console.agents.agent import record as record_agent
from console.contacts import access, consulting, follow_ups, holding, identifying, mirroring, read_before, waiting
from console.contacts.contact import (
    Channel,
    Contact,
    ContactState,
    Disposition,
    Purpose,
    lock,
    record,
)  # fmt: skip
from console.contacts.events import NoteSaved
from console.contacts.locking import lock_with_agents
from console.customers import timeline
from console.db import Base
from console.errors import Conflict, Invalid, Refused

LONGEST_NOTE = 20_000


class Note(Base):
    """What the agent writes during a contact. Its own version: typing never touches the contact."""

    __tablename__ = "note"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None]


class StaleNote(Conflict):
    message = "The note was changed in another window."


class StillTalking(Refused):
    message = "Hang up first."


def save_note(session: Session, contact: Contact, *, by: Agent, text: str, version: int) -> Note:
    """Keeps what was typed on top of ``version``. Raises StaleNote when another window was newer;
    the very same text again is no conflict, so a retry is safe."""
    access.mine(session, contact, by)
    if len(text) > LONGEST_NOTE:
        raise Invalid("A note has {most} characters at most.", field="text", most=LONGEST_NOTE)
    note = session.scalar(select(Note).where(Note.contact_id == contact.id).with_for_update())
    if note is None:
        note = Note(contact_id=contact.id, text="", version=0)
        session.add(note)
    if note.version != version and note.text != text:
        raise StaleNote(field="version")
    if note.text != text:
        note.text, note.version, note.saved_at = text, note.version + 1, clock.now()
        events.record(session, NoteSaved(contact.id))
    return note


def resolve(session: Session, contact: Contact, *, by: Agent) -> Contact:
    """The problem is solved: only now may something be proposed."""
    contact = access.mine(session, lock(session, contact.id), by)
    if contact.resolved_at is None:
        contact.resolved_at = clock.now()
        record(session, contact, "resolved", agent_id=by.id)
        identifying.decide_again(session, contact)
    return contact


def turn_to(session: Session, contact: Contact, *, by: Agent, purpose: Purpose) -> Contact:
    """The customer asked: a service contact becomes a sales one, and that is recorded."""
    contact = access.mine(session, lock(session, contact.id), by)
    if contact.purpose is not purpose:
        record(session, contact, "purpose_changed", agent_id=by.id, old=contact.purpose, new=purpose)
        contact.purpose = purpose
        identifying.decide_again(session, contact)
    return contact


def hang_up(session: Session, contact: Contact, *, by: Agent) -> Contact:
    """The agent ends the conversation; ending it twice is ending it once."""
    agent = lock_agent(session, by.id)
    contact = access.mine(session, lock(session, contact.id), by)
    if contact.state is ContactState.ACTIVE:
        end(session, mirroring.ours(contact), agent, ended_by="agent", cause="normalClearing")
        due.add(session, "telephony.command", command="hang_up", contact_id=contact.id)
    return contact


def customer_gone(session: Session, contact: Contact, *, cause: str) -> Contact:
    """The customer, or the phone system, ended it: wherever it stood, it ends properly."""
    contact = lock_with_agents(session, contact.id)
    if contact.state in (ContactState.WAITING, ContactState.RINGING):
        return waiting.abandon(session, contact, cause=cause)
    if contact.state is ContactState.ACTIVE and contact.agent_id is not None:
        agent = session.get_one(Agent, contact.agent_id)
        end(session, contact, agent, ended_by="customer", cause=cause)
    return contact


def end(session: Session, contact: Contact, agent: Agent, *, ended_by: str, cause: str) -> None:
    """A locked conversation is over; a locked agent begins the after-call work."""
    holding.release(session, contact, agent.id)
    now = clock.now()
    contact.state, contact.ended_at = ContactState.WRAP_UP, now
    contact.ended_by, contact.cause, contact.muted = ended_by, cause, False
    contact.wrap_until = now + timedelta(seconds=contact.queue.wrap_seconds)
    talked = (now - (contact.accepted_at or now)).total_seconds()
    record(session, contact, "ended", agent_id=agent.id, by=ended_by, cause=cause, talked_seconds=talked)
    if contact.channel is not Channel.CHAT:
        states.become(session, agent, AgentState.WRAP_UP, contact_id=contact.id)
    else:
        due.add(session, "contact.by_mail", once=str(contact.id), contact_id=contact.id)


def wrap_up(
    session: Session, contact: Contact, *, by: Agent, disposition: str,
    follow_up: follow_ups.Wanted | None, next_state: AgentState, next_reason: str | None = None,
) -> Contact:  # fmt: skip
    """Everything is written down; the agent is free again, or away for a reason they give."""
    agent = lock_agent(session, by.id)
    contact = lock(session, contact.id)
    if contact.state is ContactState.CLOSED and contact.agent_id == by.id:
        return contact
    access.mine(session, contact, by)
    if contact.state is not ContactState.WRAP_UP:
        raise StillTalking
    known = session.scalar(
        select(Disposition).where(Disposition.queue_id == contact.queue_id, Disposition.code == disposition)
    )
    if known is None:
        raise Invalid("Choose what came of it.", field="disposition")
    if next_state not in (AgentState.AVAILABLE, AgentState.AWAY):
        raise Invalid("Next is available or away.", field="next")
    reason = states.known_reason(next_reason or "break") if next_state is AgentState.AWAY else None
    if follow_up is not None:
        follow_ups.promise(session, contact, by=by, wanted=follow_up)
    close(session, contact, agent, known)
    if contact.channel is Channel.CHAT:
        record_agent(session, agent, "chat_ended", contact_id=contact.id)
        due.add(session, "route", once="all")
        if next_state is AgentState.AWAY and agent.state is AgentState.AVAILABLE:
            states.become(session, agent, next_state, reason=reason)  # their other chats go on
    elif agent.state is AgentState.WRAP_UP:
        states.become(session, agent, next_state, reason=reason)
    return contact


def close(session: Session, contact: Contact, agent: Agent, disposition: Disposition) -> None:
    before, now = contact.agents, clock.now()
    contact.state, contact.wrapped_at, contact.disposition = ContactState.CLOSED, now, disposition.code
    worked = (now - (contact.ended_at or now)).total_seconds()
    record(
        session, contact, "wrapped_up", agent_id=agent.id, before=before,
        disposition=disposition.code, acw_seconds=worked,
    )  # fmt: skip
    due.add(session, "contact.history", once=str(contact.id), contact_id=contact.id)
    due.add(session, "knowledge.learn", once=str(contact.id), contact_id=contact.id)
    due.add(session, "offers.unmentioned", once=str(contact.id), contact_id=contact.id)


def write_history(session: Session, row: due.Due) -> None:
    """A finished contact becomes a line of the customer's timeline."""
    contact = session.get_one(Contact, row.facts["contact_id"])
    if contact.record_id is None:
        return
    note = session.get(Note, contact.id)
    agent = session.get(Agent, contact.agent_id) if contact.agent_id else None
    kind = "chat" if contact.channel is Channel.CHAT else "call"
    if contact.state is ContactState.ABANDONED:
        waited = ((contact.ended_at or contact.queued_at) - contact.queued_at).total_seconds()
        title = {"code": "call_abandoned", "facts": {"waited_seconds": round(waited)}}
    else:
        said = first_line(note.text if note else "") or reason_of(session, contact)
        title = {"code": kind, "facts": {"text": said, "seconds": round(handled(contact))}}
    timeline.write(
        session, contact.record_id, kind=kind, at=contact.queued_at, title=title,
        by=agent.first_name if agent else None, key=f"contact:{contact.id}",
        articles=consulting.cited(session, contact.id) or None,
    )  # fmt: skip
    read_before.write_history(session, contact)


def handled(contact: Contact) -> float:
    """Seconds from answering to the end of the after-call work: what the contact cost of an agent."""
    end = contact.wrapped_at or contact.ended_at
    return (end - contact.accepted_at).total_seconds() if end and contact.accepted_at else 0.0


def first_line(text: str) -> str:
    return next((line.strip()[:160] for line in text.splitlines() if line.strip()), "")


def reason_of(session: Session, contact: Contact) -> str:
    chosen = session.scalar(
        select(Disposition).where(
            Disposition.queue_id == contact.queue_id, Disposition.code == contact.disposition
        )
    )
    return ", ".join(chosen.path_es) if chosen else ""

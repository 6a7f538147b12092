"""A contact rings at an agent, who accepts it, declines it, or lets it ring out."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from console import clock, due
from console.agents import states
from console.agents.agent import Agent, AgentState
from console.agents.agent import lock as lock_agent
from console.agents.agent import record as record_agent
from console.contacts import identifying, waiting
from console.contacts.contact import Channel, Contact, ContactState, Ring, lock, record
from console.errors import Conflict, Missing


class AlreadyAssigned(Conflict):
    message = "Somebody else has taken it."


class NoLongerRinging(Conflict):
    message = "It no longer rings: the customer has gone."


def ring(
    session: Session, contact: Contact, agent: Agent, *, eligible: int = 1, idle_seconds: float = 0.0
) -> None:
    """Offers a locked contact to a locked agent. A chat needs no answering: it is theirs."""
    now = clock.now()
    contact.state, contact.rung_at = ContactState.RINGING, now
    contact.ring_until = now + timedelta(seconds=contact.queue.ring_seconds)
    contact.slot = waiting.free_slot(session, agent.id, contact.channel)
    contact.rings.append(Ring(agent_id=agent.id, at=now))
    waited = (now - contact.queued_at).total_seconds()
    record(
        session, contact, "offered", agent_id=agent.id,
        waited_seconds=waited, eligible=eligible, idle_seconds=idle_seconds,
    )  # fmt: skip
    identifying.shown(session, contact, agent.id)
    if contact.channel is Channel.CHAT:
        take(session, contact, agent)
    else:
        due.add(
            session, "ring_over", at=contact.ring_until, once=str(contact.id),
            contact_id=contact.id, rung_at=now.isoformat(),
        )  # fmt: skip
    identifying.decide_again(session, contact)
    due.add(session, "knowledge.suggest", once=str(contact.id), contact_id=contact.id)


def ring_there(session: Session, contact: Contact, agents: list[Agent]) -> None:
    """The phone system rings these extensions; we only mirror it, on every one of their desks."""
    before, now = contact.agents, clock.now()
    here = {each.agent_id for each in contact.rings}
    new = [each for each in agents if each.id not in here]
    if not new and contact.state is ContactState.RINGING:
        return
    contact.state, contact.rung_at, contact.ring_until = ContactState.RINGING, now, None
    contact.rings.extend(Ring(agent_id=each.id, at=now) for each in new)
    for each in new:
        record(session, contact, "offered", agent_id=each.id, before=before, mirrored=True)
        identifying.shown(session, contact, each.id)


def accept(session: Session, contact: Contact, *, by: Agent) -> Contact:
    """The agent answers. Of two at once one wins; the other is told, and a retry is no second.

    Raises AlreadyAssigned, NoLongerRinging; Missing when it never rang at this agent."""
    agent = lock_agent(session, by.id)
    contact = lock(session, contact.id)
    if contact.agent_id == agent.id and contact.state is ContactState.ACTIVE:
        return contact
    if contact.state in (ContactState.ACTIVE, ContactState.WRAP_UP):
        raise AlreadyAssigned
    if contact.state is not ContactState.RINGING:
        raise NoLongerRinging
    if agent.id not in contact.agents:
        raise Missing
    take(session, contact, agent)
    # Passed on, it is on the line already: said now, since it may be passed on before the command is handed over.
    due.add(
        session, "telephony.command", command="answer", contact_id=contact.id, extension=agent.extension,
        on_the_line=contact.passed_by is not None,
    )  # fmt: skip
    return contact


def take(session: Session, contact: Contact, agent: Agent) -> None:
    """A locked contact becomes a locked agent's, whoever said so: they, or the phone system."""
    before = contact.agents
    contact.rings.clear()
    contact.agent_id, contact.state, contact.accepted_at = agent.id, ContactState.ACTIVE, clock.now()
    contact.ring_until, contact.muted = None, False
    waited = (contact.accepted_at - contact.queued_at).total_seconds()
    record(session, contact, "accepted", agent_id=agent.id, before=before, waited_seconds=waited)
    due.cancel(session, "ring_over", str(contact.id))
    if contact.channel is Channel.CHAT:
        record_agent(session, agent, "chat_started", contact_id=contact.id)
    else:
        states.become(session, agent, AgentState.ON_CALL, contact_id=contact.id)
    identifying.decide_again(session, contact)


def decline(session: Session, contact: Contact, *, by: Agent) -> Contact:
    """The agent says no: it waits again, keeps its place, and doesn't come back to them."""
    lock_agent(session, by.id)
    contact = lock(session, contact.id)
    if contact.state is not ContactState.RINGING or by.id not in contact.agents:
        raise NoLongerRinging
    back_to_waiting(session, contact, "declined", by.id)
    return contact


def missed(session: Session, row: due.Due) -> None:
    """Nobody picked up in time: the agent is set away, so that the next caller isn't lost too."""
    contact = session.get(Contact, row.facts["contact_id"])
    if contact is None or not rings_out(contact, row) or not contact.rings:
        return
    agent = lock_agent(session, contact.rings[0].agent_id)
    contact = lock(session, contact.id)
    if not rings_out(contact, row) or agent.id not in contact.agents:
        return
    agent.missed_contact = contact.id
    states.become(session, agent, AgentState.AWAY, reason="missed", contact_id=contact.id)
    back_to_waiting(session, contact, "missed", agent.id)


def rings_out(contact: Contact, row: due.Due) -> bool:
    """Whether it still is the ring that this row was made for, and its time is over."""
    rung_at, until = contact.rung_at, contact.ring_until
    if contact.state is not ContactState.RINGING or rung_at is None or until is None:
        return False
    return rung_at.isoformat() == row.facts["rung_at"] and until <= clock.now()


def back_to_waiting(session: Session, contact: Contact, why: str, agent_id: int) -> None:
    before = contact.agents
    contact.rings[:] = [each for each in contact.rings if each.agent_id != agent_id]
    if not contact.rings:
        contact.state, contact.rung_at, contact.ring_until = ContactState.WAITING, None, None
        due.cancel(session, "ring_over", str(contact.id))
    record(session, contact, why, agent_id=agent_id, before=before)
    due.add(session, "route", once="all")

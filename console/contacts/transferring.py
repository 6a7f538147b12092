"""A contact in hand goes on to another queue or to a colleague, with what was found out so far.

The note, the script's position and who it is hang on the contact, so they are there at the next desk.
Words for whoever takes it make the transfer warm: they stand in the place of the probable reason while
it rings. A colleague who doesn't answer loses nothing: it waits in its queue like any other.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from console import clock, due
from console.agents import states
from console.agents.agent import Agent, AgentState
from console.agents.agent import record as record_agent
from console.contacts import access, assignment, holding, mirroring, routing
from console.contacts.contact import Channel, Contact, ContactState, Queue, lock, record
from console.contacts.locking import lock_agents
from console.errors import Conflict, Invalid, Refused

LONGEST = 300


class NothingToTransfer(Refused):
    message = "Only a conversation in progress can be passed on."


class NotFree(Conflict):
    message = "{name} is not free any more."


def to_queue(session: Session, contact: Contact, *, by: Agent, queue_id: int, words: str) -> Contact:
    """It waits in that queue from now on, and doesn't come back to ``by``. Raises Invalid(field="queue")."""
    agent, contact = _locked(session, contact, by)
    queue = session.get(Queue, queue_id)
    if queue is None or (queue.channel is Channel.CHAT) != (contact.channel is Channel.CHAT):
        raise Invalid("Choose a queue that takes such contacts.", field="queue")
    _let_go(session, contact, agent, words, to_queue=queue.id)
    _enter(session, contact, queue)
    due.add(session, "route", once="all")
    return contact


def to_agent(session: Session, contact: Contact, *, by: Agent, agent_id: int, words: str) -> Contact:
    """It rings at that colleague; a chat is theirs. Raises NotFree, Invalid(field="agent")."""
    if agent_id == by.id:
        raise Invalid("Choose somebody else.", field="agent")
    agent, contact = _locked(session, contact, by, agent_id)
    colleague = session.get(Agent, agent_id)
    if colleague is None or colleague.disabled_at is not None:
        raise Invalid("Choose somebody who works here.", field="agent")
    if not routing.answers(colleague) or not routing.room(session, colleague, contact.channel):
        raise NotFree(name=colleague.first_name)
    _let_go(session, contact, agent, words, to_agent=colleague.id)
    _enter(session, contact, contact.queue)
    assignment.ring(session, contact, colleague)
    return contact


def _locked(session: Session, contact: Contact, by: Agent, *others: int) -> tuple[Agent, Contact]:
    lock_agents(session, {by.id, *others})
    contact = mirroring.ours(access.mine(session, lock(session, contact.id), by))
    if contact.state is not ContactState.ACTIVE:
        raise NothingToTransfer
    return session.get_one(Agent, by.id), contact


def _let_go(session: Session, contact: Contact, agent: Agent, words: str, **to: int) -> None:
    """It leaves a locked agent's desk, who is free again."""
    words = " ".join(words.split())
    if len(words) > LONGEST:
        raise Invalid("Say it in {most} characters.", field="words", most=LONGEST)
    holding.release(session, contact, agent.id)
    before, talked = contact.agents, (clock.now() - (contact.accepted_at or clock.now())).total_seconds()
    contact.state, contact.agent_id, contact.accepted_at = ContactState.WAITING, None, None
    contact.rung_at, contact.muted = None, False
    contact.passed_by, contact.passed_words = agent.first_name, words or None
    record(
        session, contact, "transferred", agent_id=agent.id, before=before,
        warm=bool(words), talked_seconds=talked, **to,
    )  # fmt: skip
    due.add(session, "telephony.command", command="transfer", contact_id=contact.id)
    if contact.channel is Channel.CHAT:
        record_agent(session, agent, "chat_ended", contact_id=contact.id)
    else:
        states.become(session, agent, AgentState.AVAILABLE)


def _enter(session: Session, contact: Contact, queue: Queue) -> None:
    """Its wait begins anew, and is counted where it waits. Another queue's purpose is its own."""
    contact.queue, contact.queue_id, contact.queued_at = queue, queue.id, clock.now()
    if contact.purpose is not queue.purpose:
        record(session, contact, "purpose_changed", old=contact.purpose, new=queue.purpose)
        contact.purpose = queue.purpose
    record(session, contact, "queued", channel=contact.channel)


def targets(session: Session, contact: Contact, *, by: Agent) -> tuple[list[Queue], list[Agent]]:
    """Where it may go now: queues of its kind, and colleagues with room for it, those who know it first."""
    chat, today = contact.channel is Channel.CHAT, clock.now().date()
    queues = [each for each in routing.queues(session) if (each.channel is Channel.CHAT) == chat]
    busy = routing.loads(session, contact.channel)
    free = [
        each for each in routing.free_agents(session)
        if each.id != by.id and routing.has_room(each, contact.channel, busy[each.id])
    ]  # fmt: skip
    knows = contact.queue.skill, contact.queue.level
    return queues, sorted(free, key=lambda each: (not each.has(*knows, today), each.first_name))

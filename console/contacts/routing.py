"""Which agent a waiting contact rings at: the longest idle of those who can take it.

Waiting contacts are looked at first come, first served; each takes the eligible agent who has
waited longest. The choice and what it was chosen from stand in the contact's event.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Exists, exists, func, select
from sqlalchemy.orm import Session, selectinload

from console import clock, due
from console.agents.agent import Agent, AgentState
from console.agents.agent import lock as lock_agent
from console.agents.states import reachable_since
from console.contacts import assignment, waiting
from console.contacts.contact import (
    AT_A_DESK,
    Channel,
    Contact,
    ContactEvent,
    ContactState,
    Queue,
    Ring,
    lock,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    agent_id: int
    eligible: int
    idle_seconds: float


def route(session: Session, _: due.Due | None = None) -> Contact | None:
    """Rings the first waiting contact that somebody can take, and looks again for the next."""
    for waits in session.scalars(waiting.longest_waiting()):
        choice = choose(session, waits)
        if choice is None:
            continue
        agent = lock_agent(session, choice.agent_id)
        contact = lock(session, waits.id)
        if contact.state is ContactState.WAITING and room(session, agent, contact.channel):
            assignment.ring(session, contact, agent, eligible=choice.eligible, idle_seconds=choice.idle_seconds)
        # What we looked at may have moved before the locks: look again either way.
        due.add(session, "route", once="again")
        return contact
    return None


def choose(session: Session, contact: Contact) -> Choice | None:
    """The longest idle of those with the skill, a browser that answers, and room."""
    today = clock.now().date()
    candidates = session.scalars(
        select(Agent)
        .where(
            Agent.state == AgentState.AVAILABLE,
            Agent.disabled_at.is_(None),
            Agent.seen_at >= reachable_since(),
            ~passed_on(contact),
        )
        .options(selectinload(Agent.skills))
        .order_by(Agent.idle_since, Agent.id)
    ).all()
    able = [
        each
        for each in candidates
        if each.has(contact.queue.skill, contact.queue.level, today) and room(session, each, contact.channel)
    ]
    if not able:
        return None
    idle = able[0].idle_since or clock.now()
    return Choice(able[0].id, len(able), (clock.now() - idle).total_seconds())


def passed_on(contact: Contact) -> Exists:
    """Agents who declined this very contact: it doesn't come back to them."""
    return exists().where(
        ContactEvent.contact_id == contact.id,
        ContactEvent.agent_id == Agent.id,
        ContactEvent.kind == "declined",
    )


def room(session: Session, agent: Agent, channel: Channel) -> bool:
    """One call at a time; as many chats as the agent's capacity."""
    if agent.state is not AgentState.AVAILABLE:
        return False
    same = Contact.channel == Channel.CHAT if channel is Channel.CHAT else Contact.channel != Channel.CHAT
    mine = (
        select(func.count())
        .select_from(Contact)
        .where(same, Contact.agent_id == agent.id, Contact.state.in_(AT_A_DESK[1:]))
    )
    ringing = (
        select(func.count())
        .select_from(Ring)
        .join(Contact)
        .where(same, Ring.agent_id == agent.id, Contact.state == ContactState.RINGING)
    )
    load = (session.scalar(mine) or 0) + (session.scalar(ringing) or 0)
    return load < (agent.chat_capacity if channel is Channel.CHAT else 1)


def queues_of(session: Session, agent: Agent) -> list[Queue]:
    """The queues this agent can take contacts from."""
    today = clock.now().date()
    queues = session.scalars(select(Queue).order_by(Queue.id))
    return [each for each in queues if agent.has(each.skill, each.level, today)]

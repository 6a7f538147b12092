"""Which agent a waiting contact rings at: the longest idle of those who can take it.

Waiting contacts are looked at first come, first served; each takes the eligible agent who has
waited longest. The choice and what it was chosen from stand in the contact's event.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
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
    available = free_agents(session)
    if not available:
        return None
    for waits in session.scalars(waiting.longest_waiting()):
        choice = choose(session, waits, available)
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


def free_agents(session: Session) -> list[Agent]:
    """Everybody available whose browser answers, the longest idle first."""
    query = (
        select(Agent)
        .where(
            Agent.state == AgentState.AVAILABLE,
            Agent.disabled_at.is_(None),
            Agent.seen_at >= reachable_since(),
        )
        .options(selectinload(Agent.skills))
        .order_by(Agent.idle_since, Agent.id)
    )
    return list(session.scalars(query))


def choose(session: Session, contact: Contact, available: list[Agent]) -> Choice | None:
    """The longest idle of those with the skill and room who haven't declined this very contact."""
    today, queue = clock.now().date(), contact.queue
    skilled = [each for each in available if each.has(queue.skill, queue.level, today)]
    declined = declined_by(session, contact) if skilled else set()
    able = [each for each in skilled if each.id not in declined and room(session, each, contact.channel)]
    if not able:
        return None
    idle = able[0].idle_since or clock.now()
    return Choice(able[0].id, len(able), (clock.now() - idle).total_seconds())


def declined_by(session: Session, contact: Contact) -> set[int]:
    """Agents who declined it: it doesn't come back to them."""
    query = select(ContactEvent.agent_id).where(
        ContactEvent.contact_id == contact.id, ContactEvent.kind == "declined"
    )
    return {each for each in session.scalars(query) if each is not None}


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

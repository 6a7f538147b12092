"""Which agent a waiting contact rings at: the longest idle of those who can take it.

Waiting contacts are looked at first come, first served; each takes the eligible agent who has
waited longest. The choice and what it was chosen from stand in the contact's event.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
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
    if session.scalar(waiting.longest_waiting().with_only_columns(Contact.id).limit(1)) is None:
        return None
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
    query = select(Agent).where(reachable()).options(selectinload(Agent.skills))
    return list(session.scalars(query.order_by(Agent.idle_since, Agent.id)))


def reachable() -> ColumnElement[bool]:
    """Available, and their browser answers."""
    return and_(
        Agent.state == AgentState.AVAILABLE, Agent.disabled_at.is_(None), Agent.seen_at >= reachable_since()
    )


def answers(agent: Agent) -> bool:
    """Whether the browser of an agent answers."""
    return agent.seen_at is not None and agent.seen_at >= reachable_since()


def staffed(session: Session, queue: Queue) -> bool:
    """Whether anybody who takes from it is at work, free or not."""
    query = select(Agent).where(
        Agent.state != AgentState.OFFLINE, Agent.disabled_at.is_(None), Agent.seen_at >= reachable_since()
    )
    today = clock.now().date()
    return any(
        each.has(queue.skill, queue.level, today) for each in session.scalars(query.options(selectinload(Agent.skills)))
    )


def choose(session: Session, contact: Contact, available: list[Agent]) -> Choice | None:
    """The longest idle of those with the skill and room who haven't declined this very contact."""
    today, queue = clock.now().date(), contact.queue
    skilled = [each for each in available if each.has(queue.skill, queue.level, today)]
    declined = declined_by(session, contact) if skilled else set()
    busy = loads(session, contact.channel) if skilled else Counter()
    able = [
        each for each in skilled if each.id not in declined and has_room(each, contact.channel, busy[each.id])
    ]
    if not able:
        return None
    idle = able[0].idle_since or clock.now()
    return Choice(able[0].id, len(able), (clock.now() - idle).total_seconds())


def declined_by(session: Session, contact: Contact) -> set[int]:
    """Agents who declined it or passed it on: it doesn't come back to them."""
    query = select(ContactEvent.agent_id).where(
        ContactEvent.contact_id == contact.id, ContactEvent.kind.in_(("declined", "transferred"))
    )
    return {each for each in session.scalars(query) if each is not None}


def room(session: Session, agent: Agent, channel: Channel) -> bool:
    """One call at a time; as many chats as the agent's capacity."""
    return has_room(agent, channel, loads(session, channel, of=agent.id)[agent.id])


def has_room(agent: Agent, channel: Channel, load: int) -> bool:
    if agent.state is not AgentState.AVAILABLE:
        return False
    return load < (agent.chat_capacity if channel is Channel.CHAT else 1)


def loads(session: Session, channel: Channel, *, of: int | None = None) -> Counter[int]:
    """How many chats, or calls, each agent has in hand or ringing: of all at once, or ``of`` one."""
    same = Contact.channel == Channel.CHAT if channel is Channel.CHAT else Contact.channel != Channel.CHAT
    mine = select(Contact.agent_id, func.count()).where(same, Contact.state.in_(AT_A_DESK[1:]))
    ringing = select(Ring.agent_id, func.count()).join(Contact).where(same, Contact.state == ContactState.RINGING)
    if of is not None:
        mine, ringing = mine.where(Contact.agent_id == of), ringing.where(Ring.agent_id == of)
    found: Counter[int] = Counter()
    for query in (mine.group_by(Contact.agent_id), ringing.group_by(Ring.agent_id)):
        for agent_id, count in session.execute(query):
            if agent_id is not None:
                found[agent_id] += count
    return found


def queues(session: Session) -> list[Queue]:
    return list(session.scalars(select(Queue).order_by(Queue.id)))


def queues_of(session: Session, agent: Agent) -> list[Queue]:
    """The queues this agent can take contacts from."""
    today = clock.now().date()
    return [each for each in queues(session) if agent.has(each.skill, each.level, today)]

"""How a queue stands today, counted from contact events.

Service level is SL-4: answered within the target / (answered + abandoned - abandoned within the
short limit). ASA is the mean wait of the answered. Both as ICMI and Call Centre Helper define
them; the clock starts when the contact enters the queue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, exists, func, literal, select
from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent, AgentSkill
from console.contacts import routing
from console.contacts.contact import Channel, Contact, ContactEvent, ContactState, Queue

_zone = ZoneInfo("Europe/Madrid")


def set_zone(zone: ZoneInfo) -> None:
    """The company's time zone: where a day begins and ends."""
    global _zone
    _zone = zone


def zone() -> ZoneInfo:
    return _zone


@dataclass(frozen=True, slots=True)
class Today:
    counted_ms: int
    waiting: int
    oldest_at: datetime | None
    offered: int
    answered: int
    abandoned: int
    short_abandoned: int
    answered_in_target: int
    asa_seconds: float | None
    free_agents: int

    @property
    def service_level(self) -> float | None:
        """SL-4, from 0 to 1; None before anything counts."""
        counted = self.answered + self.abandoned - self.short_abandoned
        return self.answered_in_target / counted if counted else None


def today(session: Session, queue: Queue) -> Today:
    waited = ContactEvent.facts["waited_seconds"].as_float()
    answered = ContactEvent.kind == "accepted"
    abandoned = ContactEvent.kind == "abandoned"
    counts = session.execute(
        select(
            counted(ContactEvent.kind.in_(("arrived", "queued"))),
            counted(answered),
            counted(answered & (waited <= queue.target_seconds)),
            counted(abandoned),
            counted(abandoned & (waited <= queue.short_abandon_seconds)),
            func.avg(case((answered, waited))),
        ).where(ContactEvent.queue_id == queue.id, ContactEvent.at >= midnight())
    ).one()
    offered, n, in_target, a, short, asa = counts
    waiting, oldest = session.execute(
        select(func.count(), func.min(Contact.queued_at)).where(
            Contact.queue_id == queue.id, Contact.state.in_((ContactState.WAITING, ContactState.RINGING))
        )
    ).one()
    return Today(
        counted_ms=int(clock.now().timestamp() * 1000), waiting=waiting, oldest_at=oldest,
        offered=int(offered), answered=int(n), abandoned=int(a), short_abandoned=int(short),
        answered_in_target=int(in_target), asa_seconds=float(asa) if asa is not None else None,
        free_agents=free_agents(session, queue),
    )  # fmt: skip


def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def midnight() -> datetime:
    """When today began in the company's time zone, as UTC."""
    local = clock.now().astimezone(_zone)
    return datetime.combine(local.date(), time(), _zone).astimezone(UTC)


def free_agents(session: Session, queue: Queue) -> int:
    """Agents who could take a contact of this queue at once. Counted every second: no agent is loaded for it."""
    day, busy = clock.now().date(), routing.loads(session, queue.channel)
    skilled = exists().where(
        AgentSkill.agent_id == Agent.id, AgentSkill.skill == queue.skill, AgentSkill.level >= queue.level,
        AgentSkill.trained_until.is_(None) | (AgentSkill.trained_until >= day),
    )
    room = Agent.chat_capacity if queue.channel is Channel.CHAT else literal(1)
    free = session.execute(select(Agent.id, room).where(routing.reachable(), skilled))
    return sum(busy[agent_id] < most for agent_id, most in free)

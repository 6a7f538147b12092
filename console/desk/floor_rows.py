"""Agents and queues as rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent
from console.contacts.contact import AT_A_DESK, Channel, Contact, ContactState, Queue, Ring
from console.desk import rows
from console.desk.rows import Named
from console.reports import legal_clock, metrics


def agent_row(session: Session, agent: Agent) -> rows.AgentRow:
    return agent_rows(session, [agent])[0]


def agent_rows(session: Session, agents: list[Agent]) -> list[rows.AgentRow]:
    """All of them with one count of their chats."""
    count = select(Contact.agent_id, func.count()).where(
        Contact.agent_id.in_([each.id for each in agents]),
        Contact.channel == Channel.CHAT, Contact.state.in_(AT_A_DESK[1:]),
    )  # fmt: skip
    chats: dict[int | None, int] = dict(session.execute(count.group_by(Contact.agent_id)).all())
    return [
        rows.AgentRow(
            id=agent.id, version=agent.seq, name=agent.name, first_name=agent.first_name,
            role=agent.role.value, language=agent.language, extension=agent.extension,
            state=agent.state.value, reason=agent.reason, since=agent.since, chats=chats.get(agent.id, 0),
            missed_contact=agent.missed_contact,
        )
        for agent in agents
    ]  # fmt: skip


def ringing_at(contact: Contact) -> list[rows.RingingRow]:
    """Of everybody at whom this one rings."""
    if contact.state is not ContactState.RINGING:
        return []
    return [ringing_row(each.agent_id, each.at) for each in contact.rings]


def ringing_row(agent_id: int, since: datetime) -> rows.RingingRow:
    return rows.RingingRow(agent=agent_id, version=int(since.timestamp() * 1000), since=since)


def ringing_rows(session: Session) -> list[rows.RingingRow]:
    """Of everybody at whom a call rings; the latest when several do."""
    query = (
        select(Ring.agent_id, func.max(Ring.at))
        .join(Contact)
        .where(Contact.state == ContactState.RINGING)
        .group_by(Ring.agent_id)
    )
    return [ringing_row(agent_id, since) for agent_id, since in session.execute(query)]


def queue_row(queue: Queue) -> rows.QueueRow:
    return rows.QueueRow(
        id=queue.id, version=queue.version, name=Named(es=queue.name_es, en=queue.name_en),
        channel="chat" if queue.channel is Channel.CHAT else "phone", purpose=queue.purpose.value,
        target_seconds=queue.target_seconds, target_share=queue.target_share,
        wrap_seconds=queue.wrap_seconds, greeting=Named(es=queue.greeting_es, en=queue.greeting_en),
        dispositions=[
            rows.Disposition(
                each.code,
                [Named(es=es, en=en) for es, en in zip(each.path_es, each.path_en, strict=True)],
            )
            for each in queue.dispositions
        ],
    )  # fmt: skip


def queue_stats_row(session: Session, queue: Queue) -> rows.QueueStatsRow:
    today = metrics.today(session, queue)
    return rows.QueueStatsRow(
        id=queue.id, version=today.counted_ms, waiting=today.waiting, oldest_at=today.oldest_at,
        offered=today.offered, answered=today.answered, abandoned=today.abandoned,
        short_abandoned=today.short_abandoned, answered_in_target=today.answered_in_target,
        service_level=today.service_level, asa_seconds=today.asa_seconds,
        free_agents=today.free_agents,
    )  # fmt: skip


def legal_clock_row(session: Session) -> rows.LegalClockRow:
    day = legal_clock.today(session)
    return rows.LegalClockRow(
        id=1, version=int(clock.now().timestamp()) // 60 * 100_000 + day.total,
        limit_seconds=legal_clock.LIMIT_SECONDS, target=legal_clock.SHARE, minute=day.minute, total=day.total,
        long=day.long, past=day.past,
        ahead=[rows.LegalAhead(each.minute, each.low, each.middle, each.high) for each in day.ahead],
        crosses=day.crosses, days=day.days, expected=day.expected,
    )  # fmt: skip

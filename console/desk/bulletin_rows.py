"""The notes of the day as rows: those of one's queues, and all of them for whoever oversees."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.agents.agent import Agent, Role
from console.contacts import routing
from console.desk import rows
from console.errors import Missing
from console.knowledge import bulletin
from console.knowledge.bulletin import Bulletin, BulletinRead


def notes_for(session: Session, agent: Agent) -> list[Bulletin]:
    if agent.role in (Role.SUPERVISOR, Role.ADMIN):
        return bulletin.up(session)
    return bulletin.for_queues(session, (each.id for each in routing.queues_of(session, agent)))


def concerned(session: Session, note: Bulletin) -> list[Agent]:
    """The agents who take contacts from its queues, by name; nobody who has left."""
    here = select(Agent).where(Agent.disabled_at.is_(None), Agent.role == Role.AGENT).order_by(Agent.name)
    return [
        each
        for each in session.scalars(here)
        if bulletin.concerns(note, (queue.id for queue in routing.queues_of(session, each)))
    ]


def note_for(session: Session, agent: Agent, bulletin_id: int) -> Bulletin:
    """One that holds and concerns this agent. Raises Missing."""
    found = next((each for each in notes_for(session, agent) if each.id == bulletin_id), None)
    if found is None:
        raise Missing
    return found


def rows_for(session: Session, agent: Agent) -> list[rows.Row]:
    notes = notes_for(session, agent)
    read = bulletin.read_by(session, agent.id, notes)
    return [*(bulletin_row(session, each) for each in notes), *map(read_row, read)]


def bulletin_row(session: Session, note: Bulletin) -> rows.BulletinRow:
    return rows.BulletinRow(
        id=note.id, version=note.version, text=note.text, article=note.article_id, at=note.at,
        ends_at=note.ends_at, by=session.get_one(Agent, note.by_id).first_name,
    )  # fmt: skip


def read_row(read: BulletinRead) -> rows.BulletinReadRow:
    return rows.BulletinReadRow(bulletin=read.bulletin_id, agent=read.agent_id, version=1)

"""One person who works here, what they can do, and the record of their states."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console import clock, events
from console.agents.events import AgentChanged
from console.db import Base
from console.errors import Missing


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class AgentState(StrEnum):
    OFFLINE = "offline"
    AVAILABLE = "available"
    ON_CALL = "on_call"
    WRAP_UP = "wrap_up"
    AWAY = "away"


class Agent(Base):
    __tablename__ = "agent"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    first_name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[Role]
    language: Mapped[str] = mapped_column(default="es")
    extension: Mapped[str | None] = mapped_column(unique=True)
    chat_capacity: Mapped[int] = mapped_column(default=3)
    disabled_at: Mapped[datetime | None]
    state: Mapped[AgentState] = mapped_column(default=AgentState.OFFLINE)
    reason: Mapped[str | None]
    since: Mapped[datetime]
    missed_contact: Mapped[int | None]
    seen_at: Mapped[datetime | None]
    """When a browser of theirs last said it is there. Not part of the row: decoration."""
    idle_since: Mapped[datetime | None]
    """Since when they wait for a contact: the longest idle is rung first."""
    seq: Mapped[int] = mapped_column(default=0)

    skills: Mapped[list[AgentSkill]] = relationship(back_populates="agent", cascade="all, delete-orphan")

    def has(self, skill: str, level: int, on: date) -> bool:
        """Whether the skill is held at that level and its training hasn't lapsed."""
        return any(
            each.skill == skill
            and each.level >= level
            and (each.trained_until is None or each.trained_until >= on)
            for each in self.skills
        )


class AgentSkill(Base):
    __tablename__ = "agent_skill"

    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True)
    skill: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[int] = mapped_column(default=1)
    trained_until: Mapped[date | None]

    agent: Mapped[Agent] = relationship(back_populates="skills")


class AgentEvent(Base):
    """One change of an agent's state. Append only; with `contact_event` the source of metrics."""

    __tablename__ = "agent_event"
    __table_args__ = (UniqueConstraint("agent_id", "seq"), Index("ix_agent_event_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    seq: Mapped[int]
    kind: Mapped[str]
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]


def lock(session: Session, agent_id: int) -> Agent:
    """The agent's row, held until the transaction ends. Always before any contact's row."""
    agent = session.scalar(
        select(Agent).where(Agent.id == agent_id).with_for_update().execution_options(populate_existing=True)
    )
    if agent is None or agent.disabled_at is not None:
        raise Missing
    return agent


def record(session: Session, agent: Agent, kind: str, **facts: object) -> AgentEvent:
    """Appends one event under the row's lock and hands the row its new version."""
    agent.seq += 1
    happened = AgentEvent(agent_id=agent.id, seq=agent.seq, kind=kind, at=clock.now(), facts=facts)
    session.add(happened)
    events.record(session, AgentChanged(agent.id))
    return happened

"""Queues and the people who work them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from console.desk.rows_phrase import Named


@dataclass(frozen=True, slots=True)
class Disposition:
    code: str
    path: list[Named]  # from the general to the particular


@dataclass(frozen=True, slots=True)
class QueueRow:
    KIND: ClassVar[str] = "queue"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    name: Named
    channel: Literal["phone", "chat"]
    purpose: Literal["service", "sales", "retention"]
    target_seconds: int
    target_share: float
    wrap_seconds: int
    greeting: Named  # with {agent} where the agent's first name goes
    dispositions: list[Disposition]


@dataclass(frozen=True, slots=True)
class QueueStatsRow:
    """How a queue stands: sent at most once a second, to supervisors and its own agents."""

    KIND: ClassVar[str] = "queue_stats"
    KEY: ClassVar[str] = "id"
    id: int  # the queue's
    version: int  # milliseconds since 1970 when counted
    waiting: int
    oldest_at: datetime | None
    offered: int  # today, in the queue's time zone
    answered: int
    abandoned: int
    short_abandoned: int
    answered_in_target: int
    service_level: float | None  # SL-4, 0..1; None before anything was offered
    asa_seconds: float | None
    free_agents: int


@dataclass(frozen=True, slots=True)
class AgentRow:
    KIND: ClassVar[str] = "agent"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    name: str
    first_name: str
    role: Literal["agent", "supervisor", "admin"]
    language: str
    extension: str | None
    state: Literal["offline", "available", "on_call", "wrap_up", "away"]
    reason: str | None  # code of the away reason: break, lunch, training, meeting, missed
    since: datetime
    chats: int
    missed_contact: int | None


@dataclass(frozen=True, slots=True)
class RingingRow:
    """A call rings at somebody, who therefore isn't free. Supervisors see it, and no more of the call."""

    KIND: ClassVar[str] = "ringing"
    KEY: ClassVar[str] = "agent"
    agent: int
    version: int  # milliseconds since 1970 when it began
    since: datetime


@dataclass(frozen=True, slots=True)
class LegalAhead:
    minute: int  # of the day, on the company's clock
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class LegalClockRow:
    """Today's calls against the law: how many waited no longer than it allows, and how the day will end."""

    KIND: ClassVar[str] = "legal_clock"
    KEY: ClassVar[str] = "id"
    id: int  # always 1
    version: int  # minutes since 1970, then the calls of the day
    limit_seconds: int
    target: float
    minute: int  # now, of the day
    total: int
    long: int  # waited longer
    past: list[tuple[int, float]]  # minute of the day, share up to then
    ahead: list[LegalAhead]  # the median of the same weekdays before, and the band of eight in ten
    crosses: int | None  # the minute from which on it stays below the law
    days: int  # how many days it was foretold from; 0: too few
    expected: int | None  # calls of the whole day

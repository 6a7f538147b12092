"""What an agent is doing, and whether the phone may ring at their desk."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from console import clock, due
from console.agents.agent import Agent, AgentState, lock, record
from console.errors import Conflict, Invalid

REASONS = ("break", "lunch", "training", "meeting", "missed")
SEEN_EVERY = timedelta(seconds=20)
SEEN_GRACE = timedelta(seconds=50)
"""A browser that reconnects within this still counts as there: two beats and a slow network."""


class Engaged(Conflict):
    message = "You are on a contact: finish it first."


def choose(
    session: Session, agent: Agent, state: AgentState, *, reason: str | None = None
) -> Agent:
    """The agent says what they do now. On a call it takes effect when they wrap up."""
    if state not in (AgentState.AVAILABLE, AgentState.AWAY, AgentState.OFFLINE):
        raise Invalid("A state is available, away or offline.", field="state")
    if state is AgentState.AWAY:
        known_reason(reason)
    agent = lock(session, agent.id)
    if agent.state in (AgentState.ON_CALL, AgentState.WRAP_UP):
        raise Engaged
    become(session, agent, state, reason=reason if state is AgentState.AWAY else None)
    agent.missed_contact = None
    agent.seen_at = clock.now()
    return agent


def known_reason(reason: str | None) -> str:
    """Raises Invalid for one we don't count."""
    if reason not in REASONS:
        raise Invalid("A reason is one of: {known}.", field="reason", known=", ".join(REASONS))
    return reason


def become(
    session: Session, agent: Agent, state: AgentState, *, reason: str | None = None, **facts: object
) -> None:
    """Changes the state of a locked agent, whoever caused it."""
    agent.state, agent.reason, agent.since = state, reason, clock.now()
    agent.idle_since = clock.now() if state is AgentState.AVAILABLE else None
    record(session, agent, state, reason=reason, **facts)
    if state is AgentState.AVAILABLE:
        may_be_free(session)


def may_be_free(session: Session) -> None:
    """Somebody may take from now on what nobody could: routing looks again."""
    due.add(session, "route", once="all")


def seen(session: Session, agent_ids: list[int]) -> None:
    """Their browsers are there. Touches no version: nobody's screen shows it."""
    was_gone = session.scalars(
        select(Agent.id).where(
            Agent.id.in_(agent_ids),
            Agent.state == AgentState.AVAILABLE,
            (Agent.seen_at < clock.now() - SEEN_GRACE) | Agent.seen_at.is_(None),
        )
    ).all()
    session.execute(update(Agent).where(Agent.id.in_(agent_ids)).values(seen_at=clock.now()))
    if was_gone:
        may_be_free(session)


def reachable_since() -> datetime:
    """Agents seen after this can be rung."""
    return clock.now() - SEEN_GRACE

"""Who is asking: opens every handler for people who work here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import g, request
from sqlalchemy.orm import Session

from console import clock
from console.agents import cookies, signing_in
from console.agents.agent import Agent, Role
from console.db import reading, transaction
from console.errors import Missing, Refused

PROLONG_EVERY = timedelta(minutes=5)


class SignedOut(Refused):
    message = "Sign in first."


@dataclass(frozen=True, slots=True)
class Who:
    """What a request needs to know of its sender before it opens its own transaction."""

    agent_id: int
    role: Role
    language: str
    name: str


def who() -> Who:
    """The signed-in agent of this request. Raises SignedOut."""
    known = known_agent()
    if known is None:
        raise SignedOut
    return known


def known_agent() -> Who | None:
    if "who" not in g:
        g.who = look_up()
    found: Who | None = g.who
    return found


def look_up() -> Who | None:
    with reading() as session:
        found = cookies.current_sign_in(session)
        if found is None:
            return None
        agent, sign_in_id, used_at = found.agent, found.id, found.used_at
    if clock.now() - used_at > PROLONG_EVERY:
        with transaction() as session:
            signing_in.used(session, sign_in_id)
    return Who(agent.id, agent.role, agent.language, agent.name)


def overseer() -> Who:
    """A supervisor or admin; to anybody else the page isn't there."""
    found = who()
    if found.role not in (Role.SUPERVISOR, Role.ADMIN):
        raise Missing
    return found


def admin() -> Who:
    found = who()
    if found.role is not Role.ADMIN:
        raise Missing
    return found


def agent(session: Session) -> Agent:
    """The asking agent's row in this transaction."""
    return session.get_one(Agent, who().agent_id)


def address() -> str:
    return request.remote_addr or "?"

"""Who looks after the articles: a skill, not a role, because the best editors also answer calls."""

from __future__ import annotations

from console import clock
from console.agents.agent import Agent, Role
from console.errors import Missing

EDITOR = "editor"
WRITES, APPROVES = 1, 2
"""Levels of the skill. Whoever approves may also write; nobody approves their own."""


def may_edit(agent: Agent) -> bool:
    return oversees(agent) or agent.has(EDITOR, WRITES, clock.now().date())


def may_approve(agent: Agent) -> bool:
    return oversees(agent) or agent.has(EDITOR, APPROVES, clock.now().date())


def oversees(agent: Agent) -> bool:
    return agent.role in (Role.SUPERVISOR, Role.ADMIN)


def editing(agent: Agent) -> Agent:
    """The agent, if they look after articles; to anybody else there is nothing here. Raises Missing."""
    if not may_edit(agent):
        raise Missing
    return agent


def approving(agent: Agent) -> Agent:
    if not may_approve(agent):
        raise Missing
    return agent

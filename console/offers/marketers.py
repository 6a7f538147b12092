"""Who writes offers and scripts: a skill, not a role, since who sells best often writes best."""

from __future__ import annotations

from console import clock
from console.agents.agent import Agent, Role
from console.errors import Missing

MARKETING = "marketing"
WRITES, APPROVES = 1, 2
"""Levels of the skill. Nobody approves their own: `publishing.review` sees to that."""


def may_write(agent: Agent) -> bool:
    return agent.role is Role.ADMIN or agent.has(MARKETING, WRITES, clock.now().date())


def may_approve(agent: Agent) -> bool:
    return agent.role is Role.ADMIN or agent.has(MARKETING, APPROVES, clock.now().date())


def writing(agent: Agent) -> Agent:
    """The agent, if they write offers; to anybody else there is nothing here. Raises Missing."""
    if not may_write(agent):
        raise Missing
    return agent


def approving(agent: Agent) -> Agent:
    if not may_approve(agent):
        raise Missing
    return agent

"""What happens to agents, told to the floors above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgentChanged:
    agent_id: int


@dataclass(frozen=True, slots=True)
class AgentSignedOut:
    """A session was revoked: whatever hangs on it must be cut."""

    agent_id: int
    session_id: int


@dataclass(frozen=True, slots=True)
class AgentAbilitiesChanged:
    """Their role or skills: other queues may be theirs from now on."""

    agent_id: int

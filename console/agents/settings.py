"""How somebody has set up their own desk: it follows them to whichever machine they sit at."""

from __future__ import annotations

import re

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from console.agents.agent import Agent
from console.db import Base
from console.errors import Invalid

ACTION = re.compile(r"[a-z][a-z0-9_]{0,23}")
CHORD = re.compile(r"(?:Ctrl )?F(?:[1-9]|1[0-2])|Alt (?:[A-Z0-9+]|F(?:[1-9]|1[0-2]))")
"""Function keys and Alt chords: a bare character belongs to whoever types (WCAG 2.1.4)."""
BROWSERS = {"F3", "F5", "F11", "F12"}
MOST = 40


class AgentSettings(Base):
    __tablename__ = "agent_settings"

    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True)
    keys: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Only what differs from the standard: ``{action: chord}``."""


def keys_of(session: Session, agent_id: int) -> dict[str, str]:
    kept = session.get(AgentSettings, agent_id)
    return dict(kept.keys) if kept else {}


def remember_keys(session: Session, agent: Agent, keys: dict[str, str]) -> dict[str, str]:
    """All of them at once: what is not named has its standard key again. Raises Invalid."""
    if len(keys) > MOST or not all(ACTION.fullmatch(action) for action in keys):
        raise Invalid("Expected actions of the desk, each with its key.", field="keys")
    for chord in keys.values():
        if not CHORD.fullmatch(chord) or chord in BROWSERS:
            raise Invalid("{key} can't be a key of the desk.", field="keys", key=chord[:20])
    if len(set(keys.values())) < len(keys):
        raise Invalid("Two actions have the same key.", field="keys")
    kept = session.get(AgentSettings, agent.id)
    if kept is None:
        kept = AgentSettings(agent_id=agent.id)
        session.add(kept)
    kept.keys = dict(keys)
    return keys

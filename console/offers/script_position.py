"""Where a contact stands in its script: one step, the way there, and whatever came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console import clock, events
from console.agents.agent import Agent
from console.contacts.contact import Contact
from console.db import Base
from console.errors import Missing
from console.offers import moves, ways
from console.offers.steps import BINDING, Script, Step, StepKind, kind_of
from console.offers.told import Result


@dataclass(frozen=True, slots=True)
class ScriptChanged:
    contact_id: int


class ScriptPosition(Base):
    """Where a contact stands in its script. Its version never touches the contact's row."""

    __tablename__ = "script_position"

    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True
    )
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"))
    """The version it was opened with: a later edit doesn't pull it from under a conversation."""
    step: Mapped[str]
    path: Mapped[list[Any]]
    """``[step, answer, reason]`` for each answer given, oldest first; of a sensitive step no answer."""
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the forms asked, but for what is sensitive."""
    since: Mapped[datetime]
    """When this step was come to."""
    outcome: Mapped[Result | None]
    personal_cents: Mapped[int | None]
    """The discount that is theirs alone, as it was decided when the script was opened: a price that was
    read out doesn't change."""
    version: Mapped[int]

    script: Mapped[Script] = relationship()

    @property
    def here(self) -> Step:
        return self.script.step(self.step)

    @property
    def passed(self) -> list[str]:
        """The steps behind, each once, oldest first."""
        return list(dict.fromkeys(step for step, *_ in self.path))

    @property
    def read_until(self) -> datetime | None:
        """Before that, nobody has read this step's words to their end."""
        seconds = self.here.get("seconds") or 0
        return self.since + timedelta(seconds=seconds) if kind_of(self.here) is StepKind.READ and seconds else None

    def may_jump_to(self) -> set[str]:
        """Steps behind, and those ahead before which nothing binding lies."""
        by_key = {each["key"]: each for each in self.script.steps}
        done = set(self.passed)
        binding = {key for key, step in by_key.items() if kind_of(step) in BINDING} - done
        return (done | ways.jumps(self.step, by_key, binding)) - {self.step}


def opened(session: Session, contact: Contact) -> ScriptPosition:
    """Read afresh, under the contact's lock."""
    position = session.get(ScriptPosition, contact.id, populate_existing=True)
    if position is None:
        raise Missing
    return position


def go(
    session: Session, position: ScriptPosition, by: Agent, *, to: str | None,
    answer: str | None = None, outcome: Result | None = None,
) -> None:  # fmt: skip
    moves.moved(
        session, contact_id=position.contact_id, offer_id=position.offer_id, script_id=position.script_id,
        agent_id=by.id, step=position.step, since=position.since, answer=answer, to=to, outcome=outcome,
    )  # fmt: skip
    position.since = clock.now()
    if to is not None:
        position.step = to


def moved(session: Session, position: ScriptPosition) -> ScriptPosition:
    position.version += 1
    events.record(session, ScriptChanged(position.contact_id))
    return position

"""The guided conversation: one step at a time, back again, resumed wherever it was left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console import events
from console.agents.agent import Agent
from console.contacts import access
from console.contacts.contact import Contact, lock, record
from console.db import Base
from console.errors import Conflict, Invalid, Missing, Refused
from console.offers import decisions, outcomes, steps
from console.offers.catalogue import Offer
from console.offers.steps import Script, Step
from console.offers.told import Result


@dataclass(frozen=True, slots=True)
class ScriptChanged:
    contact_id: int


class ProblemFirst(Refused):
    message = "First the problem, then the offer: say that it is solved."


class NotProposed(Refused):
    message = "This offer isn't the one to make now."


class NoLongerAllowed(Refused):
    message = "Something has changed: this may not be sold here any more."


class ScriptMoved(Conflict):
    message = "The script has moved on in another window."


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
    """``[step, answer, reason]`` for each answer given, oldest first."""
    outcome: Mapped[Result | None]
    version: Mapped[int]

    script: Mapped[Script] = relationship()

    @property
    def here(self) -> Step:
        step: Step = next(each for each in self.script.steps if each["key"] == self.step)
        return step


def open_script(
    session: Session, contact: Contact, *, by: Agent, offer_id: int
) -> ScriptPosition:
    """Opens the script of the offer decided on; opened again, it stands where it was left."""
    contact = access.mine(session, lock(session, contact.id), by)
    position = session.get(ScriptPosition, contact.id)
    if position is not None and position.offer_id == offer_id:
        return position
    if contact.resolved_at is None:
        raise ProblemFirst
    decision = decisions.standing(session, contact.id)
    if decision is None or decision.offer_id != offer_id:
        raise NotProposed
    if position is not None and position.outcome is None:
        raise ScriptMoved("Finish the script that is open first.")
    offer = session.get_one(Offer, offer_id)
    script = steps.newest(session, offer.script)
    if script is None:
        raise Missing
    if position is None:
        position = ScriptPosition(contact_id=contact.id, version=0)
        session.add(position)
    position.offer_id, position.script, position.outcome = offer_id, script, None
    position.step, position.path = script.steps[0]["key"], []
    record(
        session, contact, "script_opened", agent_id=by.id, offer_id=offer_id, version=script.version
    )
    return moved(session, position)


def answer(
    session: Session,
    contact: Contact,
    *,
    by: Agent,
    step: str,
    answer: str,
    reason: int | None = None,
    version: int,
) -> ScriptPosition:
    """On to the answer's step, or to the end with its outcome. The same answer sent twice
    is one; a stale screen gets ScriptMoved."""
    contact = access.mine(session, lock(session, contact.id), by)
    position = opened(session, contact)
    given = [step, answer, reason]
    if position.version == version + 1 and position.path[-1:] == [given]:
        return position
    if position.version != version or position.step != step or position.outcome is not None:
        raise ScriptMoved(field="version")
    chosen = next((each for each in position.here["answers"] if each["key"] == answer), None)
    if chosen is None:
        raise Invalid("There is no such answer.", field="answer")
    why = reason_of(chosen, reason)
    if chosen.get("outcome"):
        conclude(session, contact, position, by, chosen, why)
    else:
        position.step = chosen["to"]
    position.path = [*position.path, given]
    return moved(session, position)


def reason_of(chosen: dict[str, Any], number: int | None) -> dict[str, Any] | None:
    reasons = chosen.get("reasons", [])
    if number is None:
        return None
    if not 0 <= number < len(reasons):
        raise Invalid("There is no such reason.", field="reason")
    reason: dict[str, Any] = reasons[number]
    return reason


def conclude(
    session: Session,
    contact: Contact,
    position: ScriptPosition,
    by: Agent,
    chosen: dict[str, Any],
    why: dict[str, Any] | None,
) -> None:
    offer, result = session.get_one(Offer, position.offer_id), Result(chosen["outcome"])
    if result is Result.ACCEPTED and decisions.still_open(session, contact, offer, by) is not None:
        raise NoLongerAllowed
    outcomes.write(
        session,
        contact,
        by=by,
        offer=offer,
        result=result,
        reason=why,
        later_days=chosen.get("later_days"),
    )
    position.outcome = result


def back(session: Session, contact: Contact, *, by: Agent) -> ScriptPosition:
    """One step back, while nothing was answered for good."""
    contact = access.mine(session, lock(session, contact.id), by)
    position = opened(session, contact)
    if position.outcome is not None:
        raise outcomes.AlreadyWrittenDown
    if position.path:
        position.step, position.path = position.path[-1][0], position.path[:-1]
        moved(session, position)
    return position


def opened(session: Session, contact: Contact) -> ScriptPosition:
    """Read afresh, under the contact's lock."""
    position = session.get(ScriptPosition, contact.id, populate_existing=True)
    if position is None:
        raise Missing
    return position


def moved(session: Session, position: ScriptPosition) -> ScriptPosition:
    position.version += 1
    events.record(session, ScriptChanged(position.contact_id))
    return position

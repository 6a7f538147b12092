"""The guided conversation: one step at a time, back again, resumed wherever it was left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import events
from console.agents.agent import Agent
from console.contacts import access
from console.contacts.contact import Contact, lock, record
from console.db import Base
from console.errors import Conflict, Invalid, Missing, Refused
from console.offers import outcomes
from console.offers.catalogue import Offer
from console.offers.decisions import Decision


@dataclass(frozen=True, slots=True)
class ScriptChanged:
    contact_id: int


class NotYet(Refused):
    message = "First the problem, then the offer: say that it is solved."


class NotProposed(Refused):
    message = "This offer isn't the one to make now."


class StaleScript(Conflict):
    message = "The script has moved on in another window."


class ScriptPosition(Base):
    __tablename__ = "script_position"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    steps: Mapped[list[Any]]
    """The script as it was opened: a later edit doesn't pull it from under a conversation."""
    path: Mapped[list[str]]
    """Keys of the steps taken; the last is where we are."""
    outcome: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=0)

    @property
    def step(self) -> dict[str, Any]:
        return next(each for each in self.steps if each["key"] == self.path[-1])


def open_script(session: Session, contact: Contact, *, by: Agent, offer_id: int) -> ScriptPosition:
    """Opens the proposed offer's script; opened again, it stands where it was left.

    Raises NotYet before the problem is solved, NotProposed for any other offer."""
    contact = access.mine(session, lock(session, contact.id), by)
    position = session.get(ScriptPosition, contact.id)
    if position is not None and position.offer_id == offer_id:
        return position
    if contact.resolved_at is None:
        raise NotYet
    decision = session.get(Decision, contact.id)
    if decision is None or offer_id not in [each["offer"] for each in decision.proposals]:
        raise NotProposed
    offer = session.get_one(Offer, offer_id)
    if position is None:
        position = ScriptPosition(contact_id=contact.id, version=0)
        session.add(position)
    position.offer_id, position.steps, position.outcome = offer_id, offer.script, None
    position.path = [offer.script[0]["key"]]
    record(session, contact, "script_opened", agent_id=by.id, offer_id=offer_id)
    return moved(session, position)


def answer(
    session: Session, contact: Contact, *, by: Agent, step: str, answer: str, reason: int | None, version: int
) -> ScriptPosition:
    """The customer's answer: on to its step, or to the end with its outcome."""
    contact = access.mine(session, lock(session, contact.id), by)
    position = opened(session, contact)
    if position.version != version or position.path[-1] != step:
        raise StaleScript(field="version")
    chosen = next((each for each in position.step["answers"] if each["key"] == answer), None)
    if chosen is None:
        raise Invalid("There is no such answer.", field="answer")
    if chosen.get("outcome"):
        reasons = chosen.get("reasons", [])
        if reason is not None and not 0 <= reason < len(reasons):
            raise Invalid("There is no such reason.", field="reason")
        why = reasons[reason]["es"] if reason is not None else None
        offer = session.get_one(Offer, position.offer_id)
        outcomes.conclude(session, contact, offer, by=by, kind=chosen["outcome"], reason=why)
        position.outcome = chosen["outcome"]
    else:
        position.path = [*position.path, chosen["to"]]
    return moved(session, position)


def back(session: Session, contact: Contact, *, by: Agent) -> ScriptPosition:
    """One step back, while nothing was answered for good."""
    contact = access.mine(session, lock(session, contact.id), by)
    position = opened(session, contact)
    if position.outcome is None and len(position.path) > 1:
        position.path = position.path[:-1]
        moved(session, position)
    return position


def opened(session: Session, contact: Contact) -> ScriptPosition:
    position = session.scalar(
        select(ScriptPosition).where(ScriptPosition.contact_id == contact.id).with_for_update()
    )
    if position is None:
        raise Missing
    return position


def moved(session: Session, position: ScriptPosition) -> ScriptPosition:
    position.version += 1
    events.record(session, ScriptChanged(position.contact_id))
    return position

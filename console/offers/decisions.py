"""The decision for a contact: every offer looked at, which gate closed it or what it is worth,
stored as it was seen, so that anybody can ask why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due, events
from console.agents.agent import Agent
from console.contacts.contact import AT_A_DESK, Contact
from console.db import Base
from console.offers import arbitration, catalogue, gates
from console.offers.facts import facts


@dataclass(frozen=True, slots=True)
class DecisionChanged:
    contact_id: int


class Decision(Base):
    __tablename__ = "decision"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    rules: Mapped[int]
    known: Mapped[dict[str, Any]]
    """What was known of the customer when it was decided."""
    closed: Mapped[dict[str, Any] | None]
    candidates: Mapped[list[Any]]
    """``{offer, version, closed, worth}``, best first: the first with a worth is the proposal."""

    @property
    def proposals(self) -> list[dict[str, Any]]:
        return [each for each in self.candidates if each["closed"] is None] if self.closed is None else []


def decide_due(session: Session, row: due.Due) -> None:
    """The due row's handler."""
    contact = session.get(Contact, row.facts["contact_id"])
    if contact is not None and contact.state in AT_A_DESK:
        decide(session, contact)


def decide(session: Session, contact: Contact) -> Decision:
    """Looks at every live offer for this contact and stores what came of it."""
    known = facts(session, contact)
    agent = session.get(Agent, contact.agent_id) if contact.agent_id else None
    closed = gates.closed_for_all(contact, known)
    candidates = []
    for offer in catalogue.live(session):
        shut = closed or gates.closed(session, offer, known, agent)
        value = arbitration.worth(offer, known.seen_by(offer.category)) if shut is None else None
        if value is not None and value.cents <= 0:
            shut = gates.told("gate_profit", expected_cents=value.cents, currency=offer.currency)
        candidates.append({
            "offer": offer.id, "version": offer.version, "closed": shut,
            "worth": value.stored() if value else None,
        })  # fmt: skip
    # Ties go to the older offer, so that the same facts always choose the same.
    candidates.sort(key=lambda each: (each["closed"] is not None, -(each["worth"] or {}).get("cents", 0), each["offer"]))
    decision = session.scalar(select(Decision).where(Decision.contact_id == contact.id).with_for_update())
    if decision is None:
        decision = Decision(contact_id=contact.id, version=0)
        session.add(decision)
    decision.version, decision.at, decision.rules = decision.version + 1, clock.now(), arbitration.RULES
    decision.known, decision.closed, decision.candidates = dict(known.values), closed, candidates
    events.record(session, DecisionChanged(contact.id))
    return decision

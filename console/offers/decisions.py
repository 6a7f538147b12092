"""What was decided to propose on a contact, with everything that led to it, kept for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due, events
from console.agents.agent import Agent
from console.contacts.contact import Contact, lock
from console.db import Base
from console.offers import (
    choosing,
    experiments,
    foretelling,
    gates,
    levers,
    model_versions,
    replaying,
    told,
    written,
)  # fmt: skip
from console.offers import shelf as shelves
from console.offers.catalogue import Offer
from console.offers.choosing import Choice, Question
from console.offers.experiments import Settings
from console.offers.facts import facts
from console.offers.gates import Closed
from console.offers.model_versions import Reading

RULES = 7
"""Counts up whenever gates or arithmetic change, so that a record says how it came about."""
REPLAYED = (3, 4, 5, 6, RULES)
"""Without tastes 4 is 3, without personal prices 5 is 4, where a draw may put anything first 6 is 5, and where
the price for everybody is as likely as the first rung 7 is 6;
what was kept by them has none, and says nothing of how near."""


@dataclass(frozen=True, slots=True)
class DecisionChanged:
    contact_id: int


class Decision(Base):
    """Append only: the newest of a contact stands."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("contact_id", "version"),
        Index("ix_decision_record_id", "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    version: Mapped[int]
    record_id: Mapped[int | None] = mapped_column(
        ForeignKey("source_record.id", ondelete="CASCADE")
    )
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    at: Mapped[datetime]
    rules: Mapped[int] = mapped_column(default=RULES)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"))
    """The one to propose; None when none is worth it."""
    proposals: Mapped[int]
    body: Mapped[dict[str, Any]]
    """``{purpose, certainty, closed, model, held_out, chance, explored, explored_cents, candidates:
    [{offer_id, offer_version, key, names, gate, why_not, p, drawn, priority, expected_cents,
    currency, lines, personal?}]}``, the best first."""


class DecisionInputs(Base):
    """What a decision was made from, apart from what a desk reads."""

    __tablename__ = "decision_inputs"

    decision_id: Mapped[int] = mapped_column(
        ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True
    )
    shelf: Mapped[str]
    """The digest of the catalogue it was made from."""
    model: Mapped[int]
    """The version of the propensity model."""
    offer_id: Mapped[int | None]
    """The one chosen: what its outcome teaches is found by it."""
    body: Mapped[dict[str, Any]]
    """See `replaying.py`, which makes the decision again from it."""


def decide(session: Session, contact: Contact) -> Decision:
    """Decides anew with what is known now. Once an offer was told, the decision behind it stays
    as it was: what somebody reads aloud doesn't change under their eyes."""
    contact = lock(session, contact.id)
    before = standing(session, contact.id)
    if before is not None and any(each.told for each in told.of_contact(session, contact.id)):
        return before
    agent = session.get(Agent, contact.agent_id) if contact.agent_id else None
    asked, reading = question(session, contact, agent), model_versions.current(session)
    chosen, body, inputs = made(asked, reading, experiments.settings(session), experiments.chance_seed(contact.id))
    if before is not None and before.body == body and before.record_id == contact.record_id:
        return before
    best = None if chosen.best is None else asked.shelf.offers[chosen.sifted.open[chosen.best]].id
    decision = Decision(
        contact_id=contact.id,
        version=before.version + 1 if before else 1,
        record_id=contact.record_id,
        agent_id=contact.agent_id,
        at=asked.at,
        offer_id=best,
        proposals=len(chosen.order),
        body=body,
    )
    session.add(decision)
    session.flush()  # what it was made from hangs on its number
    shelves.kept(session, asked.shelf)
    session.add(DecisionInputs(
        decision_id=decision.id, shelf=asked.shelf.digest, model=reading.version, offer_id=best, body=inputs,
    ))  # fmt: skip
    events.record(session, DecisionChanged(contact.id))
    return decision


def question(session: Session, contact: Contact, agent: Agent | None) -> Question:
    known, setting = facts(session, contact), experiments.settings(session)
    explore = experiments.exploring(contact.id, setting.exploration)
    return Question(
        shelves.current(session), known, agent, clock.now(),
        held_out=experiments.held_out(known.customer_id, setting.holdout),
        levers=levers.factors(levers.in_force(session)), explore=explore, near=experiments.NEAR,
    )  # fmt: skip


def made(
    asked: Question, reading: Reading, settings: Settings, seed: int
) -> tuple[Choice, dict[str, Any], dict[str, Any]]:
    """The choice, as it is read, and what it was made from. Touches no database."""
    sifted = choosing.sift(asked)
    told_of = foretelling.foretell(asked, sifted, reading, settings, seed)
    chosen = choosing.choose(asked, sifted, told_of.chances)
    parts = foretelling.learnt(asked, chosen, told_of, reading)
    share = foretelling.chance_of_choice(asked, chosen, told_of, settings, seed)
    body = written.written(asked, chosen, parts, share, reading.version)
    return chosen, body, replaying.inputs_of(asked, chosen, told_of, parts, share, reading)


def decide_due(session: Session, row: due.Due) -> None:
    contact = session.get(Contact, row.facts["contact_id"])
    if contact is not None:
        decide(session, contact)


def standing(session: Session, contact_id: int) -> Decision | None:
    """The newest decision of a contact."""
    return session.scalar(
        select(Decision)
        .where(Decision.contact_id == contact_id)
        .order_by(Decision.version.desc())
        .limit(1)
    )


def personal_cents(decision: Decision, offer_id: int) -> int | None:
    """The discount of the personal price it was decided to propose an offer at; None for everybody's."""
    found: dict[str, Any] = next((each for each in decision.body["candidates"] if each["offer_id"] == offer_id), {})
    cents: int | None = found.get("personal", {}).get("discount_cents")
    return cents


def forget_old(session: Session, before: datetime, most: int) -> int:
    """Decisions made before a moment; how many. What came of the offers told stays with its outcome."""
    ids = session.scalars(select(Decision.id).where(Decision.at < before).limit(most)).all()
    session.execute(delete(Decision).where(Decision.id.in_(ids)))
    return len(ids)


def still_open(session: Session, contact: Contact, offer: Offer, agent: Agent) -> Closed | None:
    """Asked again when somebody accepts: consent, service first, skill and rule still hold."""
    return gates.closed(offer, facts(session, contact), agent, but=("capped", "muted"))


def inputs_behind(session: Session, contact_id: int, offer_id: int) -> dict[str, Any] | None:
    """What the newest decision for this offer on this contact kept to learn from."""
    kept = session.scalar(
        select(DecisionInputs)
        .join(Decision, Decision.id == DecisionInputs.decision_id)
        .where(Decision.contact_id == contact_id, DecisionInputs.offer_id == offer_id)
        .order_by(Decision.version.desc())
        .limit(1)
    )
    return kept.body["lesson"] if kept else None

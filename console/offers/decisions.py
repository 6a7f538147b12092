"""What was decided to propose on a contact, with everything that led to it, kept for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due, events
from console.agents.agent import Agent
from console.contacts.contact import Contact, Purpose, lock
from console.customers.reason import Told
from console.db import Base
from console.offers import (
    arbitration,
    choosing,
    experiments,
    foretelling,
    gates,
    learning,
    levers,
    liking,
    personal_price,
    replaying,
    told,
)  # fmt: skip
from console.offers import shelf as shelves
from console.offers.arbitration import Worth
from console.offers.catalogue import Offer
from console.offers.choosing import Choice, Question
from console.offers.experiments import Settings
from console.offers.facts import CustomerFacts, facts
from console.offers.gates import Closed
from console.offers.learning import Reading
from console.offers.personal_price import Price

RULES = 5
"""Counts up whenever gates or arithmetic change, so that a record says how it came about."""
REPLAYED = (3, 4, RULES)
"""Without tastes 4 is 3, and without personal prices 5 is 4; what was kept by them has none."""


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
    asked, reading = question(session, contact, agent), learning.current(session)
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
        levers=levers.factors(levers.in_force(session)), explore=explore,
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
    body = written(asked, chosen, parts, share, reading.version)
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


@dataclass(frozen=True, slots=True)
class Candidate:
    offer: Offer
    closed: Closed | None
    worth: Worth | None
    price: Price | None


def weigh(offer: Offer, known: CustomerFacts, agent: Agent | None) -> Candidate:
    """One offer by its owner's beliefs alone, for whoever is still writing it."""
    closed = gates.closed(offer, known, agent)
    if closed is not None:
        return Candidate(offer, closed, None, None)
    worth = arbitration.worth(offer, known)
    price = personal_price.of(offer, known, worth.p)
    if price is not None:
        worth = arbitration.worth(offer, known, price=price)
    if worth.expected_cents <= 0:
        closed = choosing.unprofitable(offer, worth.expected_cents)
    elif liking.gives_away(offer, known):
        closed = Closed(liking.USUAL, liking.ANYWAY)
    return Candidate(offer, closed, worth, price)


EXPLAINED = 4
"""How many get their sum line by line."""
VERBOSE = 30
"""How many candidates are written out; all of them stand in the inputs."""


def written(
    asked: Question, choice: Choice, parts: foretelling.Parts, share: float, model: int
) -> dict[str, Any]:
    """As a desk reads it: the best first, then what doesn't pay, then by how far each came."""
    shown = in_order(asked, choice)[:VERBOSE]
    best = choice.best
    first = written_closed(shown[0][1]) if shown and shown[0][1] else None
    return {
        "purpose": asked.facts.purpose.value,
        "certainty": asked.facts.certainty.value,
        "closed": None if best is not None else first or said(Told("no_offers")),
        "model": model,
        "held_out": asked.held_out,
        "chance": share,
        "explored": choice.explored,
        "explored_cents": cost_of_chance(choice),
        "candidates": [
            candidate(asked, choice, at, closed, parts, explained=number < EXPLAINED)
            for number, (at, closed) in enumerate(shown)
        ],
    }


def written_closed(closed: Closed | None) -> dict[str, Any] | None:
    return {**said(closed.why), "gate": closed.gate} if closed else None


def cost_of_chance(choice: Choice) -> int:
    """What drawing and exploring cost on this decision: expected cents given up, never below 0."""
    if choice.best is None or choice.greedy is None:
        return 0
    return max(0, int(choice.expected[choice.greedy]) - int(choice.expected[choice.best]))


def in_order(asked: Question, choice: Choice) -> list[tuple[int, Closed | None]]:
    """Places into the shelf, the chosen one first."""
    open_ = choice.sifted.open
    number_of = {int(at): number for number, at in enumerate(open_)}
    order = [number for number in choice.order[: VERBOSE + 1] if number != choice.best]
    first = [choice.best, *order] if choice.best is not None else order
    found: list[tuple[int, Closed | None]] = [(int(open_[number]), None) for number in first]
    losing = sorted(choice.closed, key=lambda at: (-int(choice.expected[number_of[at]]), at))
    found += [(at, choice.closed[at]) for at in losing]
    shut = [
        (int(at), closed)
        for at, closed in zip(choice.sifted.places, choice.sifted.closed, strict=True)
        if closed is not None
    ]
    offers = asked.shelf.offers
    return found + sorted(
        shut, key=lambda each: (beside_it(offers[each[0]], each[1]), -gates.ORDER.index(each[1].gate), each[0])
    )


def beside_it(offer: Offer, closed: Closed) -> bool:
    """A service action that isn't due, or what strangers may hear: that it doesn't fit is no news."""
    return closed.gate == "eligibility" and (offer.purpose is Purpose.SERVICE or offer.public)


def candidate(
    asked: Question, choice: Choice, at: int, closed: Closed | None, parts: foretelling.Parts, *, explained: bool
) -> dict[str, Any]:
    offer = asked.shelf.offers[at]
    number = int(np.searchsorted(choice.sifted.open, at))
    weighed = number < len(choice.sifted.open) and int(choice.sifted.open[number]) == at
    worth, price, adds = None, None, 0
    if weighed:
        price, adds = choice.prices.personal.get(number), int(choice.prices.adds[number])
    if weighed and explained:
        p, base = int(choice.chances.p[number]), int(choice.sifted.base[number])
        taught = foretelling.in_words(base, p, parts.get(str(offer.id), []))
        worth = arbitration.worth(offer, asked.facts, taught, price)
    return {
        "offer_id": offer.id,
        "offer_version": offer.version,
        "key": offer.key,
        "names": {"es": offer.name_es, "en": offer.name_en},
        "currency": offer.currency,
        "gate": closed.gate if closed else None,
        "why_not": said(closed.why) if closed else None,
        "p": min(int(choice.chances.p[number]) + adds, arbitration.CERTAIN) if weighed else None,
        "drawn": min(int(choice.chances.drawn[number]) + adds, arbitration.CERTAIN) if weighed else None,
        "priority": int(choice.priority[number]) if weighed else None,
        "expected_cents": int(choice.expected[number]) if weighed else None,
        "lines": lines(worth) if worth else [],
    } | ({"personal": {"discount_cents": price.discount_cents, "basis": price.basis.value}} if price else {})


def lines(worth: Worth) -> list[dict[str, Any]]:
    return [{"cents": each.cents, **said(each.phrase)} for each in arbitration.told_shortly(worth.lines)]


def said(phrase: Told) -> dict[str, Any]:
    return {"code": phrase.code, "facts": phrase.facts}

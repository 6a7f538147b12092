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
from console.customers.reason import Told
from console.db import Base
from console.offers import arbitration, catalogue, gates, told
from console.offers.arbitration import Worth
from console.offers.catalogue import Offer
from console.offers.facts import CustomerFacts, facts
from console.offers.gates import PROFIT, Closed

RULES = 2
"""Counts up whenever gates or arithmetic change, so that a record says how it came about."""


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
    """``{purpose, certainty, closed, candidates: [{offer_id, offer_version, key, names, gate,
    why_not, p, expected_cents, currency, lines}]}``, the best first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    offer: Offer
    closed: Closed | None
    worth: Worth | None


def decide(session: Session, contact: Contact) -> Decision:
    """Decides anew with what is known now. Once an offer was told, the decision behind it stays
    as it was: what somebody reads aloud doesn't change under their eyes."""
    contact = lock(session, contact.id)
    before = standing(session, contact.id)
    if before is not None and any(each.told for each in told.of_contact(session, contact.id)):
        return before
    agent = session.get(Agent, contact.agent_id) if contact.agent_id else None
    known = facts(session, contact)
    candidates = ranked([weigh(offer, known, agent) for offer in catalogue.live(session)])
    best = candidates[0] if candidates and candidates[0].closed is None else None
    body = {
        "purpose": known.purpose.value,
        "certainty": known.certainty.value,
        "closed": None if best else why_nothing(candidates),
        "candidates": [written(each) for each in candidates],
    }
    if before is not None and before.body == body and before.record_id == contact.record_id:
        return before
    decision = Decision(
        contact_id=contact.id,
        version=before.version + 1 if before else 1,
        record_id=contact.record_id,
        agent_id=contact.agent_id,
        at=clock.now(),
        offer_id=best.offer.id if best else None,
        proposals=sum(each.closed is None for each in candidates),
        body=body,
    )
    session.add(decision)
    events.record(session, DecisionChanged(contact.id))
    return decision


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


def forget_old(session: Session, before: datetime, most: int) -> int:
    """Decisions made before a moment; how many. What came of the offers told stays with its outcome."""
    ids = session.scalars(select(Decision.id).where(Decision.at < before).limit(most)).all()
    session.execute(delete(Decision).where(Decision.id.in_(ids)))
    return len(ids)


def still_open(session: Session, contact: Contact, offer: Offer, agent: Agent) -> Closed | None:
    """Asked again when somebody accepts: consent, service first, skill and rule still hold."""
    return gates.closed(offer, facts(session, contact), agent, but=("capped", "muted"))


def weigh(offer: Offer, known: CustomerFacts, agent: Agent | None) -> Candidate:
    """Through the gates, and only then what it would earn."""
    closed = gates.closed(offer, known, agent)
    if closed is not None:
        return Candidate(offer, closed, None)
    worth = arbitration.worth(offer, known)
    if worth.expected_cents <= 0:
        loss = Told(
            "gate_profit", {"expected_cents": worth.expected_cents, "currency": offer.currency}
        )
        closed = Closed(PROFIT, loss)
    return Candidate(offer, closed, worth)


def ranked(candidates: list[Candidate]) -> list[Candidate]:
    """Those weighed by what they earn, then the others by how far they came."""
    weighed = arbitration.rank([(each.offer, each.worth) for each in candidates if each.worth])
    place = {offer.id: number for number, (offer, _) in enumerate(weighed)}
    return sorted(
        candidates,
        key=lambda each: (
            place.get(each.offer.id, len(place)),
            -gates.ORDER.index(each.closed.gate) if each.closed else 0,
            each.offer.id,
        ),
    )


def why_nothing(candidates: list[Candidate]) -> dict[str, Any]:
    """Why of the offer that came furthest."""
    if not candidates or candidates[0].closed is None:
        return said(Told("no_offers"))
    return {**said(candidates[0].closed.why), "gate": candidates[0].closed.gate}


def said(phrase: Told) -> dict[str, Any]:
    return {"code": phrase.code, "facts": phrase.facts}


def written(candidate: Candidate) -> dict[str, Any]:
    offer, worth, closed = candidate.offer, candidate.worth, candidate.closed
    return {
        "offer_id": offer.id,
        "offer_version": offer.version,
        "key": offer.key,
        "names": {"es": offer.name_es, "en": offer.name_en},
        "currency": offer.currency,
        "gate": closed.gate if closed else None,
        "why_not": said(closed.why) if closed else None,
        "p": worth.p if worth else None,
        "expected_cents": worth.expected_cents if worth else None,
        "lines": [{"cents": each.cents, **said(each.phrase)} for each in worth.lines]
        if worth
        else [],
    }

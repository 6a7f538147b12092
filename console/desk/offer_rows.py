"""Decisions and scripts as rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from console import expressions
from console.agents.agent import Agent
from console.contacts.contact import Contact
from console.customers import profile
from console.desk import rows
from console.desk.rows import Named, Phrase, PhraseCode
from console.offers.catalogue import Offer
from console.offers.decisions import Decision
from console.offers.scripts import ScriptPosition

OTHERS = 3


def decision_row(session: Session, contact_id: int) -> rows.DecisionRow | None:
    decision = session.get(Decision, contact_id)
    if decision is None:
        return None
    solved = session.get_one(Contact, contact_id).resolved_at is not None
    proposals = decision.proposals
    others = [each for each in decision.candidates if not proposals or each is not proposals[0]]
    return rows.DecisionRow(
        contact=contact_id, version=decision.version, proposals=len(proposals),
        proposal=proposal(session, proposals[0]) if proposals and solved else None,
        others=[alternative(session, each) for each in others[:OTHERS]] if solved else [],
        closed=phrase(decision.closed),
    )  # fmt: skip


def proposal(session: Session, candidate: dict[str, Any]) -> rows.Proposal:
    offer = session.get_one(Offer, candidate["offer"])
    lines = candidate["worth"]["lines"]
    return rows.Proposal(
        offer=offer.id, name=named(offer), expected_cents=candidate["worth"]["cents"], currency=offer.currency,
        why=[
            rows.Why(each["sign"], Phrase(PhraseCode(each["code"]), each["facts"]), each["cents"]) for each in lines
        ],
    )  # fmt: skip


def alternative(session: Session, candidate: dict[str, Any]) -> rows.Alternative:
    worth = candidate["worth"]
    return rows.Alternative(
        name=named(session.get_one(Offer, candidate["offer"])),
        verdict=phrase(candidate["closed"]) or Phrase(PhraseCode.LOWER),
        cents=worth["cents"] if worth else None,
    )


def script_row(session: Session, contact_id: int) -> rows.ScriptRow | None:
    position = session.get(ScriptPosition, contact_id)
    if position is None:
        return None
    contact, offer = session.get_one(Contact, contact_id), session.get_one(Offer, position.offer_id)
    here = position.step
    return rows.ScriptRow(
        contact=contact_id, version=position.version, offer=offer.id, name=named(offer),
        steps=[step(each, position) for each in position.steps], step=here["key"],
        say=expressions.fill(here["say"][contact.language], spoken(session, contact)),
        answers=[answer(each) for each in here["answers"]], outcome=position.outcome,  # type: ignore[arg-type]
    )  # fmt: skip


def spoken(session: Session, contact: Contact) -> dict[str, object]:
    """What a script's words may name."""
    agent = session.get(Agent, contact.agent_id) if contact.agent_id else None
    person = profile.profile(session, contact.record.customer_id) if contact.record else None
    return {"agent": agent.first_name if agent else "", "customer": person.first_name if person else ""}


def step(each: dict[str, Any], position: ScriptPosition) -> rows.ScriptStep:
    if each["key"] == position.path[-1]:
        return rows.ScriptStep(each["key"], Named(**each["title"]), "current")
    return rows.ScriptStep(each["key"], Named(**each["title"]), "done" if each["key"] in position.path else "ahead")


def answer(each: dict[str, Any]) -> rows.Answer:
    return rows.Answer(
        key=each["key"], label=Named(**each["label"]),
        detail=Named(**each["detail"]) if each.get("detail") else None, outcome=each.get("outcome"),
        reasons=[Named(**reason) for reason in each.get("reasons", [])],
    )  # fmt: skip


def named(offer: Offer) -> Named:
    return Named(es=offer.name_es, en=offer.name_en)


def phrase(told: dict[str, Any] | None) -> Phrase | None:
    return Phrase(PhraseCode(told["code"]), told["facts"]) if told else None

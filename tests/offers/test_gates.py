"""Each gate has its reason, in the order of the house; a service action passes where selling may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from console import clock
from console.agents.agent import Agent, AgentSkill
from console.contacts.contact import Certainty, Purpose
from console.offers import gates
from console.offers.catalogue import Offer
from console.offers.contradictions import Against, Over
from console.offers.facts import CustomerFacts
from console.offers.told import Outcome, Result

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DRIVER = Against("young_driver_120", Over.PERSON, "pagaría +120 %", "would pay +120%")
JUAN = CustomerFacts(
    Purpose.SALES, "phone", Certainty.RECOGNISED, "es", customer_id=1, may_be_told=True, may_be_profiled=True,
    values={"children": 1, "known": True},
)  # fmt: skip


def offer(**more: object) -> Offer:
    known = {
        "id": 7, "key": "wine", "category": "wine", "purpose": Purpose.SALES, "eligibility": None,
        "suitability": None, "required_skill": None, "gives": [], "most_each": None, "public": False,
    }  # fmt: skip
    return Offer(**{**known, **more})


def told(result: Result, *, days: int, category: str = "wine", offer_id: int = 8) -> Outcome:
    return Outcome(
        offer_id=offer_id, category=category, result=result, at=NOW - timedelta(days=days), later_at=None, gives=[]
    )


def gate(what: Offer, known: CustomerFacts = JUAN, agent: Agent | None = None) -> str | None:
    with clock.stopped_at(NOW):
        closed = gates.closed(what, known, agent)
    return closed.gate if closed else None


def why(what: Offer, known: CustomerFacts = JUAN) -> str | None:
    with clock.stopped_at(NOW):
        closed = gates.closed(what, known, None)
    return closed.why.code if closed else None


def test_an_offer_without_conditions_passes() -> None:
    assert gate(offer()) is None


def test_they_stand_in_the_order_of_the_house() -> None:
    assert gates.ORDER == (
        "purpose", "consent", "certainty", "service_first", "skill", "eligibility", "contradiction",
        "capped", "muted", "suitability", "profit",
    )  # fmt: skip


def test_the_first_closed_gate_is_the_reason() -> None:
    """Everything is wrong at once; put right one after the other, the next reason shows."""
    what = offer(
        required_skill="wine", eligibility="children >= 5", gives=["good_driver"], most_each=1,
        suitability="children >= 9",
    )  # fmt: skip
    known = replace(
        JUAN, purpose=Purpose.SERVICE, may_be_told=False, certainty=Certainty.HOUSEHOLD, open_claim="R-1",
        against={"good_driver": DRIVER}, outcomes=(told(Result.REJECTED, days=1, offer_id=7),),
    )  # fmt: skip
    trained = Agent(skills=[AgentSkill(skill="wine", level=1)])
    said = [gate(what, known)]
    for change in (
        {"purpose": Purpose.SALES}, {"may_be_told": True}, {"certainty": Certainty.VERIFIED}, {"open_claim": None},
    ):  # fmt: skip
        known = replace(known, **change)  # type: ignore[arg-type]
        said.append(gate(what, known))
    said.append(gate(what, known, trained))
    known = replace(known, values={"children": 6})
    said.append(gate(what, known, trained))
    known = replace(known, against={})
    said.append(gate(what, known, trained))
    what.most_each = 2
    said.append(gate(what, known, trained))
    known = replace(known, outcomes=())
    said.append(gate(what, known, trained))
    known = replace(known, values={"children": 9})
    said.append(gate(what, known, trained))
    assert said == [*gates.ORDER[:-1], None]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"open_claim": "R-1"}, "gate_service_first"),
        ({"late_order": "48213"}, "gate_service_first"),
        ({"contacts_this_week": 3}, "gate_repeated"),
        ({"no_sales": True}, "gate_instruction"),
    ],
)
def test_service_comes_first_and_only_selling_waits(change: dict[str, object], reason: str) -> None:
    known = replace(JUAN, **change)  # type: ignore[arg-type]
    assert why(offer(), known) == reason
    assert why(offer(purpose=Purpose.SERVICE), known) is None


def test_a_service_contact_carries_service_actions_only() -> None:
    known = replace(JUAN, purpose=Purpose.SERVICE)
    assert gate(offer(), known) == gate(offer(purpose=Purpose.RETENTION), known) == "purpose"
    assert gate(offer(purpose=Purpose.SERVICE), known) is None


@pytest.mark.parametrize(("until", "closed"), [(date(2026, 3, 1), "skill"), (date(2026, 3, 2), None), (None, None)])
def test_lapsed_training_counts_as_none(until: date | None, closed: str | None) -> None:
    agent = Agent(skills=[AgentSkill(skill="wine", level=1, trained_until=until)])
    assert gate(offer(required_skill="wine"), agent=agent) == closed


@pytest.mark.parametrize(
    ("result", "days", "category", "closed"),
    [
        (Result.REJECTED, 89, "wine", "muted"),
        (Result.REJECTED, 91, "wine", None),
        (Result.REJECTED, 8, "coffee", None),
        (Result.LATER, 13, "wine", "muted"),
        (Result.LATER, 15, "wine", None),
        (Result.NOT_MENTIONED, 1, "wine", None),
    ],
)
def test_what_they_answered_keeps_us_quiet(result: Result, days: int, category: str, closed: str | None) -> None:
    known = replace(JUAN, outcomes=(told(result, days=days, category=category),))
    assert gate(offer(), known) == closed


def test_nobody_is_told_of_one_category_or_of_anything_too_often() -> None:
    thrice = tuple(told(Result.ACCEPTED, days=days) for days in (40, 60, 80))
    assert gate(offer(), replace(JUAN, outcomes=thrice)) == "capped"
    assert gate(offer(category="coffee"), replace(JUAN, outcomes=thrice)) is None
    often = tuple(told(Result.LATER, days=40 + nth, category=f"c{nth}") for nth in range(6))
    assert gate(offer(category="new"), replace(JUAN, outcomes=often)) == "capped"
    assert gate(offer(purpose=Purpose.SERVICE), replace(JUAN, outcomes=often)) is None


def test_a_public_offer_reaches_somebody_nobody_knows_and_no_other_stranger() -> None:
    nobody = CustomerFacts(Purpose.SALES, "phone", Certainty.UNKNOWN, "es", values={"known": False})
    assert gate(offer(public=True), nobody) is None
    assert gate(offer(public=False), nobody) == "certainty"
    for unsure in (Certainty.HOUSEHOLD, Certainty.CANDIDATES):
        assert gate(offer(public=True), replace(nobody, certainty=unsure)) == "certainty"
    assert gate(offer(public=True, eligibility="children >= 1"), nobody) == "eligibility"


def test_what_is_held_closes_what_contradicts_it() -> None:
    known = replace(JUAN, against={"good_driver": DRIVER})
    with clock.stopped_at(NOW):
        closed = gates.closed(offer(gives=["good_driver"]), known, None)
    assert closed and closed.why.facts == {"text_es": "pagaría +120 %", "text_en": "would pay +120%"}
    assert gate(offer(gives=["other"]), known) is None

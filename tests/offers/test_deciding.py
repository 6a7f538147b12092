from __future__ import annotations

import pytest

from console import clock
from console.contacts import wrapping_up
from console.contacts.contact import Certainty, Contact, ContactEvent, Purpose
from console.customers import preferences, source_records
from console.customers.history import Claim
from console.db import reading, transaction
from console.desk import offer_rows
from console.offers.facts import facts
from tests.offers import people
from tests.offers.people import calls, decides, floor, gate_of, record_of

pytestmark = pytest.mark.usefixtures("store")


def test_juan_is_worth_telling_of_the_carinena() -> None:
    contact = calls(floor())
    decision = decides(contact)
    assert decision.offer_id == people.offer_id("carinena") and decision.proposals == 1
    assert decision.body["candidates"][0]["expected_cents"] == 214


def test_the_lines_one_reads_aloud_are_the_sum() -> None:
    there = floor()
    contact = calls(there)
    decides(contact)
    people.solves(there, contact)
    with reading() as session:
        row = offer_rows.decision_row(session, contact)
    assert row and row.proposal
    assert sum(each.cents for each in row.proposal.why) == row.proposal.expected_cents == 214
    assert {each.phrase.code for each in row.proposal.why} >= {"bought", "margin"}


def test_the_others_say_honestly_why_not() -> None:
    decision = decides(calls(floor()))
    assert gate_of(decision, "capsules") == "profit"
    assert gate_of(decision, "nappies") == "eligibility"
    assert gate_of(decision, "good_driver") == "skill"


def test_a_rule_is_told_in_the_agents_language() -> None:
    there = floor()
    contact = calls(there)
    people.solves(there, contact)
    with reading() as session:
        row = offer_rows.decision_row(session, contact)
    assert row
    rule = next(each for each in row.others if each.name.es.startswith("Pañales"))
    assert rule.verdict.facts == {"text": "declared children: at least 1"}


def test_nothing_leaves_before_the_problem_is_solved() -> None:
    contact = calls(floor())
    decides(contact)
    with reading() as session:
        row = offer_rows.decision_row(session, contact)
    assert row and row.proposal is None and row.others == [] and row.proposals == 1


def test_solving_the_problem_makes_a_newer_row() -> None:
    there = floor()
    contact = calls(there)
    decides(contact)
    with reading() as session:
        before = offer_rows.decision_row(session, contact)
    people.solves(there, contact)
    with reading() as session:
        after = offer_rows.decision_row(session, contact)
    assert before and after and after.version > before.version and after.proposal


def test_a_service_queue_proposes_no_selling() -> None:
    decision = decides(calls(floor(), line=people.ORDERS))
    assert decision.offer_id is None
    assert decision.body["closed"]["code"] == "gate_purpose"


def test_an_unknown_caller_gets_none() -> None:
    decision = decides(calls(floor(), caller="+34699999999"))
    assert decision.offer_id is None
    assert decision.body["closed"]["code"] == "gate_certainty"


def test_somebody_who_only_shares_the_line_gets_none() -> None:
    contact = calls(floor())
    with transaction() as session:
        session.get_one(Contact, contact).certainty = Certainty.HOUSEHOLD
    assert decides(contact).body["closed"]["code"] == "gate_certainty"


@pytest.mark.parametrize(("given", "how"), [(False, "a call"), (True, None)])
def test_a_no_or_a_yes_nobody_can_prove_means_no(given: bool, how: str | None) -> None:
    there = floor()
    contact = calls(there)
    with transaction() as session:
        people.agrees(session, record_of(session, there.juan), given=given, how=how)
    decision = decides(contact)
    assert decision.offer_id is None and decision.body["closed"]["code"] == "gate_consent"


def test_without_leave_to_profile_no_purchase_is_even_read() -> None:
    there = floor()
    contact = calls(there)
    with transaction() as session:
        people.agrees(session, record_of(session, there.juan), given=False)
    with reading() as session:
        assert facts(session, session.get_one(Contact, contact)).purchases == ()


def test_what_tells_of_health_or_a_baby_is_not_seen() -> None:
    there = floor()
    contact = calls(there)
    with transaction() as session:
        record = record_of(session, there.juan)
        people.buys(session, record, -3, "Pañales talla 3", "baby")
        people.buys(session, record, -2, "Ibuprofeno", "pharmacy")
    with reading() as session:
        seen = facts(session, session.get_one(Contact, contact))
    assert seen.bought("Pañales")[0] == seen.bought("Ibuprofeno")[0] == 0


def test_an_instruction_not_to_sell_is_the_reason_told() -> None:
    there = floor()
    contact = calls(there)
    with transaction() as session:
        preferences.instruct(session, record_of(session, there.juan))
    assert decides(contact).body["closed"]["code"] == "gate_instruction"


def test_an_open_claim_comes_first_and_an_apology_is_proposed_instead() -> None:
    there = floor()
    contact = calls(there)
    with transaction() as session:
        record = record_of(session, there.juan)
        session.add(Claim(record_id=record.id, number="R-1", opened_at=clock.now(), text="Yogur"))
    decision = decides(contact)
    assert decision.offer_id == people.offer_id("apology") and decision.proposals == 1
    carinena = next(each for each in decision.body["candidates"] if each["key"] == "carinena")
    assert carinena["why_not"] == {"code": "gate_service_first", "facts": {"number": "R-1"}}


def test_a_service_contact_turns_into_a_sales_one_when_the_customer_asks() -> None:
    there = floor()
    contact = calls(there, line=people.ORDERS)
    assert decides(contact).offer_id is None
    people.does(contact, there.bob, lambda s, c, a: wrapping_up.turn_to(s, c, by=a, purpose=Purpose.SALES))
    assert decides(contact).offer_id == people.offer_id("carinena")
    with reading() as session:
        asked = session.query(ContactEvent).filter_by(contact_id=contact, kind="purpose_changed").one()
    assert asked.agent_id == there.bob and asked.facts == {"old": "service", "new": "sales"}


def test_somebody_an_offer_would_only_cost_gets_none() -> None:
    there = floor()
    with transaction() as session:
        record = source_records.new_person(session, name="Beatriz Lozano", phone="+34633444555")
        people.agrees(session, record)
        for nth in range(12):
            people.buys(session, record, nth, "Café en cápsulas", "coffee")
    decision = decides(calls(there, caller="+34633444555"))
    assert decision.offer_id is None and decision.body["closed"]["code"] == "gate_profit"
    worth = {each["key"]: each["expected_cents"] for each in decision.body["candidates"]}
    assert worth["capsules"] < 0 and worth["carinena"] < 0


def test_deciding_again_without_news_keeps_the_decision() -> None:
    contact = calls(floor())
    assert decides(contact).id == decides(contact).id

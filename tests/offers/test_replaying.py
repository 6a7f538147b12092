"""A decision made again from what was kept with it is the same, whatever has changed since."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from console import clock
from console.contacts.contact import Certainty, Purpose
from console.customers import source_records
from console.db import reading, transaction
from console.offers import decisions, keeping, replaying
from console.offers.catalogue import Offer
from console.offers.decisions import Decision
from console.offers.facts import CustomerFacts
from console.offers.told import Outcome, Result
from tests.offers import people
from tests.offers.people import calls, decides, floor

MOMENTS = st.datetimes().map(lambda each: clock.now() + timedelta(minutes=each.minute))


@pytest.mark.usefixtures("store")
def test_months_later_with_other_offers_and_another_customer_it_is_the_same() -> None:
    there = floor()
    decision = decides(calls(there))
    with transaction() as session:
        for offer in session.scalars(select(Offer)):
            offer.margin_cents, offer.eligibility = 1, None
        record = people.record_of(session, there.juan)
        people.agrees(session, record, given=False)
        source_records.new_person(session, name="Somebody Else", phone="+34600000001")
    with reading() as session:
        kept = session.get_one(Decision, decision.id)
        assert replaying.replay(session, kept) == kept.body == decision.body


@pytest.mark.usefixtures("store")
def test_by_rules_that_are_gone_it_is_refused_rather_than_guessed() -> None:
    decision = decides(calls(floor()))
    with transaction() as session:
        session.get_one(Decision, decision.id).rules = 1
    with reading() as session, pytest.raises(replaying.CannotReplay):
        replaying.replay(session, session.get_one(Decision, decision.id))


@pytest.mark.usefixtures("store")
def test_nobodys_name_is_kept_with_it() -> None:
    decision = decides(calls(floor()))
    with reading() as session:
        kept = session.get_one(decisions.DecisionInputs, decision.id)
        assert "Juan" not in str(kept.body) and "first_name" not in kept.body["facts"]


@st.composite
def known(draw: st.DrawFn) -> CustomerFacts:
    words = st.frozensets(st.sampled_from(["vino", "pan", "somontano"]), max_size=3)
    outcomes = tuple(
        Outcome(offer_id=draw(st.integers(1, 9)), category="wine", gives=[], at=draw(MOMENTS), later_at=None,
                result=draw(st.sampled_from(Result)))
        for _ in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    return CustomerFacts(
        draw(st.sampled_from(Purpose)), "phone", draw(st.sampled_from(Certainty)), "es",
        customer_id=draw(st.none() | st.integers(1, 9)), may_be_told=draw(st.booleans()),
        children=draw(st.none() | st.integers(0, 4)), purchases=tuple(draw(st.lists(words, max_size=4))),
        outcomes=outcomes,
        values={
            "age": draw(st.none() | st.integers(0, 99)), "policies": ("Coche", "Hogar"),
            "today": clock.now().date(),
        },
    )  # fmt: skip


@given(known())
@settings(max_examples=50)
def test_facts_are_kept_exactly(facts: CustomerFacts) -> None:
    again = keeping.restored(keeping.kept(facts))
    assert keeping.kept(again) == keeping.kept(facts)
    assert again.purchases == facts.purchases and again.values == facts.values
    assert [each.at for each in again.outcomes] == [each.at for each in facts.outcomes]

"""A discount on their usual only defends; what is new for them is spoken of by what they bought."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import decisions_people as anybody
from bench.decisions import taught
from bench.decisions_rules import broken
from console import clock
from console.contacts.contact import Purpose
from console.customers.purchases import Purchase, PurchaseLine
from console.customers.tastes import CustomerTaste
from console.db import transaction
from console.offers import arbitration, choosing, decisions, facts, liking, replaying
from console.offers.catalogue import Offer
from console.offers.choosing import Question
from console.offers.experiments import Settings
from console.offers.facts import CustomerFacts
from console.offers.shelf import laid_out
from console.offers.vocabulary import INSURANCE
from tests.offers import people
from tests.offers.people import agrees, calls, decides, floor, gate_of, record_of

RNG = random.Random(5)  # a play


def offer(**values: Any) -> Offer:
    made = anybody.offer(0, RNG, open_to_all=True)
    for name, value in {"name_es": "Cariñena", "bought_like": None, "bought_weight": 2400, **values}.items():
        setattr(made, name, value)
    return made


def ada(**values: Any) -> CustomerFacts:
    bought = (frozenset({"somontano", "crianza"}),) * 7 + (frozenset({"pan"}),) * 5
    return replace(anybody.somebody(RNG, clock.now(), open_to_all=True), **{"purchases": bought, **values})


def decided(one: Offer, known: CustomerFacts) -> dict[str, Any]:
    shelf = laid_out([one])
    reading, _ = taught(shelf, RNG, 0)
    _, body, inputs = decisions.made(Question(shelf, known, None, clock.now()), reading, Settings(), 1)
    again = replaying.again(shelf, orjson.loads(orjson.dumps(inputs)), reading.version)
    assert again == orjson.loads(orjson.dumps(body))
    found: dict[str, Any] = body["candidates"][0]
    return found


NEW = (("Cariñena joven", "Somontano crianza"),)


def test_what_is_new_is_spoken_of_by_what_was_really_bought() -> None:
    one, known = offer(), ada(fresh=NEW)
    found = decided(one, known)
    told = next(each for each in found["lines"] if each["code"] == "bought")
    assert told["facts"] == {"what": "Somontano crianza", "times": 7, "of": 12}
    assert found["p"] == decided(one, replace(known, fresh=()))["p"] + 2400 * 7 // 12
    assert sum(each["cents"] for each in found["lines"]) == found["expected_cents"]


def test_what_they_did_not_buy_lately_is_no_reason() -> None:
    assert liking.speaks_for(offer(), ada(fresh=(("Cariñena joven", "Rioja joven"),))) is None
    assert liking.speaks_for(offer(name_es="Sidra"), ada(fresh=NEW)) is None
    assert liking.speaks_for(offer(bought_like="Somontano"), ada(fresh=NEW)) is None  # its owner's word stands


def test_a_discount_on_their_usual_is_proposed_only_to_defend() -> None:
    usual = offer(name_es="Cápsulas de café −15 %", bought_like="Cápsulas", discount_cents=59)
    buys = ada(usual=("Cápsulas intenso",))
    assert decided(usual, buys)["gate"] == liking.USUAL
    assert decided(usual, replace(buys, staying_away=True))["gate"] is None
    assert decided(offer(name_es="Cápsulas", bought_like="Cápsulas", discount_cents=0), buys)["gate"] is None
    assert decided(usual, ada(usual=("Pan de molde",)))["gate"] is None
    usual.purpose = Purpose.RETENTION
    assert decided(usual, replace(buys, purpose=Purpose.RETENTION))["gate"] is None


def test_what_loses_money_says_so_rather_than_that_it_is_their_usual() -> None:
    dear = offer(name_es="Cápsulas", bought_like="Cápsulas", discount_cents=59, margin_cents=20)
    assert decided(dear, ada(usual=("Cápsulas intenso",)))["gate"] == "profit"


def test_insurance_looks_at_no_taste() -> None:
    insurance = offer(category=INSURANCE)
    known = ada(usual=("Cariñena joven",), fresh=NEW)
    assert not liking.gives_away(insurance, known) and liking.speaks_for(insurance, known) is None
    assert decided(insurance, known) == decided(insurance, replace(known, usual=(), fresh=()))


NAMES = ("Oferta somontano", "Somontano", "Pan", "Queso")
TASTES = st.lists(st.sampled_from(("Somontano", "Pan leche", "Queso", "Aceite")), max_size=3, unique=True)


@given(TASTES, TASTES, st.sampled_from(("Pan", "Leche", "Queso aceite")), st.booleans(), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_with_tastes_no_rule_breaks_the_lines_add_up_and_it_is_made_again(
    usual: list[str], fresh: list[str], because: str, away: bool, seed: int
) -> None:
    rng = random.Random(seed)  # a play
    some = [anybody.offer(number, rng) for number in range(12)]
    for number, each in enumerate(some):
        each.name_es = NAMES[number % len(NAMES)]
        if number % 2:
            each.bought_like = None
    shelf = laid_out(some)
    reading, _ = taught(shelf, rng, 5)
    asked = anybody.question(shelf, rng)
    if asked.facts.may_be_profiled:
        tastes = {"usual": tuple(usual), "fresh": tuple((each, because) for each in fresh), "staying_away": away}
        asked = replace(asked, facts=replace(asked.facts, **tastes))
    choice, body, inputs = decisions.made(asked, reading, Settings(), seed)
    assert broken(asked, choice, body) is None
    assert replaying.again(shelf, orjson.loads(orjson.dumps(inputs)), 1) == orjson.loads(orjson.dumps(body))
    open_ = choice.sifted.open
    for at, base in zip(open_.tolist(), choosing.believed(shelf, open_, asked.facts).tolist(), strict=True):
        assert arbitration.worth(shelf.offers[at], asked.facts).p == base
    for each in body["candidates"]:
        one = shelf.offers[shelf.by_id[each["offer_id"]]]
        assert each["gate"] is not None or not liking.gives_away(one, asked.facts)


def receipts(*days_ago: int, category: str = "wine") -> list[Purchase]:
    def line() -> PurchaseLine:
        return PurchaseLine(position=0, product="Rioja", category=category, cents=100)

    return [Purchase(at=clock.now() - timedelta(days=each), lines=[line()]) for each in days_ago]


def test_staying_away_is_twice_as_long_as_usual() -> None:
    assert facts.staying_away(receipts(20, 30, 40, 50)) and not facts.staying_away(receipts(19, 30, 40, 50))
    assert not facts.staying_away(receipts(90, 100)) and not facts.staying_away([])
    assert not facts.staying_away(receipts(20, 30, 40, 50, category="farmacia"))


@pytest.mark.usefixtures("store")
def test_tastes_reach_a_decision_and_are_gone_with_the_yes() -> None:
    there = floor()
    contact = calls(there)
    without = decides(contact).body
    with transaction() as session:
        session.add(CustomerTaste(
            customer_id=there.juan, day=clock.now().date(), version=1,
            usual=[["Somontano crianza", 7]], fresh=[["Cariñena Viñas Viejas", 0.4, "Somontano crianza"]],
        ))  # fmt: skip
    assert decides(contact).body == without  # Somontano isn't Cariñena, and its owner's word stands
    with transaction() as session:
        record = record_of(session, there.juan)
        for nth in range(4):  # and today, so that they don't stay away
            people.buys(session, record, -6 + nth, "Cariñena Viñas Viejas", "wine")
        session.get_one(CustomerTaste, there.juan).usual = [["Cariñena Viñas Viejas", 4]]
    assert gate_of(decides(contact), "carinena") == liking.USUAL
    with transaction() as session:
        agrees(session, record_of(session, there.juan), given=False)
        assert session.get(CustomerTaste, there.juan) is None
    assert gate_of(decides(contact), "carinena") == "consent"

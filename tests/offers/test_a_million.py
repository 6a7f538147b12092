"""Many random people and offers: no decision breaks a rule, and each can be made again.

`python -m bench.decisions --random 1000000` does a million; the suite does some thousands.
"""

from __future__ import annotations

import numpy as np
import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.decisions import offer, random_question, taught, wrong
from console import clock
from console.agents.agent import Agent
from console.contacts.contact import Certainty, Purpose
from console.offers import choosing, decisions, features, gates, replaying
from console.offers.choosing import Question
from console.offers.experiments import Settings
from console.offers.facts import CustomerFacts
from console.offers.shelf import laid_out

MANY = 4000
RNG = np.random.default_rng(3)
SHELF = laid_out([offer(number, RNG, open_to_all=False) for number in range(40)])
READING, _ = taught(SHELF, RNG, 300)


def test_no_decision_breaks_a_rule_and_each_can_be_made_again() -> None:
    rng, proposing = np.random.default_rng(11), 0
    for number in range(MANY):
        asked = random_question(SHELF, rng)
        _, body, inputs = decisions.made(asked, READING, Settings(), number)
        assert wrong(asked, body) is None, (number, wrong(asked, body))
        proposing += body["closed"] is None
        if number % 10 == 0:
            kept = orjson.loads(orjson.dumps(inputs))
            assert replaying.again(SHELF, kept, READING.version) == orjson.loads(orjson.dumps(body))
    assert MANY / 10 < proposing < MANY  # the test meets both


def test_sifting_many_says_what_asking_each_gate_says() -> None:
    rng = np.random.default_rng(12)
    for _ in range(100):
        asked = random_question(SHELF, rng)
        places = SHELF.open_at(asked.at)
        each = [gates.closed(SHELF.offers[at], asked.facts, asked.agent, at=asked.at) for at in places]
        assert choosing.sift(asked).closed == each


def test_a_rule_that_is_broken_is_seen() -> None:
    rng = np.random.default_rng(13)
    while True:
        asked = random_question(SHELF, rng)
        _, body, _ = decisions.made(asked, READING, Settings(), 0)
        if body["closed"] is None:
            break
    body["candidates"][0]["expected_cents"] = -1
    assert wrong(asked, body) == "profit"


SENSITIVE = ("farmacia", "panales", "embarazo", "halal", "preservativos", "singluten", "dieta")


@given(st.lists(st.frozensets(st.sampled_from(SENSITIVE), min_size=1), max_size=12), st.integers(0, 99))
@settings(max_examples=50, deadline=None)
def test_what_is_nobodys_business_reaches_no_feature_and_moves_nothing(
    purchases: list[frozenset[str]], seed: int
) -> None:
    plain = random_question(SHELF, np.random.default_rng(seed))
    values = {name: getattr(plain.facts, name) for name in plain.facts.__slots__}
    empty, full = (
        CustomerFacts(**(values | {"purchases": bought}))
        for bought in (tuple(frozenset[str]() for _ in purchases), tuple(purchases))
    )
    assert features.row_of(empty) == features.row_of(full)
    bodies = [
        decisions.made(Question(SHELF, facts, plain.agent, plain.at), READING, Settings(), 1)[1]
        for facts in (empty, full)
    ]
    assert bodies[0] == bodies[1]


def test_without_leave_to_profile_only_the_contact_is_known() -> None:
    rng = np.random.default_rng(5)
    for _ in range(300):
        facts = random_question(SHELF, rng).facts
        if not facts.may_be_profiled:
            assert set(features.row_of(facts)) == set(features.CONTACT_ONLY)


def test_nothing_of_the_shop_feeds_insurance() -> None:
    rng = np.random.default_rng(6)
    row = features.without_shopping(features.row_of(random_question(SHELF, rng).facts))
    assert not {"points", "has_card", "shops_online"} & set(row)


def test_nothing_is_drawn_for_insurance() -> None:
    rng, met = np.random.default_rng(7), 0
    for number in range(400):
        asked = random_question(SHELF, rng)
        choice, _, _ = decisions.made(asked, READING, Settings(), number)
        insured = SHELF.insurance[choice.sifted.open]
        met += int(insured.sum())
        assert (choice.chances.p[insured] == choice.chances.drawn[insured]).all()
        if choice.explored:
            assert choice.best is not None and not insured[choice.best]
    assert met


def test_an_empty_catalogue_proposes_nothing() -> None:
    facts = CustomerFacts(Purpose.SALES, "phone", Certainty.VERIFIED, "es")
    asked = Question(laid_out([]), facts, Agent(), clock.now())
    assert decisions.made(asked, READING, Settings(), 0)[1]["closed"]["code"] == "no_offers"

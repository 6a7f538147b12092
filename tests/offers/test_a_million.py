"""Many random people and offers: no decision breaks a promise, and each can be made again.

`python -m bench.decisions --count 1000000` does a million; the suite does some thousands.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import decisions_people as people
from bench import decisions_replay
from bench.decisions import many, taught
from bench.decisions_rules import broken
from console import clock
from console.agents.agent import Agent
from console.contacts.contact import Certainty, Purpose
from console.offers import choosing, decisions, features, gates, priority
from console.offers.choosing import Question
from console.offers.experiments import Settings
from console.offers.facts import CustomerFacts
from console.offers.shelf import laid_out

MANY = 3000
CHANCE = Random(3)  # a play
SHELF = people.catalogue(CHANCE, 40)
READING, _ = taught(SHELF, CHANCE, 300)


def plays(seed: int) -> Random:
    return Random(seed)  # a play


def test_no_decision_breaks_a_promise() -> None:
    met = Counter[str]()
    assert many(MANY, 11, lambda gate: met.update([gate])) == (MANY, {})
    assert MANY / 10 < met["proposing"] < MANY  # the test meets both
    assert set(gates.ORDER) | {"holdout"} <= set(met)


def test_what_was_stored_is_made_again_by_the_byte_though_the_model_went_on(tmp_path: Path) -> None:
    models = decisions_replay.store(tmp_path / "decisions", 300, 5)
    assert decisions_replay.differing(tmp_path / "decisions") == {"decisions": 300, "differing": 0}
    assert models > 10


def test_sifting_many_says_what_asking_each_gate_says() -> None:
    chance = plays(12)
    for _ in range(100):
        asked = people.question(SHELF, chance)
        places = SHELF.open_at(asked.at)
        each = [gates.closed(SHELF.offers[at], asked.facts, asked.agent, at=asked.at) for at in places]
        assert choosing.sift(asked).closed == each


@pytest.mark.parametrize(("wrongly", "promise"), [
    ({"no_sales": True}, "service first"), ({"may_be_told": False, "prospect": False}, "consent"),
    ({"certainty": Certainty.HOUSEHOLD}, "certainty"), ({"purpose": Purpose.SERVICE}, "purpose"),
    ({"against": dict.fromkeys(people.EFFECTS, people.AGAINST)}, "contradiction"),
])  # fmt: skip
def test_a_promise_that_is_broken_is_seen(wrongly: dict[str, object], promise: str) -> None:
    """What was right for one person is judged for another."""
    chance = plays(13)
    while True:
        asked = people.question(SHELF, chance)
        choice, body, _ = decisions.made(asked, READING, Settings(), 0)
        chosen = [SHELF.offers[at] for at in choice.sifted.open[choice.order]]
        sells, gives = ([each for each in chosen if each.purpose is Purpose.SALES], [e for e in chosen if e.gives])
        if asked.facts.customer_id is not None and sells and gives:
            break
    assert broken(asked, choice, body) is None
    assert broken(replace(asked, facts=replace(asked.facts, **wrongly)), choice, body) == promise


SENSITIVE = ("farmacia", "panales", "embarazo", "halal", "preservativos", "singluten", "dieta")


@given(st.lists(st.frozensets(st.sampled_from(SENSITIVE), min_size=1), max_size=12), st.integers(0, 99))
@settings(max_examples=50, deadline=None)
def test_what_is_nobodys_business_reaches_no_feature_and_moves_nothing(
    purchases: list[frozenset[str]], seed: int
) -> None:
    plain = people.question(SHELF, plays(seed))
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
    chance = plays(5)
    for _ in range(300):
        facts = people.question(SHELF, chance).facts
        if not facts.may_be_profiled:
            assert set(features.row_of(facts)) == set(features.CONTACT_ONLY)


def test_nothing_of_the_shop_feeds_insurance() -> None:
    row = features.without_shopping(features.row_of(people.question(SHELF, plays(6)).facts))
    assert not {"points", "has_card", "shops_online"} & set(row)


def test_nothing_is_drawn_for_insurance() -> None:
    chance, met = plays(7), 0
    for number in range(400):
        asked = people.question(SHELF, chance)
        choice, _, _ = decisions.made(asked, READING, Settings(), number)
        insured = SHELF.insurance[choice.sifted.open]
        met += int(insured.sum())
        assert (choice.chances.p[insured] == choice.chances.drawn[insured]).all()
        if choice.explored:
            assert choice.best is not None and not insured[choice.best]
    assert met


def test_a_draw_puts_nothing_first_that_is_not_near_the_best() -> None:
    """The best is never far behind what would have been chosen without chance, but isn't always it."""
    chance, others, at = plays(8), 0, clock.now()
    shelf = people.catalogue(chance, 300, open_to_all=True)
    for number in range(80):
        asked = Question(shelf, people.somebody(chance, at, open_to_all=True), None, at, near=98)
        choice, _, _ = decisions.made(asked, READING, Settings(width=100), number)
        assert choice.best is not None and choice.greedy is not None
        weights = priority.weights_of(shelf, asked.facts, asked.levers, choice.sifted.open)
        p = np.minimum(choice.chances.p + choice.prices.adds, 10_000)
        sober = priority.parts(shelf, choice.sifted.open, p, choice.prices.given) * weights
        assert sober[choice.best] >= 0.979 * sober[choice.greedy]
        others += choice.best != choice.greedy
    assert others > 5


def test_weighing_many_says_what_weighing_each_says() -> None:
    chance = plays(9)
    for _ in range(50):
        asked = people.question(SHELF, chance)
        places = SHELF.open_at(asked.at)
        each = [priority.weight(SHELF.offers[at], asked.facts, asked.levers) for at in places]
        assert priority.weights_of(SHELF, asked.facts, asked.levers, places).tolist() == each


def test_an_empty_catalogue_proposes_nothing() -> None:
    facts = CustomerFacts(Purpose.SALES, "phone", Certainty.VERIFIED, "es")
    asked = Question(laid_out([]), facts, Agent(), clock.now())
    assert decisions.made(asked, READING, Settings(), 0)[1]["closed"]["code"] == "no_offers"

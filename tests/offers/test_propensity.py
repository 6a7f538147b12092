from __future__ import annotations

from collections import deque

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.offers.encoding import Encoding
from console.offers.propensity import Propensity, draw

FEATURES, ATTRIBUTES, OFFERS = 5, 3, 4


def person(chances: np.random.Generator) -> np.ndarray:
    return np.r_[1.0, chances.normal(size=FEATURES - 1)]


def catalogue(chances: np.random.Generator) -> np.ndarray:
    return np.c_[np.ones(OFFERS), chances.integers(0, 2, (OFFERS, ATTRIBUTES - 1))].astype(float)


def taught(seed: int, outcomes: int) -> tuple[Propensity, np.ndarray, np.random.Generator]:
    chances = np.random.default_rng(seed)
    model, offers = Propensity(FEATURES, ATTRIBUTES, OFFERS), catalogue(chances)
    slots, offsets = np.arange(OFFERS), np.full(OFFERS, -2.0)
    for _ in range(outcomes):
        x, slot = person(chances), int(chances.integers(OFFERS))
        voices = model.foretell(x, offers, slots, offsets).voices[:, slot]
        accepted = bool(chances.random() < 1 / (1 + np.exp(-(x[1] - 1))))
        model.learn(x, offers[slot], slot, -2.0, accepted, voices=voices, age=0)
    return model, offers, chances


@given(st.integers(0, 9999), st.floats(-6, 6))
@settings(max_examples=30)
def test_before_anybody_was_asked_the_owners_belief_stands(seed: int, belief: float) -> None:
    chances = np.random.default_rng(seed)
    model, offers = Propensity(FEATURES, ATTRIBUTES, OFFERS), catalogue(chances)
    found = model.foretell(person(chances), offers, np.array([0, 1, -1, -1]), np.full(OFFERS, belief))
    assert np.allclose(found.logits, belief, atol=1e-9)


@given(st.integers(0, 9999), st.integers(0, 60))
@settings(max_examples=20, deadline=None)
def test_what_each_fact_adds_is_the_logit_exactly(seed: int, outcomes: int) -> None:
    model, offers, chances = taught(seed, outcomes)
    x, slots = person(chances), np.arange(OFFERS)
    logits = model.foretell(x, offers, slots, np.full(OFFERS, -2.0)).logits
    for slot in slots:
        parts, rest = model.parts(x, offers[slot], int(slot), -2.0)
        assert abs(-2.0 + parts.sum() + rest - logits[slot]) < 1e-9


def test_outcomes_teach_whom_to_ask() -> None:
    model, offers, _ = taught(1, 600)
    slots, offsets = np.arange(OFFERS), np.full(OFFERS, -2.0)
    keen, cool = np.array([1.0, 2, 0, 0, 0]), np.array([1.0, -2, 0, 0, 0])
    there = model.foretell(keen, offers, slots, offsets).chances
    assert (there > 3 * model.foretell(cool, offers, slots, offsets).chances).all()


def test_a_new_offer_begins_where_the_others_have_got_to() -> None:
    model, _, _ = taught(2, 600)
    model.grow(OFFERS + 1)
    keen, cool = np.array([1.0, 2, 0, 0, 0]), np.array([1.0, -2, 0, 0, 0])
    row, slot, belief = np.array([[1.0, 0, 0]]), np.array([OFFERS]), np.array([-2.0])
    assert model.foretell(keen, row, slot, belief).logits > model.foretell(cool, row, slot, belief).logits + 1


def test_more_evidence_moves_less() -> None:
    moved = []
    for evidence in (5, 500):
        model = Propensity(FEATURES, ATTRIBUTES, OFFERS)
        model.believe(0, 0.1, evidence)
        x, offers = np.array([1.0, 0, 0, 0, 0]), np.array([[1.0, 0, 0]])
        for _ in range(10):
            model.joint.learn(x, offers[0], 0, 1.0, -2.2)
        moved.append(float(model.joint.own[0, 0]))
    assert moved[0] > 3 * moved[1] > 0


def test_kept_and_brought_back_it_foretells_the_same() -> None:
    model, offers, chances = taught(3, 200)
    small, arrays = model.state()
    again = Propensity(FEATURES, ATTRIBUTES, OFFERS)
    again.restore(small, {name: each.copy() for name, each in arrays.items()})
    x, slots, offsets = person(chances), np.arange(OFFERS), np.full(OFFERS, -2.0)
    before, after = (each.foretell(x, offers, slots, offsets) for each in (model, again))
    assert (before.logits == after.logits).all() and again.learnt == 200
    for each in (model, again):
        each.learn(x, offers[0], 0, -2.0, True, voices=before.voices[:, 0], age=3)
    assert (model.joint.covariance == again.joint.covariance).all()


def test_a_draw_is_the_same_for_the_same_chance_and_wider_for_the_unknown() -> None:
    model, offers, chances = taught(4, 2000)
    x, slots, offsets = person(chances), np.arange(OFFERS), np.full(OFFERS, -2.0)
    found = model.foretell(x, offers, slots, offsets)
    one, two = (draw(found, offers, np.random.default_rng(7)) for _ in range(2))
    assert (one == two).all()
    fresh = Propensity(FEATURES, ATTRIBUTES, OFFERS).foretell(x, offers, slots, offsets)
    spread = [
        np.std([draw(each, offers, np.random.default_rng(n)) for n in range(300)], axis=0).mean()
        for each in (found, fresh)
    ]
    assert spread[0] < spread[1] / 2


@pytest.mark.parametrize("delay", [0, 400])
@pytest.mark.parametrize("world", ["steady", "turning"])
def test_however_late_and_turning_it_never_does_worse_than_looking_at_nobody(delay: int, world: str) -> None:
    """Log-loss against a moving average of the same run."""
    chances = np.random.default_rng(5)
    model, rows, slot = Propensity(FEATURES, 1, 0, believed=0.5), np.ones((1, 1)), np.array([-1])
    waiting: deque[tuple[np.ndarray, bool, np.ndarray]] = deque()
    mean, ours, theirs, average = 0.5, 0.0, 0.0, deque[bool]()
    for at in range(6000):
        x = person(chances)
        sign = 1 if world == "steady" or at // 700 % 2 else -1
        accepted = bool(chances.random() < 1 / (1 + np.exp(-(sign * 1.5 * x[1] - 2))))
        found = model.foretell(x, rows, slot, np.zeros(1))
        if at > 1500:
            ours += -np.log(found.chances[0] if accepted else 1 - found.chances[0])
            theirs += -np.log(mean if accepted else 1 - mean)
        waiting.append((x, accepted, found.voices[:, 0]))
        average.append(accepted)
        if len(waiting) > delay:
            old, known, voices = waiting.popleft()
            model.learn(old, rows[0], -1, 0.0, known, voices=voices, age=delay)
            mean += 0.005 * (average.popleft() - mean)
    assert ours < theirs * 1.01
    slope = model.recalibration.mean[1]
    assert 0.5 <= slope <= 1.5


def test_numbers_and_categories_find_their_places() -> None:
    encoding = Encoding(["age"], {"city": 2}, bins=4)
    for age in range(400):
        encoding.observe({"age": float(age), "city": "Soria" if age % 2 else "Teruel"})
    low, high = (encoding.encode({"age": age, "city": "Soria"}) for age in (10.0, 390.0))
    assert low[1] < -1 and high[1] > 1 and low[2:6].sum() == high[2:6].sum() == 1
    assert list(low[6:]) == [0, 1] and encoding.encode({})[0] == 1 and encoding.encode({}).sum() == 1
    other = Encoding(["age"], {"city": 2}, bins=4)
    other.restore(encoding.state())
    assert (other.encode({"age": 77.0, "city": "Cuenca"}) == encoding.encode({"age": 77.0, "city": "Cuenca"})).all()

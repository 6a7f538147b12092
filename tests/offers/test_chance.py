"""The chance that is kept with a choice is the one it was made with: outcomes are weighed by it."""

from __future__ import annotations

import pytest

from bench.decisions import taught
from console import clock
from console.offers import decisions, shelf
from console.offers.choosing import Question
from console.offers.experiments import Settings
from tests.offers.test_liking import RNG, ada, offer

ALIKE = {"margin_cents": 3000, "discount_cents": 0, "horizon": 1, "refusal_cents": 10, "seconds": 20, "ladder": []}
OFFERS = [
    offer(**ALIKE, id=number, name_es=name, propensity=propensity, bought_weight=0)
    for number, name, propensity in ((1, "Cariñena", 4000), (2, "Sidra", 1000), (3, "Vermut", 1000))
]
SOMEBODY = ada(fresh=())


def kept(settings: Settings, explore: float | None) -> tuple[int, float]:
    """The offer chosen, and the chance kept with it."""
    laid = shelf.laid_out(OFFERS)
    reading, _ = taught(laid, RNG, 0)
    asked = Question(laid, SOMEBODY, None, clock.now(), explore=explore, near=98)
    _, body, _ = decisions.made(asked, reading, settings, 1)
    return body["candidates"][0]["offer_id"], body["chance"]


def test_exploring_is_part_of_it_and_all_of_them_add_up_to_one() -> None:
    settings = Settings(width=0, exploration=1000)
    best, likely = kept(settings, None)
    assert likely == pytest.approx(0.9 + 0.1 / 3)
    found = dict(kept(settings, place) for place in (0.1, 0.5, 0.9))
    assert sorted(found) == [1, 2, 3] and sum(found.values()) == pytest.approx(1) and found[best] == likely


def test_without_exploring_only_the_draw_decides() -> None:
    assert kept(Settings(width=0), None)[1] == 1

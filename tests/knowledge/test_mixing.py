"""Feedback may lift an article, but every third place is given without looking at it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.db import transaction
from console.knowledge import learning
from console.knowledge.learning import Source
from console.knowledge.mixing import FREE_EVERY, mixed
from tests.knowledge.conftest import Publish, ask, catch_up, titles

orders = st.integers(0, 12).flatmap(
    lambda many: st.tuples(st.permutations(list(range(many))), st.permutations(list(range(many))))
)


@given(orders)
def test_everything_is_placed_once_and_the_free_places_go_to_the_best_without_feedback(
    both: tuple[list[int], list[int]],
) -> None:
    told, untold = both
    order = mixed(told, untold)
    assert sorted(order) == sorted(told)
    for place, each in enumerate(order):
        source = untold if (place + 1) % FREE_EVERY == 0 else told
        assert each == next(one for one in source if one not in order[:place])


@given(st.permutations(list(range(9))))
def test_without_feedback_nothing_changes(order: list[int]) -> None:
    assert mixed(order, order) == order


NAMES = ("uno", "dos", "tres", "cuatro", "cinco")
NEW = "Tueste número seis"


def asked_often(publish: Publish) -> None:
    """Five that solved "corteza tostada" again and again, and a new one that says it and was never asked for."""
    said = "Corteza tostada del horno, de casa y del día."
    asked_for = [publish(f"Tueste número {name}", said) for name in NAMES]
    publish(NEW, "Corteza tostada del horno y de casa.")
    with transaction() as session:
        for article_id in asked_for:
            for phrase in ("corteza tostada", "corteza muy tostada", "la corteza bien tostada"):
                learning.teach(session, article_id, phrase, source=Source.SOLVED, weight=5.0)
    catch_up()


def test_an_article_nobody_asked_for_keeps_a_place_among_those_often_asked_for(publish: Publish) -> None:
    asked_often(publish)
    assert titles(ask("corteza tostada")).index(NEW) == FREE_EVERY - 1


def test_without_free_places_it_would_be_the_last(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_often(publish)
    monkeypatch.setattr("console.knowledge.mixing.FREE_EVERY", 1_000)
    assert titles(ask("corteza tostada"))[-1] == NEW

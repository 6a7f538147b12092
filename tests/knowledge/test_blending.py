"""Two who agree are surer than either; what their words are worth is fitted on questions neither had seen."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.knowledge import blending
from console.knowledge.blending import GIVEN, HIGHEST, LOWEST, PRECISION, Blend, Seen, fitted

share = st.floats(0, 1)


def test_two_who_agree_are_surer_than_either_alone() -> None:
    unknowing = GIVEN.sure(0.4, 1 / 30, among=30)
    assert unknowing == pytest.approx(0.4, abs=0.01)  # the classifier says nothing, and it is as the search says
    assert GIVEN.sure(0.4, 0.2, among=30) > 0.55
    assert GIVEN.sure(0.4, 0.001, among=30) < 0.2


@given(found=share, learnt=share, more=share, among=st.integers(1, 400))
def test_nobody_is_less_sure_for_hearing_more(found: float, learnt: float, more: float, among: int) -> None:
    assert 0 < GIVEN.sure(found, learnt, among) < 1
    assert GIVEN.sure(max(found, more), learnt, among) >= GIVEN.sure(found, learnt, among)
    assert GIVEN.sure(found, max(learnt, more), among) >= GIVEN.sure(found, learnt, among)


def asked(many: int, worth: Blend, seed: int = 1) -> list[Seen]:
    """Questions of which so many are right as these weights say."""
    chance, found = random.Random(seed), []
    for _ in range(many):
        s, learnt = chance.random(), chance.random() ** 3
        found.append(Seen(s, learnt, 20, chance.random() < worth.sure(s, learnt, 20)))
    return found


@pytest.mark.parametrize("worth", [Blend(-1.0, 1.5, 0.2), Blend(0.5, 0.3, 1.0), Blend(0.0, 0.0, 1.2)])
def test_it_finds_out_whose_word_is_worth_how_much(worth: Blend) -> None:
    blend = fitted(asked(3_000, worth))
    assert (blend.bias, blend.found, blend.learnt) == pytest.approx((worth.bias, worth.found, worth.learnt), abs=0.25)
    fresh = asked(3_000, worth, seed=2)
    shown = [each.right for each in fresh if blend.sure(each.found, each.learnt, each.among) >= blend.threshold]
    assert blend.threshold == HIGHEST or sum(shown) / len(shown) > PRECISION - 0.03
    assert LOWEST <= blend.threshold <= HIGHEST


def test_from_a_few_questions_nothing_is_concluded() -> None:
    assert fitted(asked(blending.FEWEST - 1, Blend(-2.0, 2.0, 0.0))) == GIVEN


def test_two_who_were_very_sure_and_mostly_wrong_are_believed_as_often_as_they_were_right() -> None:
    blend = fitted([Seen(0.95, 0.99, 77, each % 4 == 0) for each in range(600)])
    assert blend.sure(0.95, 0.99, 77) == pytest.approx(0.25, abs=0.03)
    assert blend.sure(0.95, 0.99, 77) < blend.threshold


def test_a_question_without_its_article_counts_for_less_in_choosing_the_threshold() -> None:
    right, wrong = [Seen(0.7, 0.3, 20, True)] * 100, [Seen(0.7, 0.3, 20, False)] * 20
    strict = fitted([*right, *wrong]).threshold
    assert fitted([*right, *(replace(each, counts=0.5) for each in wrong)]).threshold < strict


def test_where_everything_was_wrong_hardly_anything_is_shown() -> None:
    wrong = [Seen(0.9, 0.9, 20, False)] * 100
    blend = fitted(wrong)
    assert blend.sure(0.9, 0.9, 20) < blend.threshold
    assert blend.found >= 0 <= blend.learnt

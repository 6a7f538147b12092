"""Two who agree are surer than either; what their words are worth is fitted on questions neither had seen."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.knowledge import blending
from console.knowledge.blending import GIVEN, HIGHEST, LOWEST, PRECISION, USUALLY_COVERED, Blend, Said, Seen, fitted

share = st.floats(0, 1)


def test_two_who_agree_are_surer_than_either_alone() -> None:
    said = Said(0.4, 1 / 30, among=30, asked=20, covered=USUALLY_COVERED)
    assert GIVEN.sure(said) == pytest.approx(0.4, abs=0.01)  # the classifier knows nothing: it is as the search says
    assert GIVEN.sure(replace(said, learnt=0.2)) > 0.55
    assert GIVEN.sure(replace(said, learnt=0.001)) < 0.2


def test_the_oftener_an_article_was_asked_for_the_more_the_classifier_s_word_counts() -> None:
    said = Said(0.4, 0.9, among=30, asked=0, covered=USUALLY_COVERED)
    known_so_often = [GIVEN.sure(replace(said, asked=each)) for each in (0, 1, 3, 20)]
    assert known_so_often == sorted(set(known_so_often))
    assert known_so_often[0] == pytest.approx(0.4)


@given(st.builds(Said, share, share, st.integers(1, 400), st.integers(0, 40), share), share)
def test_nobody_is_less_sure_for_hearing_more(said: Said, more: float) -> None:
    assert 0 < GIVEN.sure(said) < 1
    for name in ("found", "learnt", "covered"):
        assert GIVEN.sure(replace(said, **{name: max(getattr(said, name), more)})) >= GIVEN.sure(said)


def asked(many: int, worth: Blend, seed: int = 1) -> list[Seen]:
    """Questions of which so many are right as these weights say."""
    chance, found = random.Random(seed), []
    for _ in range(many):
        said = Said(chance.random(), chance.random() ** 3, 20, 10, chance.random())
        found.append(Seen(said, chance.random() < worth.sure(said)))
    return found


@pytest.mark.parametrize("worth", [Blend(-1.0, 1.5, 0.2), Blend(0.5, 0.3, 1.0), Blend(0.0, 0.0, 1.2)])
def test_it_finds_out_whose_word_is_worth_how_much(worth: Blend) -> None:
    blend = fitted(asked(3_000, worth))
    assert (blend.bias, blend.found, blend.learnt) == pytest.approx((worth.bias, worth.found, worth.learnt), abs=0.25)
    fresh = asked(3_000, worth, seed=2)
    shown = [each.right for each in fresh if blend.sure(each.said) >= blend.threshold]
    assert blend.threshold == HIGHEST or sum(shown) / len(shown) > PRECISION - 0.03
    assert LOWEST <= blend.threshold <= HIGHEST


def test_from_a_few_questions_nothing_is_concluded() -> None:
    assert fitted(asked(blending.FEWEST - 1, Blend(-2.0, 2.0, 0.0))) == GIVEN


def test_two_who_were_very_sure_and_mostly_wrong_are_believed_as_often_as_they_were_right() -> None:
    said = Said(0.95, 0.99, 77, 20, 0.9)
    blend = fitted([Seen(said, each % 4 == 0) for each in range(600)])
    assert blend.sure(said) == pytest.approx(0.25, abs=0.03)
    assert blend.sure(said) < blend.threshold


def test_a_question_without_its_article_counts_for_less_in_choosing_the_threshold() -> None:
    said = Said(0.7, 0.3, 20, 10, 0.7)
    right, wrong = [Seen(said, True)] * 100, [Seen(said, False)] * 20
    away = [Seen(said, False, away=True)] * 20
    hopeless = [Seen(Said(0.01, 0.0, 20, 10, 0.1), False, away=True)] * 400
    strict = fitted([*right, *wrong]).threshold
    assert fitted([*right, *away, *hopeless]).threshold < strict


def test_of_questions_without_their_article_few_are_shown_anything_however_right_the_others_are() -> None:
    said = Said(0.5, 0.3, 20, 10, 0.7)
    right = [Seen(Said(0.9, 0.9, 20, 10, 0.9), True)] * 900 + [Seen(said, True)] * 20
    hopeless = [Seen(Said(0.01, 0.0, 20, 10, 0.1), False, away=True)] * 100
    for many, shown in ((5, True), (12, False)):
        blend = fitted([*right, *hopeless, *[Seen(said, False, away=True)] * many])
        assert (blend.sure(said) >= blend.threshold) is shown


def test_where_everything_was_wrong_hardly_anything_is_shown() -> None:
    said = Said(0.9, 0.9, 20, 10, 0.9)
    blend = fitted([Seen(said, False)] * 100)
    assert blend.sure(said) < blend.threshold
    assert blend.found >= 0 <= blend.learnt

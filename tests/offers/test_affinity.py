from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from console.offers import affinity

SOMONTANO, CARINENA, BREAD, MILK = range(4)
NAMES = ["somontano", "cariñena", "bread", "milk"]
HISTORIES = [[SOMONTANO, CARINENA, BREAD]] * 40 + [[BREAD, MILK]] * 60 + [[SOMONTANO, BREAD]] * 5


def fitted() -> affinity.Affinity:
    return affinity.fit(HISTORIES, NAMES, np.array([40.0, 40, 90, 60]), ridge=5.0)


def test_who_buys_somontano_would_like_carinena() -> None:
    known = fitted()
    assert affinity.best(known.new_for([SOMONTANO, BREAD]), 2) == [CARINENA, MILK]
    assert known.because(CARINENA, [SOMONTANO, BREAD]) == SOMONTANO


def test_what_somebody_has_bought_is_never_new() -> None:
    assert affinity.best(fitted().new_for(range(4)), 4) == []


def test_their_usual_is_what_they_buy_most_and_else_what_sells() -> None:
    known = fitted()
    assert affinity.best(known.usual_for({MILK: 3, CARINENA: 1}), 3) == [MILK, CARINENA, BREAD]
    assert affinity.best(known.usual_for({}), 1) == [BREAD]


def test_what_no_longer_sells_is_held_back() -> None:
    gone = affinity.fit(HISTORIES, NAMES, np.array([40.0, 0, 90, 60]), ridge=5.0)
    assert affinity.best(gone.new_for([SOMONTANO, BREAD]), 1) == [MILK]


CENTS, CHANCE = st.integers(0, 2000), st.fractions(0, 1)


@given(st.lists(CENTS, max_size=6, unique=True), CENTS, CHANCE, CHANCE, st.booleans())
def test_the_discount_is_the_smallest_that_pays(
    ladder: list[int], margin: int, base: Fraction, lift: Fraction, usual: bool
) -> None:
    found = affinity.smallest_discount(
        ladder, margin_cents=margin, base=base, lift_per_step=lift, usual=usual
    )
    none = base * margin if usual else Fraction(0)
    pays = [
        cents for step, cents in enumerate(sorted(ladder))
        if cents < margin and min(Fraction(1), base + lift * (step + 1)) * (margin - cents) > none
    ]  # fmt: skip
    assert found == (min(pays) if pays else None)

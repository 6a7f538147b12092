from __future__ import annotations

import numpy as np

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

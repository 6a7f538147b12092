"""Expected value, context and lever for many offers at once, in whole numbers.

    priority = EV × context × lever           (both factors in [0.5, 2], hundredths)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from console.offers import arbitration, levers
from console.offers.arbitration import A_MINUTE_CENTS, CERTAIN, UNIT
from console.offers.catalogue import Offer
from console.offers.facts import CustomerFacts
from console.offers.shelf import Integers, Shelf

Factors = dict[str, int]
"""Levers in force, hundredths: see `levers.factors`."""


def parts(shelf: Shelf, open_: NDArray[np.intp], p: Integers, given: Integers) -> Integers:
    """What each is worth at ``p``, in parts of a cent (`arbitration.UNIT`), exactly."""
    won = p * (shelf.earned[open_] - given) * 60
    lost = (CERTAIN - p) * shelf.refusal[open_] * 60
    found: Integers = won - lost - shelf.asking[open_] * A_MINUTE_CENTS * CERTAIN
    return found


def cents(amount: Integers) -> Integers:
    """Rounded as `arbitration.rounded` does, so that both say the same."""
    found: Integers = (2 * amount + UNIT) // (2 * UNIT)
    return found


def weights_of(shelf: Shelf, facts: CustomerFacts, factors: Factors, places: NDArray[np.intp]) -> Integers:
    """`weight` of each, asked once per kind, and again where a lever is of the offer alone."""
    first, kind_of = shelf.kinds
    of_kinds = {name: factor for name, factor in factors.items() if not name.startswith("offer:")}
    weights = np.array([weight(shelf.offers[at], facts, of_kinds) for at in first.tolist()], dtype=np.int64)
    found: Integers = weights[kind_of[places]]
    for place in (shelf.by_id.get(int(name[6:]), -1) for name in factors if name not in of_kinds):
        if place >= 0:
            found[places == place] = weight(shelf.offers[place], facts, factors)
    return found


def weight(offer: Offer, facts: CustomerFacts, factors: Factors) -> int:
    """Context × lever, in ten-thousandths."""
    return arbitration.context(offer, facts) * levers.of(offer, factors)


def near(priority: Integers, share: int) -> NDArray[np.bool_]:
    """Which are worth at least that many hundredths of the best: among them a draw may decide."""
    most = int(priority.max(initial=0))
    found: NDArray[np.bool_] = priority // 100 >= most // 100 * share // 100
    return found

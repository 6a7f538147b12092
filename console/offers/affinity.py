"""What somebody usually buys, and what they have never bought but would like.

*Your usual* is how often somebody bought a thing, and between equals what sells now. *New for you*
is EASE (Steck 2019), the closed form of a linear item-to-item model: with G = XᵀX + λI over who
bought what, the weights are B = −P/diag(P) for P = G⁻¹, with an empty diagonal. What hardly sells
any more is held back.

Products of sensitive kinds never enter: `behaviour.receipts` leaves them out before `tasting.py` counts anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
RIDGE = 200.0
RARE = 10
"""Bought by fewer people, a product says nothing."""
MOST_PRODUCTS = 4000
"""Beyond it only the best sold count: the inverse grows with the cube."""


@dataclass(frozen=True)
class Affinity:
    products: tuple[str, ...]
    weights: Vector
    """(products²): how much having bought the row speaks for the column."""
    alive: Vector
    """In [0, 1): how well each sells now."""
    lately: Vector
    """In how many recent baskets each was."""

    def places(self, products: Sequence[str]) -> list[int]:
        known = self.index
        return [known[each] for each in products if each in known]

    @property
    def index(self) -> dict[str, int]:
        return {product: at for at, product in enumerate(self.products)}

    def new_for(self, bought: Sequence[int]) -> Vector:
        """How much speaks for each product; what was bought already is out (-inf)."""
        held = np.unique(np.array(bought, dtype=np.intp))
        scores: Vector = self.weights[held].sum(0) * self.alive
        scores[held] = -np.inf
        return scores

    def usual_for(self, times: Mapping[int, int]) -> Vector:
        """Times bought; between equals what sells now, which is also all there is for somebody new."""
        scores: Vector = self.lately / (self.lately.max() + 1.0)
        for product, count in times.items():
            scores[product] += count
        return scores

    def because(self, product: int, bought: Sequence[int]) -> int | None:
        """Which of the things they bought speaks loudest for it."""
        held = sorted(set(bought))
        if not held:
            return None
        best = max(held, key=lambda each: self.weights[each, product])
        return best if self.weights[best, product] > 0 else None


def fit(
    histories: Sequence[Sequence[int]], products: Sequence[str], lately: Vector, *, ridge: float = RIDGE
) -> Affinity:
    """``histories`` are the products each person has bought, ``lately`` in how many baskets each
    product was in the last two months."""
    together = np.zeros((len(products), len(products)))
    for each in histories:
        held = np.unique(np.array(each, dtype=np.intp))
        together[np.ix_(held, held)] += 1
    together[np.diag_indices(len(products))] += ridge
    inverse = np.linalg.inv(together)
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    usual = float(lately.mean()) / 2 or 1.0
    return Affinity(tuple(products), weights, lately / (lately + usual), lately)


def best(scores: Vector, most: int) -> list[int]:
    """The places of the highest scores, the highest first; equals in the order of the catalogue."""
    order = np.lexsort((np.arange(len(scores)), -scores))[:most]
    return [int(each) for each in order if np.isfinite(scores[each])]

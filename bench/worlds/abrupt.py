"""A world that turns over in one call, twice: at a third and at two thirds every weight changes its sign,
and what was popular is not. Few features say anything. See `bench.offers`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Slots = NDArray[np.intp]


class World:
    offers, features, delay = 250, 10, 100

    def __init__(self, seed: int, calls: int = 40_000):
        rng = np.random.default_rng(seed)
        k, d, a = self.offers, self.features, 5
        self.calls = calls
        self.attributes = np.c_[np.ones(k), (rng.random((k, a - 1)) < 0.3).astype(float)]
        self._weights = rng.normal(0, 0.5, (d, a)) * (rng.random((d, 1)) < 0.5)
        self._base = rng.normal(-2.6, 0.7, (3, k))
        self.margin = np.exp(rng.normal(3, 0.7, k))
        self._segment_may = rng.random((k, 6)) < 0.15
        self._calls_rng = np.random.default_rng(33 + seed)

    def customer(self, t: int) -> tuple[Vector, Slots]:
        rng = self._calls_rng
        x = rng.normal(0, 1, self.features)
        x[0], x[7:] = 1.0, x[7:] > 0.5
        return x, np.flatnonzero(self._segment_may[:, rng.integers(6)])

    def chance(self, x: Vector, idx: Slots, t: int) -> Vector:
        third = min(2, 3 * t // self.calls)
        z = self._base[third, idx] + (-1) ** third * (self.attributes[idx] @ (self._weights.T @ x))
        found: Vector = 1 / (1 + np.exp(-z))
        return found

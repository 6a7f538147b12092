"""A world that goes round and answers half a turn late: whatever an outcome teaches is the opposite of
what holds by the time it is known. Only the margins and each offer's own level stand still.
See `bench.offers`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Slots = NDArray[np.intp]


class World:
    offers, features, delay = 200, 8, 1000

    def __init__(self, seed: int, calls: int = 40_000):
        rng = np.random.default_rng(seed)
        k, d, a = self.offers, self.features, 4
        self.attributes = np.c_[np.ones(k), (rng.random((k, a - 1)) < 0.4).astype(float)]
        self._weights = rng.normal(0, 0.6, (d, a))
        self._weights[0] = 0
        self._base = rng.normal(-2.2, 0.5, k)
        self.margin = np.exp(rng.normal(3, 0.6, k))
        self._segment_may = rng.random((k, 5)) < 0.2
        self._calls_rng = np.random.default_rng(44 + seed)

    def customer(self, t: int) -> tuple[Vector, Slots]:
        rng = self._calls_rng
        x = rng.normal(0, 1, self.features)
        x[0] = 1.0
        return x, np.flatnonzero(self._segment_may[:, rng.integers(5)])

    def chance(self, x: Vector, idx: Slots, t: int) -> Vector:
        turned = np.cos(np.pi * t / self.delay)
        z = self._base[idx] + turned * (self.attributes[idx] @ (self._weights.T @ x))
        found: Vector = 1 / (1 + np.exp(-z))
        return found

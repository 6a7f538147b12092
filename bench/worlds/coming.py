"""A world whose catalogue never stays: every offer lives for a tenth of the run, so that each is always
nearly new, and acceptance is rare. See `bench.offers`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Slots = NDArray[np.intp]


class World:
    offers, features, delay = 600, 12, 50

    def __init__(self, seed: int, calls: int = 40_000):
        rng = np.random.default_rng(seed)
        k, d, a = self.offers, self.features, 6
        self.calls = calls
        self.attributes = np.c_[np.ones(k), (rng.random((k, a - 1)) < 0.3).astype(float)]
        self._weights = rng.normal(0, 0.4, (d, a))
        self._base = rng.normal(-4.0, 0.6, k)
        self._own = rng.normal(0, 0.2, (k, d))
        self.margin = np.exp(rng.normal(3, 0.7, k))
        self._begins = rng.uniform(-0.1, 1.0, k)
        self._calls_rng = np.random.default_rng(88 + seed)

    def customer(self, t: int) -> tuple[Vector, Slots]:
        rng = self._calls_rng
        x = rng.normal(0, 1, self.features)
        x[0], x[7:] = 1.0, x[7:] > 0.5
        now = t / self.calls
        live = (self._begins <= now) & (now < self._begins + 0.1) & (rng.random(self.offers) < 0.5)
        return x, np.flatnonzero(live)

    def chance(self, x: Vector, idx: Slots, t: int) -> Vector:
        z = self._base[idx] + self.attributes[idx] @ (self._weights.T @ x) + self._own[idx] @ x
        found: Vector = 1 / (1 + np.exp(-z))
        return found

"""A world in which nothing that is known of anybody matters, and attributes are noise: each offer is
accepted as often by everyone, thirty features swing widely, and each call has few offers of very many.
See `bench.offers`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Slots = NDArray[np.intp]


class World:
    offers, features, delay = 1000, 30, 200

    def __init__(self, seed: int, calls: int = 40_000):
        rng = np.random.default_rng(seed)
        k = self.offers
        self.attributes = np.c_[np.ones(k), (rng.random((k, 5)) < 0.3).astype(float)]
        self._base = rng.normal(-2.5, 1.0, k)
        self.margin = np.exp(rng.normal(3, 0.7, k))
        self._calls_rng = np.random.default_rng(66 + seed)

    def customer(self, t: int) -> tuple[Vector, Slots]:
        rng = self._calls_rng
        x = rng.standard_t(3, self.features) * 3
        x[0] = 1.0
        return x, np.sort(rng.choice(self.offers, 20, replace=False))

    def chance(self, x: Vector, idx: Slots, t: int) -> Vector:
        found: Vector = 1 / (1 + np.exp(-self._base[idx]))
        return found

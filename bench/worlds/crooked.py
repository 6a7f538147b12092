"""A world not of the model's form: thresholds, tastes of each offer's own, signs of products.

Attributes say little, features have heavy tails, and nothing is linear. See `bench.offers`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Slots = NDArray[np.intp]


class World:
    offers, features, delay = 300, 10, 50

    def __init__(self, seed: int, calls: int = 40_000):
        rng = np.random.default_rng(seed)
        k, d = self.offers, self.features
        self.calls = calls
        self.attributes = np.c_[np.ones(k), (rng.random((k, 5)) < 0.25).astype(float)]
        self.margin = np.exp(rng.normal(2.5, 0.9, k))
        self._base = rng.normal(-2.8, 0.8, k)
        self._feature, self._cut = rng.integers(1, d, (k, 4)), rng.normal(0, 0.7, (k, 4))
        self._height = rng.normal(0, 0.8, (k, 4))
        self._pair, self._pair_weight = rng.integers(1, d, (6, 2)), rng.normal(0, 0.9, (6, 6))
        self._segment_may = rng.random((k, 8)) < 0.15
        self._calls_rng = np.random.default_rng(77 + seed)

    def customer(self, t: int) -> tuple[Vector, Slots]:
        rng = self._calls_rng
        x = rng.standard_t(4, self.features)
        x[0], x[6:] = 1.0, x[6:] > 0.8
        return x, np.flatnonzero(self._segment_may[:, rng.integers(8)])

    def chance(self, x: Vector, idx: Slots, t: int) -> Vector:
        steps = ((x[self._feature[idx]] > self._cut[idx]) * self._height[idx]).sum(1)
        signs = np.sign(x[self._pair[:, 0]] * x[self._pair[:, 1]])
        z = self._base[idx] + steps + self.attributes[idx] @ (self._pair_weight @ signs) * 0.4
        found: Vector = 1 / (1 + np.exp(-z))
        return found

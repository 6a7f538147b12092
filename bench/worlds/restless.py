"""A world that never stands still, and answers 2,000 calls late: its weights turn once round during
the run, and the level of accepting jumps eight times. See `bench.offers`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Slots = NDArray[np.intp]


class World:
    offers, features, delay = 200, 12, 2000

    def __init__(self, seed: int, calls: int = 40_000):
        rng = np.random.default_rng(seed)
        k, d, a = self.offers, self.features, 6
        self.calls = calls
        self.attributes = np.c_[np.ones(k), (rng.random((k, a - 1)) < 0.3).astype(float)]
        self._one, self._other = rng.normal(0, 0.35, (d, a)), rng.normal(0, 0.35, (d, a))
        self._base = rng.normal(-2.5, 0.7, k)
        self.margin = np.exp(rng.normal(3, 0.6, k))
        self._level = rng.normal(0, 0.6, 8)
        self._segment_may = rng.random((k, 5)) < 0.2
        self._calls_rng = np.random.default_rng(55 + seed)

    def customer(self, t: int) -> tuple[Vector, Slots]:
        rng = self._calls_rng
        x = rng.normal(0, 1, self.features)
        x[0], x[8:] = 1.0, x[8:] > 0.3
        return x, np.flatnonzero(self._segment_may[:, rng.integers(5)])

    def chance(self, x: Vector, idx: Slots, t: int) -> Vector:
        turned = 2 * np.pi * t / self.calls
        weights = self._one * np.cos(turned) + self._other * np.sin(turned)
        level = self._level[min(7, int(8 * t / self.calls))]
        z = self._base[idx] + level + self.attributes[idx] @ (weights.T @ x)
        found: Vector = 1 / (1 + np.exp(-z))
        return found

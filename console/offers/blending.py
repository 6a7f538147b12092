"""Whom to believe: each learner by how well it foretold the outcomes that have come in by now.

Only foretold logits count, those given before the outcome was known. Late outcomes make yesterday's
winner a guess, so everything here forgets the more slowly the later outcomes come.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
SHARE = 0.01
"""Nobody's voice falls below this, shared among all: who was wrong may be right again."""
MEMORY = 150.0
"""Outcomes over which foretelling is judged when they come at once."""
LATE = 2.0
"""How much longer memory gets per outcome of delay."""
SLOPES = (0.5, 1.5)
SHIFTS = (-1.5, 1.5)
LOOSE = np.diag([0.05, 0.02])
"""How far recalibration may wander between two outcomes."""


def loss(logits: Vector, accepted: float) -> Vector:
    """Log-loss of logits."""
    made: Vector = np.logaddexp(0.0, logits) - accepted * logits
    return made


def keeping(memory: float, age: float) -> float:
    return 1 - 1 / (memory + LATE * age)


class Blend:
    def __init__(self, voices: int):
        self.losses = np.zeros(voices)
        self.age = 0.0
        """How many outcomes come in, on average, between foretelling and knowing."""

    def weights(self) -> Vector:
        """Exponential weights with a fixed share (Herbster and Warmuth 1998)."""
        raw = np.exp(self.losses.min() - self.losses)
        made: Vector = (1 - SHARE) * raw / raw.sum() + SHARE / len(raw)
        return made

    def learn(self, foretold: Vector, accepted: float, age: float) -> None:
        self.age += 0.01 * (age - self.age) if self.age else age
        bounded = np.clip(foretold, -9.21, 9.21)  # no voice is lost by one surprise
        self.losses = self.losses * keeping(MEMORY, self.age) + loss(bounded, accepted)


class Recalibration:
    """A slope and a shift learnt from outcomes (Platt 1999, in one pass), each within bounds, and
    set aside whenever it foretold worse than the blend without it."""

    def __init__(self) -> None:
        self.mean = np.array([0.0, 1.0])
        self.covariance = LOOSE.copy()
        self.losses = np.zeros(2)
        """With it, and without."""

    @property
    def line(self) -> tuple[float, float]:
        """Shift and slope in force: the nearer to none the worse it foretold than none."""
        worse = float(np.clip(self.losses[0] - self.losses[1], -30.0, 30.0))
        trust = 1 / (1 + np.exp(worse))
        return float(trust * self.mean[0]), float(1 + trust * (self.mean[1] - 1))

    def candidate(self, logit: float) -> float:
        return float(self.mean[0] + self.mean[1] * logit)

    def learn(self, blended: float, foretold: float, accepted: float, age: float) -> None:
        """``blended`` is the logit without it, ``foretold`` the one it would have given then."""
        keep = keeping(100.0, age)
        self.losses = self.losses * keep + loss(np.array([foretold, blended]), accepted)
        x = np.array([1.0, blended])
        p = 1 / (1 + np.exp(-float(x @ self.mean)))
        curvature = max(p * (1 - p), 1e-3)
        self.covariance = self.covariance / keep
        beyond = float((self.covariance.diagonal() / LOOSE.diagonal()).max())
        if beyond > 1:
            self.covariance = self.covariance / beyond
        toward = self.covariance @ x
        width = 1 / curvature + float(x @ toward)
        self.mean = self.mean + toward * ((accepted - p) / curvature / width)
        self.covariance = self.covariance - np.outer(toward, toward) / width
        self.mean[0] = min(max(self.mean[0], SHIFTS[0]), SHIFTS[1])
        self.mean[1] = min(max(self.mean[1], SLOPES[0]), SLOPES[1])

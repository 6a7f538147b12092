"""Log-odds, chances, and how much of a guess to believe."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


def chance(logit: Vector) -> Vector:
    made: Vector = 1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0)))
    return made


def chance_of(logit: float) -> float:
    return float(1.0 / (1.0 + np.exp(-max(-30.0, min(30.0, logit)))))


def moderation(variance: Vector) -> Vector:
    """How much of a weighted sum to believe, given its variance (MacKay 1992): a wide posterior
    foretells less than its mean does."""
    made: Vector = 1 / np.sqrt(1 + np.pi / 8 * variance)
    return made


def odds(p: Vector) -> Vector:
    bounded = np.clip(p, 1e-4, 1 - 1e-4)
    made: Vector = np.log(bounded / (1 - bounded))
    return made

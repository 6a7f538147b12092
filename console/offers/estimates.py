"""Intervals one may show beside a figure, all at 95 %."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
FEW = 20


@dataclass(frozen=True, slots=True)
class Estimate:
    value: float
    low: float
    high: float
    count: int


def share(times: int, of: int) -> Estimate | None:
    """Wilson's score interval (1927): honest for few and for rare."""
    if not of:
        return None
    p, z2 = times / of, Z * Z
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = Z * sqrt(p * (1 - p) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Estimate(p, max(0.0, middle - half), min(1.0, middle + half), of)


def mean(values: Sequence[float]) -> Estimate | None:
    """Of a mean, by its standard error; None for fewer than two."""
    if len(values) < 2:
        return None
    middle, half = sum(values) / len(values), Z * error(values)
    return Estimate(middle, middle - half, middle + half, len(values))


def difference(one: Sequence[float], other: Sequence[float]) -> Estimate | None:
    """One mean less the other, variances unequal (Welch); a group of fewer than FEW has no spread of its
    own that one could trust, and takes that of both together."""
    if len(one) < 2 or len(other) < 2:
        return None
    middle = sum(one) / len(one) - sum(other) / len(other)
    together = error([*one, *other]) * sqrt(len(one) + len(other))
    errors = [max(error(each), together / sqrt(len(each)) if len(each) < FEW else 0.0) for each in (one, other)]
    half = Z * sqrt(sum(each**2 for each in errors))
    return Estimate(middle, middle - half, middle + half, len(one) + len(other))


def error(values: Sequence[float]) -> float:
    middle = sum(values) / len(values)
    return sqrt(sum((each - middle) ** 2 for each in values) / (len(values) - 1) / len(values))

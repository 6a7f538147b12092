"""Facts as numbers a model can weigh: standardised as they run by, one place per category.

Nothing is known beforehand: numbers are centred and scaled by what was observed so far, and a
category gets its place when it is first seen. Once all places are taken, new ones share them.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Row = Mapping[str, float | str | None]
FARTHEST = 4.0
"""Standard deviations beyond which a number is only 'very much'."""
KEPT = 20_000
"""Values of a number kept to find its bins."""


@dataclass
class Number:
    """Where a number is written: once on a scale, and once in one of ``bins`` steps."""

    at: int
    bins: int
    count: float = 0.0
    mean: float = 0.0
    square: float = 0.0
    edges: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    refresh: int = 200

    def observe(self, value: float) -> None:
        """Welford's running mean and variance; the bins are cut anew whenever the count doubles."""
        self.count += 1
        away = value - self.mean
        self.mean += away / self.count
        self.square += away * (value - self.mean)
        if self.bins and len(self.kept) < KEPT:
            self.kept.append(value)
            if len(self.kept) >= self.refresh:
                self.refresh *= 2
                cuts = np.quantile(self.kept, np.arange(1, self.bins) / self.bins)
                self.edges = [float(each) for each in np.unique(cuts)]

    def write(self, value: float, into: Vector) -> None:
        spread = (self.square / self.count) ** 0.5 if self.count > 1 else 0.0
        if spread > 1e-9:
            into[self.at] = max(-FARTHEST, min(FARTHEST, (value - self.mean) / spread))
        if self.edges:
            into[self.at + 1 + int(np.searchsorted(self.edges, value, side="right"))] = 1.0


@dataclass
class Categories:
    at: int
    places: int
    known: dict[str, int] = field(default_factory=dict)

    def observe(self, value: str) -> None:
        if value not in self.known and len(self.known) < self.places:
            self.known[value] = len(self.known)

    def write(self, value: str, into: Vector) -> None:
        place = self.known.get(value)
        if place is None:
            if len(self.known) < self.places:
                return  # never seen: nothing is known of it
            place = zlib.crc32(value.encode()) % self.places
        into[self.at + place] = 1.0


class Encoding:
    """``numbers`` are names; ``categories`` are names with how many places each gets. The first
    entry of every vector is 1."""

    def __init__(self, numbers: Sequence[str], categories: Mapping[str, int], *, bins: int = 0):
        self.columns: dict[str, Number | Categories] = {}
        self.names = ["1"]
        for name in numbers:
            self.columns[name] = Number(len(self.names), bins)
            self.names += [name] * (1 + bins)
        for name, places in categories.items():
            self.columns[name] = Categories(len(self.names), places)
            self.names += [name] * places
        self.width = len(self.names)

    def observe(self, row: Row) -> None:
        for name, column in self.columns.items():
            value = row.get(name)
            if isinstance(column, Number):
                if isinstance(value, (int, float)):
                    column.observe(float(value))
            elif value is not None:
                column.observe(str(value))

    def encode(self, row: Row) -> Vector:
        made = np.zeros(self.width)
        made[0] = 1.0
        for name, column in self.columns.items():
            value = row.get(name)
            if isinstance(column, Number):
                if isinstance(value, (int, float)):
                    column.write(float(value), made)
            elif value is not None:
                column.write(str(value), made)
        return made

    def state(self) -> dict[str, Any]:
        """As JSON; `restore` takes it back."""
        return {
            name: {
                key: value for key, value in vars(column).items() if key not in ("at", "bins", "places")
            }
            for name, column in self.columns.items()
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Columns that didn't exist then start anew; those that no longer exist are left out."""
        for name, saved in state.items():
            column = self.columns.get(name)
            if column is not None and set(saved) <= set(vars(column)):
                vars(column).update(saved)

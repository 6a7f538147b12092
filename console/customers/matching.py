"""How likely two profiles are one person: a logistic model whose weights are plain numbers.

It starts from weights that anybody could have written down (`matching_weights.json`, made by
`bench.identity`) and learns from answers: the old model's word is one more column, so that a few
hundred labels correct it where it is wrong and leave it alone where they say nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from console.customers import comparing
from console.customers.comparing import Comparison

Floats = NDArray[np.float64]
SHIPPED = Path(__file__).with_name("matching_weights.json")


@dataclass(frozen=True, slots=True)
class Model:
    intercept: float
    weights: dict[str, float]
    labels: int = 0
    """How many answers it learned from."""

    @property
    def version(self) -> str:
        text = json.dumps([self.intercept, self.weights], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def log_odds(self, found: Sequence[Comparison]) -> Floats:
        return self.of_numbers(comparing.numbers(found))

    def of_numbers(self, columns: NDArray[np.float32]) -> Floats:
        vector = np.array([self.weights.get(each, 0.0) for each in comparing.COLUMNS])
        return np.asarray(columns @ vector + self.intercept, np.float64)

    def probabilities(self, found: Sequence[Comparison]) -> Floats:
        return probability(self.log_odds(found))

    def as_json(self) -> str:
        rounded = {each: round(value, 3) for each, value in self.weights.items() if abs(value) >= 0.0005}
        said = {"intercept": round(self.intercept, 3), "labels": self.labels, "weights": rounded}
        return json.dumps(said, indent=1, sort_keys=True) + "\n"


def probability(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -50, 50))), np.float64)


def from_json(text: str) -> Model:
    said = json.loads(text)
    return Model(said["intercept"], said["weights"], said.get("labels", 0))


def shipped() -> Model:
    return from_json(SHIPPED.read_text(encoding="utf-8"))


def trained(
    before: Model, columns: NDArray[np.float32], same: NDArray[np.bool_], *, strength: float = 1.0
) -> Model:  # fmt: skip
    """``before`` corrected by answers. The penalty pulls towards what it said, not to nothing."""
    from sklearn.linear_model import LogisticRegression

    if len(set(same.tolist())) < 2:
        return before  # answers of one kind teach nothing
    word = before.of_numbers(columns)[:, None] / WEIGHT_OF_WORD
    fitted = LogisticRegression(C=strength, max_iter=3000).fit(np.hstack([columns, word]), same)
    *corrections, trust = fitted.coef_[0]
    trust /= WEIGHT_OF_WORD
    weights = {
        name: float(trust * before.weights.get(name, 0.0) + change)
        for name, change in zip(comparing.COLUMNS, corrections, strict=True)
    }
    return Model(float(trust * before.intercept + fitted.intercept_[0]), weights, before.labels + len(same))


WEIGHT_OF_WORD = 0.25
"""The old model's log-odds are scaled up by 4, so the penalty hardly touches how far it is believed."""

"""How likely two profiles are one person: a logistic model whose weights are plain numbers.

It starts from weights written down by hand and learns from answers: the old model's word is one
more column, so that a few hundred labels correct it where it is wrong and leave it alone where they
say nothing. `matching_weights.json` is what it learned so before it was shipped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from console.customers import numbering
from console.customers.comparing import Comparison

Floats = NDArray[np.float64]
AUTO = 0.987
"""From this probability on it merges alone. One threshold for all models, found by a rule in made-up worlds
alone (`bench.identity_shipped`): decision 0142."""
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
        return self.of_numbers(numbering.numbers(found))

    def of_numbers(self, columns: NDArray[np.float32]) -> Floats:
        vector = np.array([self.weights.get(each, 0.0) for each in numbering.COLUMNS])
        return np.asarray(columns @ vector + self.intercept, np.float64)

    def probabilities(self, found: Sequence[Comparison]) -> Floats:
        return probability(self.log_odds(found))

    def as_json(self) -> str:
        rounded = {each: round(value, 3) for each, value in self.weights.items() if abs(value) >= 0.0005}
        said = {"intercept": round(self.intercept, 3), "labels": self.labels, "weights": rounded}
        return json.dumps(said, indent=1, sort_keys=True) + "\n"


BY_HAND = Model(-6.0, {
    "given=0": -4, "given=1": -1.5, "given=2": 0.5, "given=3": 1, "given=4": 1, "given=5": 1.5,
    "first=0": -3, "first=1": -1, "first=2": 0.5, "first=3": 1, "first=5": 1.5,
    "second=0": -2.5, "second=1": -0.8, "second=2": 0.5, "second=3": 1.2, "second=5": 1.8,
    "turned=1": -0.3, "turned=2": -0.3, "rare": 0.5, "common": -0.5,
    "document=0": -6, "document=1": -5, "document=2": -1, "document=3": 3, "document=4": 6, "document=5": 7,
    "phone=0": -0.5, "phone=1": 1, "phone=2": 1.5, "phone=3": 3, "phone_others": -0.5,
    "email=0": -0.7, "email=2": 2.5, "email=3": 3, "email=4": 5, "email_others": -0.5, "plain_mailbox": -1,
    "plain_and_near": -1, "other_digits": -2, "two_given": -1, "two_surnames": -0.5,
    "birth=0": -4, "birth=1": -1, "birth=2": 1.5, "birth=3": 3.5, "generation": -2,
    "place=0": -0.7, "place=1": 0.3, "place=2": 1, "place=3": 2, "place=4": 2.5, "place_others": -0.3,
    "card=0": -0.5, "card=1": 5, "other_given_in_household": -1.5, "other_given_same_email": -1,
    "other_second_surname_in_household": -1,
})  # fmt: skip
"""Log-odds as somebody who knows the trade would guess them: where learning begins."""


def probability(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -50, 50))), np.float64)


def from_json(text: str) -> Model:
    said = json.loads(text)
    return Model(said["intercept"], said["weights"], said.get("labels", 0))


@cache
def shipped() -> Model:
    return from_json(SHIPPED.read_text(encoding="utf-8"))


def trained(before: Model, columns: NDArray[np.float32], same: NDArray[np.bool_], *, strength: float) -> Model:
    """``before`` moved by answers: the most probable weights under a normal prior of variance
    ``strength`` around those it has. How far all of them together are believed may move as well."""
    from scipy.optimize import minimize

    if len(set(same.tolist())) < 2:
        return before  # answers of one kind teach nothing
    word = before.of_numbers(columns)
    extra = np.stack([np.full(len(word), START_MOVES), TRUST_MOVES * word], axis=1)
    facts = np.hstack([columns, extra]).astype(np.float64)

    def unlikely(change: Floats) -> tuple[float, Floats]:
        log_odds = word + facts @ change
        loss = np.logaddexp(0, log_odds).sum() - log_odds[same].sum() + change @ change / (2 * strength)
        slope = facts.T @ (probability(log_odds) - same) + change / strength
        return float(loss), np.asarray(slope, np.float64)

    change = minimize(unlikely, np.zeros(facts.shape[1]), jac=True, method="L-BFGS-B").x
    trust = 1 + TRUST_MOVES * change[-1]
    weights = {
        name: float(trust * before.weights.get(name, 0.0) + each)
        for name, each in zip(numbering.COLUMNS, change, strict=False)
    }
    intercept = float(trust * before.intercept + START_MOVES * change[-2])
    return Model(intercept, weights, before.labels + len(same))


START_MOVES, TRUST_MOVES = 1.0, 0.1
"""How far, beside a weight, the intercept may move, and the share by which all are believed: little,
since answers about doubts alone say little of what is sure."""

"""How likely somebody is to accept each offer, learnt from one outcome after another.

Hierarchical: weights shared by all offers over attribute × feature, and a few of each offer's own.
Several learners foretell (`learners.py`): some look at who it is, one only at which offer it is, some at
nothing. The better one has the louder voice (`blending.py`), so that features that mislead are left to
those who don't look at them, and a bounded recalibration follows. All of it is linear in the features,
so what each of them adds to the log-odds can be told, and adds up exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from console.offers.blending import Blend, Recalibration
from console.offers.learners import Joint, Level, Slots, Steady
from console.offers.logits import chance, chance_of, moderation

Vector = NDArray[np.float64]
SPEEDS = (0.9997, 1.0)
"""Forgetting per outcome of the steady learners."""
PLAIN = (0.9995,)
"""Of those that know which offer it is, but not whom it is for."""
LEVELS = (0.02, 0.005, 0.001)
QUARTER = 0.25
"""How much of the posterior's width a Thompson draw uses. Full width explores far too much with
hundreds of offers; customers and eligibility vary anyway."""
BELIEVED = 0.1
STRONGEST, WEAKEST = 0.02, 1.0
"""Variance of an offer's level at most and at least evidence."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """For one person and some offers. ``voices`` (voices, offers) are the learners' log-odds
    without recalibration; keep the chosen offer's column to learn from later."""

    logits: Vector
    voices: Vector
    shared: Vector
    """Covariance (attributes²) of what all offers share."""
    own: Vector
    """Variance of each offer's own part."""
    slope: float

    @property
    def chances(self) -> Vector:
        return chance(self.logits)


class Propensity:
    def __init__(self, features: int, attributes: int, offers: int, *, believed: float = BELIEVED):
        """With no offers at all there is one thing to foretell, and nothing of an offer's own."""
        self.joint = Joint(features, attributes, offers)
        self.steady = Steady(features, attributes, offers, speeds=SPEEDS)
        self.plain = Steady(1, 1, offers, speeds=PLAIN)
        self.level = Level(speeds=LEVELS, believed=believed)
        self.blend = Blend(1 + len(SPEEDS) + len(PLAIN) + len(LEVELS))
        self.recalibration = Recalibration()
        self.learnt = 0

    def grow(self, offers: int) -> None:
        for each in (self.joint, self.steady, self.plain):
            each.grow(offers)

    def believe(self, slot: int, starting: float, evidence: float) -> None:
        """``evidence`` outcomes' worth of trust in a starting propensity: the variance which that
        many Bernoulli outcomes would have left, in log-odds²."""
        variance = 1 / max(evidence * starting * (1 - starting), 1e-9)
        variance = min(max(variance, STRONGEST), WEAKEST)
        for each in (self.joint, self.steady, self.plain):
            each.believe(slot, variance)

    def foretell(self, x: Vector, attributes: Vector, slots: Slots, offsets: Vector) -> Foretold:
        """``attributes`` (offers, a), ``slots`` the offers' places (< 0: never learnt of),
        ``offsets`` the log-odds their owners believe."""
        shared, own = self.joint.spread(x, attributes, slots)
        factors, sums = self.moderated(x, attributes, slots, shared, own)
        voices = offsets + np.concatenate([factors * (sums @ x), self.ignoring(attributes, slots)])
        shift, slope = self.recalibration.line
        logits = shift + slope * (self.blend.weights() @ voices)
        return Foretold(logits, voices, shared, own, slope)

    def ignoring(self, attributes: Vector, slots: Slots) -> Vector:
        """What those say who look at nobody (learners, offers): about each offer, and about all."""
        everybody, alike = np.ones(1), np.ones((len(attributes), 1))
        factors = moderation(self.plain.variances(everybody, alike, slots))
        plain = factors * (self.plain.weights(alike, slots) @ everybody)
        return np.concatenate([plain, np.repeat(self.level.logits()[:, None], len(attributes), 1)])

    def moderated(
        self, x: Vector, attributes: Vector, slots: Slots, shared: Vector, own: Vector
    ) -> tuple[Vector, Vector]:
        """Of each learner that looks at somebody: how much to believe (learners, offers), and its
        weights (learners, offers, features)."""
        joint = ((attributes @ shared) * attributes).sum(1) + own
        variances = np.concatenate([joint[None], self.steady.variances(x, attributes, slots)])
        weights = np.concatenate(
            [self.joint.weights(attributes, slots)[None], self.steady.weights(attributes, slots)]
        )
        return moderation(variances), weights

    def learn(
        self, x: Vector, attributes: Vector, slot: int, offset: float, accepted: bool,
        *, voices: Vector, age: float,
    ) -> None:  # fmt: skip
        """One outcome of one offer (``attributes`` (a,)). ``voices`` (voices,) are what was
        foretold when it was proposed, ``age`` how many outcomes have been learnt since."""
        outcome = float(accepted)
        blended = float(self.blend.weights() @ voices)
        self.recalibration.learn(
            blended, self.recalibration.candidate(blended), outcome, self.blend.age
        )
        self.blend.learn(voices, outcome, age)
        self.joint.learn(x, attributes, slot, outcome, offset)
        self.steady.learn(x, attributes, slot, outcome, offset)
        self.plain.learn(np.ones(1), np.ones(1), slot, outcome, offset)
        self.level.learn(outcome, offset)
        self.learnt += 1

    def parts(self, x: Vector, attributes: Vector, slot: int, offset: float) -> tuple[Vector, float]:
        """What each feature adds to one offer's log-odds, and the rest that looks at nobody.
        They and the offset add up to the logit."""
        rows, slots = attributes[None], np.array([slot])
        factors, weights = self.moderated(x, rows, slots, *self.joint.spread(x, rows, slots))
        voices, looking = self.blend.weights(), len(factors)
        shift, slope = self.recalibration.line
        by_feature: Vector = slope * ((voices[:looking] * factors[:, 0]) @ (weights[:, 0] * x))
        rest = slope * float(voices[looking:] @ self.ignoring(rows, slots)[:, 0])
        return by_feature, rest + shift + (slope - 1) * offset

    def state(self) -> tuple[dict[str, Any], dict[str, Vector]]:
        """Everything there is to keep: small things as JSON, arrays by name."""
        arrays = {
            f"{part}.{name}": value
            for part in PARTS
            for name, value in vars(getattr(self, part)).items()
            if isinstance(value, np.ndarray) and name not in FIXED
        }
        return {"learnt": self.learnt, "age": self.blend.age}, arrays

    def restore(self, small: dict[str, Any], arrays: dict[str, Vector]) -> None:
        for name, value in arrays.items():
            part, _, attribute = name.partition(".")
            setattr(getattr(self, part), attribute, value)
        self.learnt, self.blend.age = int(small["learnt"]), float(small["age"])


PARTS = ("joint", "steady", "plain", "level", "blend", "recalibration")
FIXED = ("prior", "own_prior", "speeds")


def draw(
    foretold: Foretold, attributes: Vector, chances: np.random.Generator, width: float = QUARTER
) -> Vector:
    """One Thompson draw of the log-odds: what is shared once for all offers, so that they move
    together, and each offer's own."""
    if width <= 0:
        return foretold.logits
    values, vectors = np.linalg.eigh(foretold.shared)
    normal = chances.standard_normal(len(values)) * np.sqrt(np.maximum(values, 0.0))
    together = attributes @ (vectors @ normal)
    alone = np.sqrt(foretold.own) * chances.standard_normal(len(foretold.own))
    drawn: Vector = foretold.logits + width * foretold.slope * (together + alone)
    return drawn


__all__ = ["Foretold", "Propensity", "chance", "chance_of", "draw"]

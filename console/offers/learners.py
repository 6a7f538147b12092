"""Two ways to learn from one outcome after another, and the moving average that knows nobody.

All speak in log-odds *beside* an offset: what the offer's owner believed before anybody was asked.
With no outcomes each answers 0, so that the belief stands.

* `Joint`: a Bayesian logistic regression in one pass (extended Kalman steps, that is, online
  Laplace). Shared weights over attribute × feature have one full covariance; each offer has a few
  weights of its own under a covariance of its own, so that a new offer starts from what is known of
  all offers and moves away as it is told.
* `Steady`: the same with variances only, at several speeds of forgetting. Cruder about what it
  doesn't know, and much harder to upset when the world turns or outcomes come late.
* `Level`: the moving average of accepting, at several speeds, without looking at anybody.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from console.offers.logits import chance, chance_of, odds

Vector = NDArray[np.float64]
Slots = NDArray[np.intp]
SMALLEST_CURVATURE = 1e-3
SHARED = 0.05
"""Prior variance of a shared weight, in log-odds² per standard deviation of the feature."""
LEVEL = 0.3
"""Prior variance of the level all offers share."""
OWN = 0.04
"""Prior variance of an offer's own weight: small, so that it borrows from the others first."""
OWN_LEVEL = 0.35
WIDEST = 4.0
"""How many times the prior variance forgetting may widen to."""


class Joint:
    """``features`` × ``attributes`` shared weights, and ``features`` own ones per offer."""

    def __init__(self, features: int, attributes: int, offers: int, *, forgetting: float = 0.9998):
        self.forgetting = forgetting
        self.shape = (attributes, features)
        self.prior = np.full(attributes * features, SHARED)
        self.prior[0] = LEVEL
        self.mean = np.zeros(attributes * features)
        self.covariance = np.diag(self.prior)
        self.own = np.zeros((0, features))
        self.own_covariance = np.zeros((0, features, features))
        self.grow(offers)

    def grow(self, offers: int) -> None:
        """Room for offers that are new, each at its prior."""
        features, missing = self.shape[1], offers - len(self.own)
        if missing > 0:
            prior = np.diag(np.r_[OWN_LEVEL, np.full(features - 1, OWN)])
            self.own = np.concatenate([self.own, np.zeros((missing, features))])
            self.own_covariance = np.concatenate(
                [self.own_covariance, np.repeat(prior[None], missing, 0)]
            )

    def believe(self, slot: int, variance: float) -> None:
        """How far the offer's level may be from what its owner said."""
        self.own_covariance[slot, 0, 0] = variance

    def weights(self, attributes: Vector, slots: Slots) -> Vector:
        """(offers, features): what each feature weighs for each offer. A slot < 0 has nothing own."""
        shared: Vector = attributes @ self.mean.reshape(self.shape)
        if len(self.own):
            shared = shared + np.where((slots >= 0)[:, None], self.own[slots], 0.0)
        return shared

    def spread(self, x: Vector, attributes: Vector, slots: Slots) -> tuple[Vector, Vector]:
        """The covariance (attributes²) of what is shared for this person, from which a draw is
        made once for all offers; and each offer's own variance (offers,)."""
        a, d = self.shape
        toward = (self.covariance.reshape(a * d * a, d) @ x).reshape(a, d, a)
        shared: Vector = np.tensordot(x, toward, axes=([0], [1]))
        if not len(self.own):
            return shared, np.zeros(len(attributes))
        if 2 * len(slots) < len(self.own):
            own = (self.own_covariance[slots] @ x) @ x
        else:  # most of them: without copying their covariances
            own = ((self.own_covariance @ x) @ x)[slots]
        unknown = OWN_LEVEL + OWN * float(x[1:] @ x[1:])
        return shared, np.maximum(np.where(slots >= 0, own, unknown), 0.0)

    def learn(self, x: Vector, attributes: Vector, slot: int, accepted: float, offset: float) -> None:
        direction = np.outer(attributes, x).ravel()
        self.forget()
        toward = self.covariance @ direction
        variance, logit = float(direction @ toward), offset + float(direction @ self.mean)
        if slot >= 0:
            own_toward = self.own_covariance[slot] @ x
            variance += float(x @ own_toward)
            logit += float(self.own[slot] @ x)
        p = chance_of(logit)
        curvature = max(p * (1 - p), SMALLEST_CURVATURE)
        width = 1 / curvature + variance
        gain = (accepted - p) / curvature / width
        self.mean += toward * gain
        self.covariance -= np.outer(toward, toward / width)
        if slot >= 0:
            self.own[slot] += own_toward * gain
            self.own_covariance[slot] -= np.outer(own_toward, own_toward / width)

    def forget(self) -> None:
        """Widens, but never beyond a few times the prior. Scaling rows and columns alike keeps it
        a covariance; clipping its diagonal alone would not."""
        self.covariance /= self.forgetting
        beyond = self.prior * WIDEST / np.maximum(self.covariance.diagonal(), 1e-12)
        if beyond.min() < 1:
            scale = np.sqrt(np.minimum(beyond, 1.0))
            self.covariance *= scale[:, None] * scale


class Steady:
    """Several speeds at once: the first index of every array is the speed."""

    def __init__(self, features: int, attributes: int, offers: int, *, speeds: tuple[float, ...]):
        self.speeds = np.array(speeds)
        count = len(speeds)
        self.prior = np.full((attributes, features), SHARED)
        self.prior[0, 0] = LEVEL
        self.own_prior = np.r_[OWN_LEVEL, np.full(features - 1, OWN)]
        self.mean = np.zeros((count, attributes, features))
        self.variance = np.repeat(self.prior[None], count, 0)
        self.own = np.zeros((count, 0, features))
        self.own_variance = np.zeros((count, 0, features))
        self.grow(offers)

    def grow(self, offers: int) -> None:
        count, known, features = self.own.shape
        missing = offers - known
        if missing > 0:
            self.own = np.concatenate([self.own, np.zeros((count, missing, features))], 1)
            prior = np.broadcast_to(self.own_prior, (count, missing, features))
            self.own_variance = np.concatenate([self.own_variance, prior], 1)

    def believe(self, slot: int, variance: float) -> None:
        self.own_variance[:, slot, 0] = variance

    def weights(self, attributes: Vector, slots: Slots) -> Vector:
        """(speeds, offers, features)."""
        shared: Vector = attributes @ self.mean
        if self.own.shape[1]:
            shared = shared + np.where((slots >= 0)[None, :, None], self.own[:, slots], 0.0)
        return shared

    def variances(self, x: Vector, attributes: Vector, slots: Slots) -> Vector:
        """(speeds, offers)."""
        squared = x * x
        found: Vector = (self.variance @ squared) @ (attributes * attributes).T
        if self.own.shape[1]:
            own = self.own_variance[:, slots] @ squared
            found = found + np.where(slots >= 0, own, float(self.own_prior @ squared))
        return found

    def learn(self, x: Vector, attributes: Vector, slot: int, accepted: float, offset: float) -> None:
        direction = np.outer(attributes, x)
        logit = offset + np.tensordot(self.mean, direction, 2)
        if slot >= 0:
            logit = logit + self.own[:, slot] @ x
        p = chance(logit)
        curvature = np.maximum(p * (1 - p), SMALLEST_CURVATURE)
        wide = np.minimum(self.variance / self.speeds[:, None, None], self.prior)
        self.variance = 1 / (1 / wide + curvature[:, None, None] * direction**2)
        self.mean += self.variance * direction * (accepted - p)[:, None, None]
        if slot >= 0:
            wide = self.own_variance[:, slot] / self.speeds[:, None]
            wide = np.minimum(wide, np.maximum(self.own_prior, self.own_variance[:, slot]))
            self.own_variance[:, slot] = 1 / (1 / wide + curvature[:, None] * (x * x))
            self.own[:, slot] += self.own_variance[:, slot] * x * (accepted - p)[:, None]


class Level:
    """The moving average of accepting against that of what was believed, at several speeds."""

    def __init__(self, *, speeds: tuple[float, ...], believed: float):
        self.speeds = np.array(speeds)
        self.seen = np.full(len(speeds), believed)
        self.believed = np.full(len(speeds), believed)

    def logits(self) -> Vector:
        return odds(self.seen) - odds(self.believed)

    def learn(self, accepted: float, offset: float) -> None:
        self.seen += self.speeds * (accepted - self.seen)
        self.believed += self.speeds * (chance_of(offset) - self.believed)

"""Others that choose among offers, for `bench.offers --peers`; plain numpy, nothing to install."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bench.offers import Engine, Made, Slots, World
from console.offers.propensity import chance

Vector = NDArray[np.float64]


class Blind:
    """Any eligible offer."""

    def __init__(self, world: World, chances: np.random.Generator):
        self.world, self.chances = world, chances

    def choose(self, x: Vector, idx: Slots) -> int:
        return int(self.chances.integers(len(idx)))

    def learn(self, x: Vector, offer: int, accepted: bool) -> None:
        pass


class Margin(Blind):
    """Whatever earns most when accepted."""

    def choose(self, x: Vector, idx: Slots) -> int:
        return int(np.argmax(self.world.margin[idx]))


class Average(Blind):
    """How often each offer was accepted, from five outcomes' worth of one in ten."""

    def __init__(self, world: World, chances: np.random.Generator):
        super().__init__(world, chances)
        self.accepted, self.told = np.full(world.offers, 0.5), np.full(world.offers, 5.0)

    def choose(self, x: Vector, idx: Slots) -> int:
        return int(np.argmax(self.accepted[idx] / self.told[idx] * self.world.margin[idx]))

    def learn(self, x: Vector, offer: int, accepted: bool) -> None:
        self.accepted[offer] += accepted
        self.told[offer] += 1


class LinUCB(Blind):
    """Disjoint (Li et al. 2010), alpha 0.3."""

    def __init__(self, world: World, chances: np.random.Generator):
        super().__init__(world, chances)
        self.inverse = np.repeat(np.eye(world.features)[None], world.offers, 0)
        self.sums = np.zeros((world.offers, world.features))
        self.weights = np.zeros((world.offers, world.features))

    def choose(self, x: Vector, idx: Slots) -> int:
        width = np.sqrt(np.maximum((self.inverse[idx] @ x) @ x, 0))
        return int(np.argmax((self.weights[idx] @ x + 0.3 * width) * self.world.margin[idx]))

    def learn(self, x: Vector, offer: int, accepted: bool) -> None:
        toward = self.inverse[offer] @ x
        self.inverse[offer] -= np.outer(toward, toward) / (1 + x @ toward)
        self.sums[offer] += accepted * x
        self.weights[offer] = self.inverse[offer] @ self.sums[offer]


class PerOffer(Blind):
    """One Bayesian logistic model per offer with a Thompson draw: one model per proposition."""

    def __init__(self, world: World, chances: np.random.Generator):
        super().__init__(world, chances)
        self.mean = np.zeros((world.offers, world.features))
        self.mean[:, 0] = -2.5
        self.variance = np.full((world.offers, world.features), 0.3)

    def choose(self, x: Vector, idx: Slots) -> int:
        spread = np.sqrt(self.variance[idx] @ (x * x)) * self.chances.standard_normal(len(idx))
        return int(np.argmax(chance(self.mean[idx] @ x + spread) * self.world.margin[idx]))

    def learn(self, x: Vector, offer: int, accepted: bool) -> None:
        p = 1 / (1 + np.exp(-self.mean[offer] @ x))
        self.variance[offer] = 1 / (1 / self.variance[offer] + max(p * (1 - p), 1e-3) * x * x)
        self.mean[offer] += self.variance[offer] * x * (accepted - p)


PEERS: dict[str, Made] = {
    "random": Blind,
    "highest_margin": Margin,
    "average_per_offer": Average,
    "linucb": LinUCB,
    "one_model_per_offer": PerOffer,
    "greedy": lambda world, chances: Engine(world, chances, 0.0),
}

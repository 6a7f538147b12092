"""What to ask people so that the matcher learns most, and how far their answers move it."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from console.customers import matching, numbering
from console.customers.clustering import Clustering, Pair, Scored
from console.customers.comparing import Comparison
from console.customers.matching import Model
from console.customers.numbering import Columns

STRENGTHS = (0.03, 0.1, 0.3, 1.0)
"""How freely answers may move the weights: variances of the prior around them."""
FOLDS = 5
LEAST_ANSWERS = 200
MOST_LABELS = 1000
Ask = Callable[[Pair], bool]
Clusters = Callable[[Model, float], Clustering]


def learn(start: Model, clusters: Clusters, ask: Ask, *, most: int = MOST_LABELS, seed: int = 0) -> Model:
    """Asks ``most`` questions in three rounds, the last ones of what is left in doubt once the
    surest are merged: of whole profiles, as a reviewer sees them."""
    chance, model = random.Random(seed), start
    found: list[tuple[Comparison, bool]] = []
    for share, sure in ((0.4, 1.1), (0.3, 0.995), (0.3, 0.98)):
        clustering = clusters(model, sure)
        wanted = round(most * share)
        asked = worth_asking(chance, clustering.scores, wanted)
        found += [(clustering.scores[pair].comparison, ask(members(clustering, pair))) for pair in asked]
        model = refined(start, numbering.numbers([each for each, _ in found]), np.array([same for _, same in found]))
    return model


def refined(before: Model, columns: Columns, same: NDArray[np.bool_]) -> Model:
    """``before`` moved by answers as far as they prove that it should be. The freedom is chosen by
    answers that a model hasn't seen; one that isn't better there by more than a standard error is
    not taken, so a few answers change nothing, and many refine what was learned before."""
    if len(same) < LEAST_ANSWERS or len(set(same.tolist())) < 2:
        return before
    losses = {each: unseen(before, columns, same, each) for each in STRENGTHS}
    strength = min(losses, key=lambda each: float(losses[each].mean()))
    gain = surprise(before, columns, same) - losses[strength]
    if gain.mean() <= gain.std() / np.sqrt(len(gain)):
        return before
    return matching.trained(before, columns, same, strength=strength)


def surprise(model: Model, columns: Columns, same: NDArray[np.bool_]) -> matching.Floats:
    """The log-loss of each answer, in nats."""
    chance = np.clip(matching.probability(model.of_numbers(columns)), 1e-9, 1 - 1e-9)
    return np.asarray(-np.log(np.where(same, chance, 1 - chance)), np.float64)


def unseen(before: Model, columns: Columns, same: NDArray[np.bool_], strength: float) -> matching.Floats:
    """The log-loss of each answer under a model that learned from the other folds only."""
    fold = np.random.default_rng(0).permutation(len(same)) % FOLDS
    found = np.zeros(len(same))
    for each in range(FOLDS):
        rest, apart = fold != each, fold == each
        model = matching.trained(before, columns[rest], same[rest], strength=strength)
        found[apart] = surprise(model, columns[apart], same[apart])
    return found


def members(clustering: Clustering, pair: Pair) -> Pair:
    return clustering.members[pair[0]][0], clustering.members[pair[1]][0]


def worth_asking(chance: random.Random, scores: dict[Pair, Scored], many: int) -> list[Pair]:
    """As many from each band of probability: mostly from where it is not sure."""
    bands = ((0.0, 0.05), (0.05, 0.3), (0.3, 0.7), (0.7, 0.95), (0.95, 0.999), (0.999, 1.1))
    order = sorted(scores)
    chance.shuffle(order)
    chosen: list[Pair] = []
    for place, (low, high) in enumerate(bands):
        inside = [each for each in order if low <= scores[each].probability < high]
        chosen += inside[: (many - len(chosen)) // (len(bands) - place)]
    return chosen

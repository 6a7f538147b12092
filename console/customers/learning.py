"""What to ask people so that the matcher learns most, and how sure it must be to act alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from console.customers import comparing, matching
from console.customers.clustering import Clustering, Merge, Pair, Scored
from console.customers.comparing import Comparison
from console.customers.matching import Model

WRONG_PER_PROFILE = 12e-4
"""How many wrong merges the model alone may expect: twelve in 10,000 profiles. Vetoes, rivals and
names, which it doesn't know of, leave about a sixth of them."""
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
        columns = comparing.numbers([each for each, _ in found])
        model = matching.trained(start, columns, np.array([same for _, same in found]))
    return model


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


def sure_enough(merges: Iterable[Merge], profiles: int) -> float:
    return sure_from((each.probability for each in merges), profiles=profiles)


def sure_from(chances: Iterable[float], *, profiles: int) -> float:
    """The probability from which on merging alone is wrong as seldom as promised, as the model
    itself expects: its probabilities are calibrated by answers."""
    allowed = WRONG_PER_PROFILE * profiles
    lowest, expected = 0.9999, 0.0
    for chance in sorted(chances, reverse=True):
        expected += 1 - chance
        if expected > allowed:
            break
        lowest = min(lowest, chance)
    return lowest


def settled(model: Model, log_odds: matching.Floats, *, share_learned: float) -> Model:
    """The same model where matches are more or less common among candidates than where it learned,
    found without any answer: Saerens, Latinne, Decaestecker 2002, by expectation-maximisation."""
    shift = 0.0
    for _ in range(50):
        share = float(np.clip(matching.probability(log_odds + shift).mean(), 1e-4, 1 - 1e-4))
        shift = float(np.log(share / (1 - share)) - np.log(share_learned / (1 - share_learned)))
    return Model(model.intercept + shift, model.weights, model.labels)


def taught_by_itself(model: Model, columns: np.ndarray[Any, np.dtype[np.float32]]) -> Model:
    """Where nobody answers: what it is sure of teaches it how mistakes are made in this file."""
    from sklearn.linear_model import LogisticRegression

    likely = model.of_numbers(columns) > 0
    if len(set(likely.tolist())) < 2:
        return model
    fitted = LogisticRegression(C=0.1, max_iter=2000, class_weight="balanced").fit(columns, likely)
    weights = dict(zip(comparing.COLUMNS, map(float, fitted.coef_[0]), strict=True))
    return Model(float(fitted.intercept_[0]), weights, model.labels)

"""How sure to be of an article when the search and what was learnt each say how sure they are.

Two who see different things and agree are surer together than either alone, so their words add in log-odds, as
independent evidence does (I. J. Good, Probability and the Weighing of Evidence, 1950). They aren't quite
independent, since both read the same words: how much each word is worth here, and from where on an article is shown,
is fitted on past questions that neither had seen (docs/decisions/0156).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FARTHEST, FARTHEST_LIFT = 2.5, 4.0
"""Log-odds beyond which a word counts no more: nobody is that sure, and what isn't found may be right."""
PRECISION = 0.9
"""Of what would have been shown of the questions held out, so much has to have been right."""
FEWEST = 30
"""Questions held out, below which what is given here holds."""
STRICTNESS = 4.0
"""How firmly the fit holds on to what is given, as so many questions would."""
ROUNDS = 25
LOWEST, HIGHEST, STEP = 0.5, 0.8, 0.01
"""Never what is rather wrong than right; and a few dozen questions can't tell that nothing at all is sure enough."""


@dataclass(frozen=True, slots=True)
class Blend:
    """Weights of the two log-odds, and the confidence from which an article is shown."""

    bias: float = 0.0
    found: float = 1.0
    learnt: float = 0.5
    threshold: float = 0.5

    def sure(self, found: float, learnt: float, among: int) -> float:
        """0 to 1. ``found``: how sure the search is; ``learnt``: the share the classifier gives it ``among`` so
        many articles, each of which it would give an equal one if it knew nothing."""
        return logistic(self.bias + self.found * logit(found) + self.learnt * lift(learnt, among))


GIVEN = Blend()


@dataclass(frozen=True, slots=True)
class Seen:
    """A question held out: what each said of the article that would have been shown, and whether it was right."""

    found: float
    learnt: float
    among: int
    right: bool


def logit(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return min(max(math.log(share / (1 - share)), -FARTHEST), FARTHEST)


def lift(share: float, among: int) -> float:
    """The log-odds by which it is likelier than if nothing were known."""
    even = 1 / max(among, 2)
    share = min(max(share, 1e-6), 1 - 1e-6)
    gained = math.log(share / (1 - share)) - math.log(even / (1 - even))
    return min(max(gained, -FARTHEST_LIFT), FARTHEST_LIFT)


def logistic(evidence: float) -> float:
    return 1 / (1 + math.exp(-evidence))


def fitted(seen: Sequence[Seen]) -> Blend:
    """The likeliest weights, held to those given by a normal prior; Newton's method. Neither word may count against
    itself. With too few questions, what is given."""
    if len(seen) < FEWEST:
        return GIVEN
    given = np.array([GIVEN.bias, GIVEN.found, GIVEN.learnt])
    said = np.array([[1.0, logit(each.found), lift(each.learnt, each.among)] for each in seen])
    right = np.array([float(each.right) for each in seen])
    weights = given.copy()
    for _ in range(ROUNDS):
        share = 1 / (1 + np.exp(-said @ weights))
        slope = said.T @ (right - share) - STRICTNESS * (weights - given)
        bend = (said * (share * (1 - share))[:, None]).T @ said + STRICTNESS * np.eye(3)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-6:
            break
    bias, found, learnt = (float(each) for each in (weights[0], max(weights[1], 0.0), max(weights[2], 0.0)))
    blend = Blend(bias, found, learnt)
    return Blend(bias, found, learnt, threshold(seen, blend))


def threshold(seen: Sequence[Seen], blend: Blend) -> float:
    """The lowest from which on enough of what would have been shown was right."""
    told = sorted(((blend.sure(each.found, each.learnt, each.among), each.right) for each in seen), reverse=True)
    at = LOWEST
    while at < HIGHEST:
        shown = [right for sure, right in told if sure >= at]
        if sum(shown) >= PRECISION * len(shown):
            break
        at += STEP
    return round(at, 2)

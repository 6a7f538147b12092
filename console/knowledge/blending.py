"""How sure to be of an article when the search and what was learnt each say how sure they are.

Two who see different things and agree are surer together than either alone, so their words add in log-odds, as
independent evidence does (I. J. Good, Probability and the Weighing of Evidence, 1950). They aren't quite
independent, since both read the same words: how much each word is worth here, and from where on an article is shown,
is fitted on past questions that neither had seen (docs/decisions/0156).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

FARTHEST, FARTHEST_LIFT = 2.5, 8.0
"""Log-odds beyond which a word counts no more: nobody is that sure, and what isn't found may be right. Among eighty
articles an equal share is one in eighty: a lift of four would take one half and certainty for the same."""
PRECISION = 0.9
"""Of what would have been shown of the questions held out, so much has to have been right."""
FEWEST = 30
"""Questions held out, below which what is given here holds."""
STRICTNESS = 4.0
"""How firmly the fit holds on to what is given, as so many questions would."""
ROUNDS, HALVINGS = 50, 30
LOWEST, HIGHEST, STEP = 0.5, 0.65, 0.01
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
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """A question held out: what each said of the article that would have been shown, and whether it was right."""

    found: float
    learnt: float
    among: int
    right: bool
    counts: float = 1.0
    """In choosing the threshold: what was asked without its article there is rarer than what has one."""


def logit(share: float) -> float:
    return within(odds(share), FARTHEST)


def lift(share: float, among: int) -> float:
    """The log-odds by which it is likelier than if nothing were known."""
    return within(odds(share) - odds(1 / max(among, 2)), FARTHEST_LIFT)


def odds(share: float) -> float:
    """Their logarithm; of nothing and of all it is finite, too."""
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))


def within(value: float, most: float) -> float:
    return min(max(value, -most), most)


def logistic(evidence: float) -> float:
    return 1 / (1 + math.exp(-evidence))


def fitted(seen: Sequence[Seen]) -> Blend:
    """The likeliest weights, held to those given. Neither word may count against itself: then it counts for nothing,
    and the rest is fitted without it. With too few questions, what is given."""
    if len(seen) < FEWEST:
        return GIVEN
    given = np.array([GIVEN.bias, GIVEN.found, GIVEN.learnt])
    said = np.array([[1.0, logit(each.found), lift(each.learnt, each.among)] for each in seen])
    right = np.array([float(each.right) for each in seen])
    kept = np.array([True, True, True])
    while True:
        weights = np.zeros(3)
        weights[kept] = likeliest(said[:, kept], right, given[kept])
        against = (weights < 0) & np.array([False, True, True])
        if not against.any():
            break
        kept &= ~against
    blend = Blend(*(float(each) for each in weights))
    return replace(blend, threshold=threshold(seen, blend))


def likeliest(said: Floats, right: Floats, given: Floats) -> Floats:
    """Logistic regression with a normal prior around ``given``; Newton's method, each step halved till uphill."""

    def likelihood(weights: Floats) -> float:
        evidence, far = said @ weights, weights - given
        return float((right * evidence - np.logaddexp(0, evidence)).sum() - STRICTNESS / 2 * far @ far)

    weights = given.copy()
    for _ in range(ROUNDS):
        share = np.exp(-np.logaddexp(0, -said @ weights))
        slope = said.T @ (right - share) - STRICTNESS * (weights - given)
        bend = (said * (share * (1 - share))[:, None]).T @ said + STRICTNESS * np.eye(len(given))
        step, here = np.linalg.solve(bend, slope), likelihood(weights)
        for _ in range(HALVINGS):
            if likelihood(weights + step) >= here:
                break
            step = step / 2
        weights = weights + step
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def threshold(seen: Sequence[Seen], blend: Blend) -> float:
    """The lowest from which on enough of what would have been shown was right."""
    told = [(blend.sure(each.found, each.learnt, each.among), each) for each in seen]
    at = LOWEST
    while at < HIGHEST:
        shown = [each for sure, each in told if sure >= at]
        if sum(each.counts for each in shown if each.right) >= PRECISION * sum(each.counts for each in shown):
            break
        at += STEP
    return round(at, 2)

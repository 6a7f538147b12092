"""How sure to be of an article when the search and what was learnt each say how sure they are.

Two who see different things and agree are surer together than either alone, so their words add in log-odds, as
independent evidence does (I. J. Good, Probability and the Weighing of Evidence, 1950). They aren't quite
independent, since both read the same words: how much each word is worth here, and from where on an article is shown,
is fitted on past questions that neither had seen (docs/decisions/0156). The classifier's word counts the less, the less
often the article was asked for; and since it doesn't notice words it has never heard, how much of the question the
article says counts beside both (docs/decisions/0180).
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
PRECISION, AWAY = 0.9, 0.5
"""Of what would have been shown of the questions held out, so much has to have been right. One asked without its
article there counts half: of three, two have an answer."""
MOST_AWAY = 0.08
"""Of those asked without their article, to so few something may be shown. A stranger's question is shown something less
often still: it isn't of the base's own subjects."""
FEWEST = 30
"""Questions held out, below which what is given here holds."""
STRICTNESS = 8.0
"""How firmly the fit holds on to what is given, as so many questions would."""
HALF_KNOWN = 2.0
"""Phrasings by which the classifier knows an article well enough for half of its word to count."""
USUALLY_COVERED = 0.7
"""How much of a question the article says that answers it. More or less than that counts as given, log-odds for share:
past questions are the base's own and hardly tell what it is worth against a stranger's."""
ROUNDS, HALVINGS = 50, 30
LOWEST, HIGHEST, STEP = 0.5, 0.75, 0.01
"""Never what is rather wrong than right; and a few dozen questions can't tell that nothing at all is sure enough."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of an article, of a question."""

    found: float
    """How sure the search is."""
    learnt: float
    """The share the classifier gives it."""
    among: int
    """So many articles the classifier knows: each would get an equal share if it knew nothing."""
    asked: int
    """By so many phrasings it knows this one."""
    covered: float
    """How much of the question the article says."""

    @property
    def evidence(self) -> tuple[float, float, float]:
        """In the order of the weights."""
        return 1.0, logit(self.found), lift(self.learnt, self.among) * self.asked / (self.asked + HALF_KNOWN)

    @property
    def beside(self) -> float:
        return self.covered - USUALLY_COVERED


@dataclass(frozen=True, slots=True)
class Blend:
    """Weights of the two log-odds, and the confidence from which an article is shown."""

    bias: float = 0.0
    found: float = 1.0
    learnt: float = 0.5
    threshold: float = 0.5

    def sure(self, said: Said) -> float:
        """0 to 1."""
        weights = (self.bias, self.found, self.learnt)
        return logistic(said.beside + sum(w * e for w, e in zip(weights, said.evidence, strict=True)))


GIVEN = Blend()
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """A question held out: what was said of the article that would have been shown, and whether it was right."""

    said: Said
    right: bool
    away: bool = False
    """Whether its article was taken away: then nothing is right."""


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
    said = np.array([each.said.evidence for each in seen])
    beside = np.array([each.said.beside for each in seen])
    right = np.array([float(each.right) for each in seen])
    kept = np.array([True, True, True])
    while True:
        weights = np.zeros(3)
        weights[kept] = likeliest(said[:, kept], beside, right, given[kept])
        against = (weights < 0) & np.array([False, True, True])
        if not against.any():
            break
        kept &= ~against
    blend = Blend(*(float(each) for each in weights))
    return replace(blend, threshold=threshold(seen, blend))


def likeliest(said: Floats, beside: Floats, right: Floats, given: Floats) -> Floats:
    """Logistic regression with a normal prior around ``given``; Newton's method, each step halved till uphill.
    ``beside``: the log-odds that count as they are."""

    def likelihood(weights: Floats) -> float:
        evidence, far = said @ weights + beside, weights - given
        return float((right * evidence - np.logaddexp(0, evidence)).sum() - STRICTNESS / 2 * far @ far)

    weights = given.copy()
    for _ in range(ROUNDS):
        share = np.exp(-np.logaddexp(0, -said @ weights - beside))
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
    """The lowest from which on enough of what would have been shown was right, and little without its article there."""
    told = [(blend.sure(each.said), each) for each in seen]
    at, most = LOWEST, MOST_AWAY * sum(each.away for each in seen)
    while at < HIGHEST:
        shown = [each for sure, each in told if sure >= at]
        right, away = sum(each.right for each in shown), sum(each.away for each in shown)
        if away <= most and right >= PRECISION * (len(shown) - away + AWAY * away):
            break
        at += STEP
    return round(at, 2)

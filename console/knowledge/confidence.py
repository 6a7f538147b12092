"""How likely the first article found answers the question, so that nothing is suggested where nothing is known.

A logistic function of four things, fitted by `bench.confidence_fit` on the even queries of public support sets: with
their answer in the base, with their answer taken out of it, and on questions no article answers
(docs/decisions/0177). Whoever changes the ranking's score fits it again and writes the weights here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from console.knowledge.ranking import Ranked

BIAS, COVERED, LETTERS, LEAD, TELLING = -7.83, 3.1, 4.17, 2.95, 0.63
FAR_AHEAD = 1.0
"""A lead counts no more beyond this: questions without an answer also have a first article."""


@dataclass(frozen=True, slots=True)
class Evidence:
    covered: float
    """How much of what was asked, by rarity, the first article says at least once: 0 to 1."""
    letters: float
    """The root of how many letters they share: it tells few from none better than many from most."""
    lead: float
    """By how much it is ahead of the next one."""
    telling: float
    """ln(1 + words that tell something): of two words both are soon found anywhere."""

    @property
    def numbers(self) -> tuple[float, float, float, float]:
        """In the order of the weights."""
        return self.covered, self.letters, self.lead, self.telling

    @property
    def sure(self) -> float:
        """0 to 1."""
        weights = (COVERED, LETTERS, LEAD, TELLING)
        return 1 / (1 + math.exp(-BIAS - sum(w * n for w, n in zip(weights, self.numbers, strict=True))))


def evidence(ranked: Ranked, first: int, others: list[int], *, telling: int) -> Evidence:
    """``first``: the place among the candidates of the first one shown; ``others``: those it leaves behind;
    ``telling``: how many words were asked that aren't function words."""
    lead = float(ranked.scores[first] - ranked.scores[others].max()) if others else FAR_AHEAD
    shared = math.sqrt(max(float(ranked.letters[first]), 0.0))
    return Evidence(float(ranked.covered[first]), shared, min(lead, FAR_AHEAD), math.log1p(telling))

"""How likely the first article found answers the question, so that nothing is suggested where nothing is known.

A logistic function, fitted on the even queries of public support sets: with their answer in the base, with
their answer taken out of it, and on questions no article answers (docs/decisions/0052).
"""

from __future__ import annotations

import math

from console.knowledge.ranking import Ranked

BIAS, COVERED, LETTERS, LEAD = -4.9, 3.1, 3.9, 15.0
FAR_AHEAD = 0.1
"""A lead counts no more beyond this: questions without an answer also have a first article."""


def of(ranked: Ranked, first: int, others: list[int]) -> float:
    """0 to 1. ``first``: the place among the candidates of the first one shown; ``others``: those it leaves behind."""
    lead = float(ranked.scores[first] - ranked.scores[others].max()) if others else FAR_AHEAD
    evidence = (
        BIAS + COVERED * float(ranked.covered[first]) + LETTERS * float(ranked.letters[first])
        + LEAD * min(lead, FAR_AHEAD)
    )  # fmt: skip
    return 1 / (1 + math.exp(-evidence))

"""How likely the first article found answers the question, so that nothing is suggested where nothing is known."""

from __future__ import annotations

import math

from console.knowledge.asking import Wanted
from console.knowledge.ranking import Ranked


def of(wanted: Wanted, ranked: Ranked, order: list[int]) -> float:
    """0 to 1: a logistic function of `features`, fitted on questions with and without an answer."""
    found = features(wanted, ranked, order)
    return 1 / (1 + math.exp(-BIAS - sum(WEIGHTS[name] * value for name, value in found.items())))


def features(wanted: Wanted, ranked: Ranked, order: list[int]) -> dict[str, float]:
    first = order[0]
    second = order[1] if len(order) > 1 else None
    return {
        # How much of what was asked, by rarity, the best article says; and by letters.
        "said": float(ranked.words[first]) / max(ranked.most, 1e-9),
        "letters": float(ranked.letters[first]),
        # How far it stands before the next.
        "lead": float(ranked.scores[first] - ranked.scores[second]) if second is not None else 1.0,
    }


BIAS = -3.0
WEIGHTS = {"said": 3.0, "letters": 4.0, "lead": 2.0}

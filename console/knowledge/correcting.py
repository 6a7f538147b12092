"""What a misspelt word was meant to be: a word of our articles, or one that means or inflects one of them."""

from __future__ import annotations

import math
from collections.abc import Callable

from console.knowledge import dictionary
from console.knowledge.mistakes import likeness
from console.knowledge.spelling import LONGEST
from console.knowledge.synonyms import Meanings
from console.knowledge.vocabulary import Vocabulary

ALTERNATIVES = 4
NEAR_ENOUGH, UNSURE, SHARPNESS = 0.12, 0.95, 6.0
"""A spelling less likely than the best by more than the first is none; the others fade so fast."""
NEARLY_BEGUN, SHORTENED = 0.05, 0.5
SHORTEST_NEARLY, SHORTEST_OTHER = 4, 4
OF_THE_TRADE, OF_THE_LANGUAGE = 0.03, 0.08
"""How much less likely words are that no article has."""
SURE = 0.86
"""A word of ours as likely as that is meant: looking elsewhere takes half a millisecond."""
Used = Callable[[str], bool]
Near = Callable[[str], dict[str, float]]
"""`near` for one reader's words."""


def farthest(word: str) -> int:
    return 1 if len(word) <= 4 else 2 if len(word) <= 8 else 3


def near(word: str, vocabulary: Vocabulary, synonyms: Meanings) -> dict[str, float]:
    """Words of ours near a misspelt one, with how likely they are; words of no article too, unless one is near."""
    scored = {near: score for score, near in vocabulary.near(word, farthest(word))}
    if max(scored.values(), default=0.0) < SURE and not dictionary.exists(word):
        for other, score in elsewhere(word, synonyms, farthest(word)).items():
            scored.setdefault(other, score)
    return scored


def meant(
    word: str, nearest: dict[str, float], vocabulary: Vocabulary, synonyms: Meanings, used: Used, *, begun: bool
) -> dict[str, float]:
    """The words a misspelt one may be, of the ``nearest`` and others, the likeliest first; empty when none is near.

    ``begun``: it isn't finished."""
    scored = dict(nearest)
    if begun and len(word) >= SHORTEST_NEARLY:
        for close, score in vocabulary.beginning_nearly(word)[: 2 * ALTERNATIVES]:
            scored[close] = max(scored.get(close, 0), score - NEARLY_BEGUN)

    def stands(near: str) -> bool:
        return used(near) or any(used(each) for each in synonyms.meaning(near))

    return likeliest(scored, stands) or shortened(word, vocabulary, used)


def elsewhere(word: str, synonyms: Meanings, farthest: int) -> dict[str, float]:
    """Words of no article, but of the trade, or of the language: they may mean one of ours, or have its stem."""
    found = {near: score - OF_THE_TRADE for score, near in synonyms.near(word, farthest)}
    for near in dictionary.near(word) if SHORTEST_OTHER <= len(word) <= LONGEST else ():
        found.setdefault(near, likeness(word, near, 1, 0) - OF_THE_LANGUAGE)
    return found


def likeliest(scored: dict[str, float], stands: Used) -> dict[str, float]:
    found: dict[str, float] = {}
    best = 0.0
    for word, score in sorted(scored.items(), key=lambda each: (-each[1], each[0])):
        if found and (score < best - NEAR_ENOUGH or len(found) == ALTERNATIVES):
            break
        if stands(word):
            best = best or score
            found[word] = UNSURE * math.exp(-SHARPNESS * (best - score))
    return found


def shortened(word: str, vocabulary: Vocabulary, used: Used) -> dict[str, float]:
    """An abbreviation, as agents write them: dev, ped, min."""
    if len(word) < 3:
        return {}
    return {each: SHORTENED for each in vocabulary.beginning(word, ALTERNATIVES) if used(each)}

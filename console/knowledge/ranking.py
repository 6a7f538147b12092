"""Orders what the index fetched: field weights, neighbouring words, the best passage, letters in common.

BM25F (Robertson & Zaragoza 2009) over title, text and asked phrasings where each word may have
several meanings of which the best counts; pairs of neighbouring words; BM25 of the best passage of some
forty words; and the cosine of character 3 to 5-grams, which finds derived and misspelt words. Each of these is
divided by its maximum among the candidates, then weighed. What the best sentence has in common with the question
counts as it is, squared: little, unless somebody asks nearly in the article's words. How near both are in
meaning counts as it is, too: of its best sentence and of all of them. Last, the first few are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np

from console.knowledge import kept
from console.knowledge.apart import apart
from console.knowledge.asking import Wanted
from console.knowledge.letters import lettered
from console.knowledge.nearness import nearness
from console.knowledge.relevance import Asked, Base, Floats, saturated, scaled, slope
from console.knowledge.standing import Standing, counted, passages, standing
from console.knowledge.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Weights:
    """One set for every base. Tuned on the even queries of public sets (docs/decisions/0050)."""

    k1: float = 2.5
    title: float = 6.0
    asked: float = 3.0
    title_slope: float = 0.75
    text_slope: float = 0.9
    asked_slope: float = 0.3
    pairs: float = 0.6
    pair_share: float = 0.08
    close: float = 0.8
    close_share: float = 0.15
    close_k1: float = 1.5
    passage: float = 0.7
    passage_k1: float = 2.0
    passage_title: float = 2.0
    passage_slope: float = 0.75
    early: float = 0.2
    """An article says what it is about in its first words."""
    early_words: int = 150
    early_k1: float = 1.2
    letters: float = 0.35
    idle: float = 0.6
    """What a function word counts beside others."""
    title_letters: float = 0.16
    sentence: float = 1.3
    near: float = 1.5
    near_whole: float = 1.5
    apart: float = 0.6
    opening: float = 0.3
    """Who types a word or two names a subject, and a title that begins with it is about it."""


WEIGHTS = Weights()
FEW = 2


@dataclass(frozen=True, slots=True)
class Ranked:
    """Per candidate: the score, the score free of feedback, and what the confidence is made of, each 0 to 1."""

    scores: Floats
    unasked: Floats
    covered: Floats
    """How much of what was asked, by rarity, it says at least once."""
    letters: Floats


def rank(shelf: kept.Shelf, wanted: Wanted, words: Vocabulary, base: Base, weights: Weights = WEIGHTS) -> Ranked:
    asked = Asked(wanted, base, idle=weights.idle, pair_share=weights.pair_share, close_share=weights.close_share)
    title, text, phrasings = standing(shelf, asked)
    boosts = (
        weights.title / slope(title.lengths, base.average_title, weights.title_slope),
        1.0 / slope(text.lengths, base.average_text, weights.text_slope),
        weights.asked / slope(phrasings.lengths, max(float(phrasings.lengths.mean()), 1.0), weights.asked_slope),
    )
    fields = list(zip((title, text, phrasings), boosts, strict=True))
    in_title = title.times(asked)
    # Free of what was learnt, and with it.
    times = in_title * boosts[0][:, None] + text.times(asked) * boosts[1][:, None]
    all_times = times + phrasings.times(asked) * boosts[2][:, None] if len(phrasings.at) else times
    beside = close(text, asked, boosts[1], weights)

    def relevance(times: Floats, some: list[tuple[Standing, Floats]]) -> Floats:
        score = asked.best(times, weights.k1)
        if asked.pairs:
            near = added(each.neighbours(asked) * boost[:, None] for each, boost in some)
            score = score + weights.pairs * (saturated(near, weights.k1) * asked.pairs.rarity).sum(axis=1)
        return score + beside

    unasked = relevance(times, fields[:2])
    told = relevance(all_times, fields) if len(phrasings.at) else unasked
    letters = lettered(shelf, wanted, words)
    opens = np.zeros(shelf.many, np.float32)
    if len(wanted.telling) <= FEW:
        opens[title.opening(asked)] = 1.0
    passage = best_passages(shelf, text, in_title, asked, weights)
    early = asked.best(text.first(weights.early_words, asked), weights.early_k1)
    near = nearness(shelf, wanted)
    rest = (
        weights.passage * scaled(passage)
        + weights.early * scaled(early)
        + weights.letters * scaled(letters.whole)
        + weights.title_letters * scaled(letters.title)
        + weights.opening * opens
        + weights.near_whole * near.whole
    )
    free = scaled(unasked) + rest + weights.sentence * letters.sentence**2 + weights.near * near.sentence
    # Squared, too: nearly all of it, or little.
    free += weights.apart * apart(shelf, title, text, asked, free) ** 2
    scores = free
    if shelf.widths[:, kept.ASKED].any():
        scores = scaled(told) + rest + weights.sentence * letters.asked**2 + weights.near * near.asked
        scores += weights.apart * apart(shelf, title, text, asked, scores) ** 2
    return Ranked(scores, free, asked.covered(all_times), letters.whole)


def close(text: Standing, asked: Asked, boost: Floats, weights: Weights) -> Floats:
    """Telling words asked for together that stand near each other: about a thing, not about each of its words."""
    if not asked.close or not len(text.at):
        return np.zeros(text.many, np.float32)
    times = text.close(asked) * boost[:, None]
    found: Floats = weights.close * (saturated(times, weights.close_k1) * asked.close.rarity).sum(axis=1)
    return found


def best_passages(shelf: kept.Shelf, text: Standing, in_title: Floats, asked: Asked, weights: Weights) -> Floats:
    """Of each article its best passage, read under its title."""
    all_passages = passages(shelf)
    if not len(all_passages.starts):
        return np.zeros(shelf.many, np.float32)
    # Those that say anything of it; of all others the title speaks alone, once for each article.
    of_hit = np.searchsorted(all_passages.starts, text.at, "right") - 1
    saying, row = np.unique(of_hit, return_inverse=True)
    owner, lengths = all_passages.owner[saying], all_passages.lengths
    norm = slope(lengths[saying], float(lengths.mean()), weights.passage_slope)
    titles = shelf.widths[:, kept.TITLE]
    titled = slope(titles, max(float(titles.mean()), 1), weights.passage_slope)
    alone = in_title * (weights.passage_title / titled)[:, None]
    times = counted(row, text.stem, len(saying), asked.wide)
    best: Floats = np.where(text.lengths > 0, asked.best(alone, weights.passage_k1), np.float32(0))
    np.maximum.at(best, owner, asked.best(times / norm[:, None] + alone[owner], weights.passage_k1))
    return best


def added(parts: Iterable[Floats]) -> Floats:
    return reduce(np.add, parts)

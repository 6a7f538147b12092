"""Orders what the index fetched: field weights, neighbouring words, the best passage, letters in common.

BM25F (Robertson & Zaragoza 2009) over title, text and asked phrasings where each word may have
several meanings of which the best counts; pairs of neighbouring words; BM25 of the best passage of some
forty words; and the cosine of character 3 to 5-grams, which finds derived and misspelt words. Each part is
divided by its maximum among the candidates, then weighed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from console.knowledge import kept
from console.knowledge.asking import Wanted
from console.knowledge.letters import lettered
from console.knowledge.relevance import Asked, Base, Floats, Standing, added, counted, saturated, scaled, slope
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
    passage: float = 1.0
    passage_k1: float = 2.0
    passage_title: float = 2.0
    passage_slope: float = 0.75
    named: float = 0.25
    """Of the passage that names most of what was asked, however often."""
    named_k1: float = 0.3
    early: float = 0.2
    """An article says what it is about in its first words."""
    early_words: int = 150
    early_k1: float = 1.2
    letters: float = 0.5
    idle: float = 0.6
    """What a function word counts beside others."""
    title_letters: float = 0.12
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
    title, text = Standing(shelf.title, asked), Standing(shelf.text, asked)
    phrasings = Standing(shelf.asked, asked, shelf.asked_weights)
    boosts = (
        weights.title / slope(shelf.title.lengths, base.average_title, weights.title_slope),
        1.0 / slope(shelf.text.lengths, base.average_text, weights.text_slope),
        weights.asked / slope(shelf.asked.lengths, max(float(shelf.asked.lengths.mean()), 1.0), weights.asked_slope),
    )
    fields = list(zip((title, text, phrasings), boosts, strict=True))

    def times_in(some: list[tuple[Standing, Floats]]) -> Floats:
        return added(each.times(shelf.many, asked) * boost[:, None] for each, boost in some)

    def relevance(some: list[tuple[Standing, Floats]]) -> Floats:
        score = asked.best(times_in(some), weights.k1)
        if asked.pairs:
            near = added(each.neighbours(shelf.many, asked) * boost[:, None] for each, boost in some)
            score = score + weights.pairs * (saturated(near, weights.k1) * asked.pair_rarity).sum(axis=1)
        return score + beside

    beside = close(shelf, text, asked, boosts[1], weights)
    told = relevance(fields)
    unasked = relevance(fields[:2]) if len(shelf.asked.numbers) else told
    letters, title_letters = lettered(shelf, wanted, words)
    opens = np.zeros(shelf.many, np.float32)
    if len(wanted.telling) <= FEW:
        opens[title.owner[title.starts & asked.telling[title.stem]]] = 1.0
    passage, named = best_passages(shelf, text, title, asked, weights)
    early = asked.best(text.first(weights.early_words, shelf.text, shelf.many, asked), weights.early_k1)
    rest = (
        weights.passage * scaled(passage)
        + weights.named * scaled(named)
        + weights.early * scaled(early)
        + weights.letters * scaled(letters)
        + weights.title_letters * scaled(title_letters)
        + weights.opening * opens
    )
    return Ranked(scaled(told) + rest, scaled(unasked) + rest, asked.covered(times_in(fields)), letters)


def close(shelf: kept.Shelf, text: Standing, asked: Asked, boost: Floats, weights: Weights) -> Floats:
    """Telling words asked for together that stand near each other: about a thing, not about each of its words."""
    if not asked.close or not len(text.at):
        return np.zeros(shelf.many, np.float32)
    times = text.close(shelf.many, asked) * boost[:, None]
    found: Floats = weights.close * (saturated(times, weights.close_k1) * asked.close_rarity).sum(axis=1)
    return found


def best_passages(
    shelf: kept.Shelf, text: Standing, title: Standing, asked: Asked, weights: Weights
) -> tuple[Floats, Floats]:
    """Of each article its best passage, read under its title, and the one that names most of what was asked."""
    best, named = np.zeros(shelf.many, np.float32), np.zeros(shelf.many, np.float32)
    if not len(shelf.text.numbers):
        return best, named
    passage = np.cumsum((shelf.text.numbers & np.uint32(kept.PASSAGE_STARTS)) != 0) - 1
    many = int(passage[-1]) + 1
    owner = np.zeros(many, np.int64)
    owner[passage] = shelf.text.owner
    lengths = np.bincount(passage, minlength=many)
    norm = slope(lengths, float(lengths.mean()), weights.passage_slope)[:, None]
    titled = slope(shelf.title.lengths, max(float(shelf.title.lengths.mean()), 1), weights.passage_slope)
    in_title = title.times(shelf.many, asked) * (weights.passage_title / titled)[:, None]
    times = counted(passage[text.at], text.stem, many, asked.wide)
    np.maximum.at(best, owner, asked.best(times / norm + in_title[owner], weights.passage_k1))
    np.maximum.at(named, owner, asked.best(np.minimum(times, 1), weights.named_k1))
    return best, named

"""Orders what the index fetched: field weights, neighbouring words, the best passage, letters in common.

BM25F (Robertson & Zaragoza 2009) over title, text and asked phrasings where each word may have
several meanings of which the best counts; pairs of neighbouring words; BM25 of the best passage of some
forty words; and the cosine of character 3 to 5-grams, which finds derived and misspelt words. Each part is
divided by its maximum among the candidates, then weighed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from console.knowledge import kept
from console.knowledge.asking import Wanted
from console.knowledge.vocabulary import Vocabulary

Floats = npt.NDArray[np.float32]


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
    passage: float = 1.0
    passage_k1: float = 2.0
    passage_title: float = 2.0
    passage_slope: float = 0.75
    letters: float = 0.5
    idle: float = 0.6
    """What a function word counts beside others."""
    title_letters: float = 0.12
    opening: float = 0.3
    """Who types a word or two names a subject, and a title that begins with it is about it."""


WEIGHTS = Weights()
FEW = 2


@dataclass(frozen=True, slots=True)
class Base:
    """What is known of the whole index."""

    articles: int
    average_title: float
    average_text: float
    frequency: Callable[[str], int]
    """In how many articles a stem is."""

    def rarity(self, found: float) -> float:
        """Inverse document frequency, as in BM25."""
        found = min(found, self.articles)
        return float(np.log(1 + (self.articles - found + 0.5) / (found + 0.5)))


@dataclass(frozen=True, slots=True)
class Ranked:
    """Per candidate: the score, the score free of feedback, and what the confidence is made of, each 0 to 1."""

    scores: Floats
    unasked: Floats
    covered: Floats
    """How much of what was asked, by rarity, it says at least once."""
    letters: Floats


class Asked:
    """Every stem asked for, once, and which words may mean it."""

    def __init__(self, wanted: Wanted, base: Base, weights: Weights):
        places: dict[str, int] = {}
        self.by_term: list[tuple[kept.Places, Floats]] = [
            (
                np.array([places.setdefault(stem, len(places)) for stem in term.meanings]),
                np.fromiter(term.meanings.values(), np.float32) * np.float32(weights.idle if term.idle else 1.0),
            )
            for term in wanted.terms
        ]
        frequencies = np.array([base.frequency(each) for each in places])
        self.rarity = np.array([base.rarity(each) for each in frequencies], np.float32)
        numbers = np.array([kept.stem_number(each) for each in places], np.uint32)
        self.order = np.argsort(numbers, kind="stable")
        self.numbers = numbers[self.order]
        telling = {stem for term in wanted.telling for stem in term.meanings}
        self.telling = np.array([stem in telling for stem in places])
        main = [int(at[shares.argmax()]) for at, shares in self.by_term]
        # How rare two words are beside each other isn't counted; a share of the rarer one's articles is.
        together = {(a, b): min(frequencies[a], frequencies[b]) for a, b in pairwise(main) if a != b}
        self.pairs = list(together)
        rarities = (base.rarity(each * weights.pair_share) for each in together.values())
        self.pair_rarity = np.fromiter(rarities, np.float32, len(together))

    @property
    def wide(self) -> int:
        return len(self.numbers)

    def best(self, impacts: Floats) -> Floats:
        """Rows × stems to one number a row: of each word its best meaning, summed."""
        total = np.zeros(len(impacts), np.float32)
        for at, shares in self.by_term:
            total += (impacts[:, at] * shares).max(axis=1)
        return total


class Standing:
    """Where in one part of the articles the stems asked for stand."""

    def __init__(self, part: kept.Part, asked: Asked, shares: Floats | None = None):
        stems = part.numbers & np.uint32(kept.STEM)
        at = np.minimum(np.searchsorted(asked.numbers, stems), asked.wide - 1)
        self.at = np.flatnonzero(asked.numbers[at] == stems)
        self.stem = asked.order[at[self.at]]
        self.owner = part.owner[self.at]
        self.shares = None if shares is None else shares[self.at]
        self.starts = (part.numbers[self.at] & np.uint32(kept.PASSAGE_STARTS)) != 0

    def times(self, many: int, asked: Asked) -> Floats:
        return counted(self.owner, self.stem, many, asked.wide, self.shares)

    def neighbours(self, many: int, asked: Asked) -> Floats:
        """How often each two words asked for in a row stand in a row."""
        table = np.full((asked.wide, asked.wide), -1)
        for number, (a, b) in enumerate(asked.pairs):
            table[a, b] = number
        together = (np.diff(self.at) == 1) & (self.owner[1:] == self.owner[:-1])
        place = np.where(together, table[self.stem[:-1], self.stem[1:]], -1)
        hit = place >= 0
        return counted(self.owner[1:][hit], place[hit], many, len(asked.pairs))


def rank(shelf: kept.Shelf, wanted: Wanted, words: Vocabulary, base: Base, weights: Weights = WEIGHTS) -> Ranked:
    asked = Asked(wanted, base, weights)
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
        score = asked.best(saturated(times_in(some), weights.k1) * asked.rarity)
        if asked.pairs:
            near = added(each.neighbours(shelf.many, asked) * boost[:, None] for each, boost in some)
            score = score + weights.pairs * (saturated(near, weights.k1) * asked.pair_rarity).sum(axis=1)
        return score

    told = relevance(fields)
    unasked = relevance(fields[:2]) if len(shelf.asked.numbers) else told
    letters, title_letters = lettered(shelf, wanted, words)
    opens = np.zeros(shelf.many, np.float32)
    if len(wanted.telling) <= FEW:
        opens[title.owner[title.starts & asked.telling[title.stem]]] = 1.0
    rest = (
        weights.passage * scaled(best_passages(shelf, text, title, asked, weights))
        + weights.letters * scaled(letters)
        + weights.title_letters * scaled(title_letters)
        + weights.opening * opens
    )
    most = max(float(asked.best(asked.rarity[None, :])[0]), 1e-9)
    covered = asked.best(asked.rarity * (times_in(fields) > 0)) / most
    return Ranked(scaled(told) + rest, scaled(unasked) + rest, covered, letters)


def counted(rows: kept.Places, columns: kept.Places, many: int, wide: int, shares: Floats | None = None) -> Floats:
    return np.bincount(rows * wide + columns, shares, minlength=many * wide).reshape(many, wide).astype(np.float32)


def added(parts: Iterable[Floats]) -> Floats:
    return reduce(np.add, parts)


def slope(lengths: kept.Places, average: float, b: float) -> Floats:
    return (1 - b + b * lengths / max(average, 1e-9)).astype(np.float32)


def saturated(times: Floats, k1: float) -> Floats:
    return times * np.float32(k1 + 1) / (times + np.float32(k1))


def scaled(scores: Floats) -> Floats:
    return scores / np.float32(max(float(scores.max(initial=0)), 1e-9))


def best_passages(shelf: kept.Shelf, text: Standing, title: Standing, asked: Asked, weights: Weights) -> Floats:
    """Of each article its best passage, read under its title."""
    best = np.zeros(shelf.many, np.float32)
    if not len(shelf.text.numbers):
        return best
    passage = np.cumsum((shelf.text.numbers & np.uint32(kept.PASSAGE_STARTS)) != 0) - 1
    many = int(passage[-1]) + 1
    owner = np.zeros(many, np.int64)
    owner[passage] = shelf.text.owner
    lengths = np.bincount(passage, minlength=many)
    norm = slope(lengths, float(lengths.mean()), weights.passage_slope)[:, None]
    titled = slope(shelf.title.lengths, max(float(shelf.title.lengths.mean()), 1), weights.passage_slope)
    in_title = title.times(shelf.many, asked) * (weights.passage_title / titled)[:, None]
    times = counted(passage[text.at], text.stem, many, asked.wide) / norm + in_title[owner]
    np.maximum.at(best, owner, asked.best(saturated(times, weights.passage_k1) * asked.rarity))
    return best


def lettered(shelf: kept.Shelf, wanted: Wanted, words: Vocabulary) -> tuple[Floats, Floats]:
    """The cosine of letters with the whole article, where its title counts twice, and with its title."""
    typed = [word for each in wanted.telling for word in (each.word, next(iter(each.meant), each.word))]
    table = words.overlap([(each, 1.0) for each in typed])
    norm = words.spelling.norm(typed)

    def measured(part: kept.Part) -> tuple[Floats, Floats]:
        at = words.places(part.numbers)
        times = 1 + np.log((part.numbers >> np.uint32(kept.TIMES_SHIFT)).astype(np.float32))
        shared = np.bincount(part.owner, table[at] * times, minlength=shelf.many)
        squares = np.bincount(part.owner, words.norms[at] * times**2, minlength=shelf.many)
        return shared.astype(np.float32), squares.astype(np.float32)

    title, title_squares = measured(shelf.title_spelt)
    text, text_squares = measured(shelf.text_spelt)
    twice = np.float32(1 + np.log(2))
    whole = (text + twice * title) / (norm * np.sqrt(np.maximum(text_squares + twice**2 * title_squares, 1e-6)))
    alone = title / (norm * np.sqrt(np.maximum(title_squares, 1e-6)))
    return whole.astype(np.float32), alone.astype(np.float32)

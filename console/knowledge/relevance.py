"""How much articles say of what was asked, word by word: BM25F's counting, rarity and saturation.

A word may have several meanings, each with its weight; pairs of words asked for in a row are looked for in a row.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from console.knowledge import kept
from console.knowledge.asking import Term, Wanted

Floats = npt.NDArray[np.float32]
BRIEF, FAINTER = 200, 0.5
"""Words of an article that says one thing; and how fast other meanings count less in longer ones."""
SIEVE = (1 << 14) - 1
"""The bits of a stem's number that are looked at first."""


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
        return math.log(1 + (self.articles - found + 0.5) / (found + 0.5))


class Pairs:
    """Words asked for together: which two stems, how rare they are so, and the number of each two."""

    def __init__(self, mains: list[int], frequencies: list[int], share: float, base: Base, *, in_order: bool):
        """How rare two words are beside each other isn't counted; a ``share`` of the rarer one's articles is."""
        wide = len(frequencies)
        together = {(a, b): min(frequencies[a], frequencies[b]) for a, b in pairwise(mains) if a != b}
        self.rarity = np.array([base.rarity(each * share) for each in together.values()], np.float32)
        table = [-1] * (wide * wide)
        for number, (a, b) in enumerate(together):
            table[a * wide + b] = number
            if not in_order and (b, a) not in together:
                table[b * wide + a] = number
        self.table: kept.Places = np.array(table)
        """By the first stem's row and the second's column: the place among the pairs, −1 for all others."""

    def __len__(self) -> int:
        return len(self.rarity)


class Asked:
    """Every stem asked for, once, and which words may mean it."""

    def __init__(self, wanted: Wanted, base: Base, *, idle: float, pair_share: float, close_share: float):
        """``idle``: what a function word counts; of the rarer of two words' articles, ``pair_share`` have both in a
        row, and ``close_share`` near each other."""
        places: dict[str, int] = {}
        for term in wanted.terms:
            for stem in term.meanings:
                places.setdefault(stem, len(places))
        frequencies = [base.frequency(each) for each in places]
        rarity = [base.rarity(each) for each in frequencies]
        # A long article says many things by the way: what a word may mean besides is often none of its subject.
        aside = min(1.0, BRIEF / base.average_text) ** FAINTER
        by_term = [shares(term, [places[each] for each in term.meanings], rarity, idle, aside) for term in wanted.terms]
        numbers = np.array([kept.stem_number(each) for each in places], np.uint32)
        self.order = np.argsort(numbers, kind="stable")
        self.numbers = numbers[self.order]
        self.wide = len(numbers)
        self.sieve = np.zeros(SIEVE + 1, np.bool_)
        self.sieve[numbers & np.uint32(SIEVE)] = True
        telling = {stem for term in wanted.telling for stem in term.meanings}
        self.telling = np.array([stem in telling for stem in places])
        main = [max(each, key=lambda place: each[place]) for each in by_term]
        self.pairs = Pairs(main, frequencies, pair_share, base, in_order=True)
        told = [at for at, term in zip(main, wanted.terms, strict=True) if not term.idle]
        self.close = Pairs(told, frequencies, close_share, base, in_order=False)
        self.flat(by_term, main, rarity)
        worth = (whole(term) * (idle if term.idle else 1.0) for term in wanted.terms)
        self.most = sum(share * rarity[place] for share, place in zip(worth, main, strict=True))

    def flat(self, by_term: list[dict[int, float]], main: list[int], rarity: list[float]) -> None:
        """The meanings of all words side by side, so that all are weighed at once."""
        many = np.array([len(each) for each in by_term])
        self.every = np.array([place for each in by_term for place in each])
        counts = [share * rarity[place] for each in by_term for place, share in each.items()]
        self.every_share = np.array(counts, np.float32)
        self.every_count = np.array([share for each in by_term for share in each.values()], np.float32)
        self.begins: kept.Places = np.cumsum(many) - many
        self.several = np.flatnonzero(many > 1)
        self.joint_share = np.array(
            [rarity[main[term]] * max(by_term[term].values()) for term in self.several], np.float32
        )

    def best(self, times: Floats, k1: float) -> Floats:
        """Rows × stems to one number a row: of each word its best meaning, or all of them together, summed."""
        said = times[:, self.every]
        impact = np.maximum.reduceat(saturated(said, k1) * self.every_share, self.begins, axis=1)
        if len(self.several):
            joint = np.add.reduceat(said * self.every_count, self.begins, axis=1)[:, self.several]
            together = saturated(joint, k1) * self.joint_share
            impact[:, self.several] = np.maximum(impact[:, self.several], together)
        total: Floats = impact.sum(axis=1)
        return total

    def covered(self, times: Floats) -> Floats:
        """Rows × stems to the share, by rarity, of what was asked that is said at all."""
        said = times > 0
        found: Floats = np.maximum.reduceat(said[:, self.every] * self.every_share, self.begins, axis=1).sum(axis=1)
        return found / np.float32(max(self.most, 1e-9))


def shares(term: Term, at: list[int], rarity: list[float], idle: float, aside: float) -> dict[int, float]:
    """Which stems may mean a word, and how much each counts: one rarer than the word tells no more than it.
    ``aside``: what is left of meanings besides the likeliest."""
    counts = [weight * (idle if term.idle else 1.0) for weight in term.meanings.values()]
    if not term.begun:
        best = counts.index(max(counts))
        counts = [
            each * min(1.0, rarity[at[best]] / max(rarity[place], 1e-6))
            for each, place in zip(counts, at, strict=True)
        ]  # fmt: skip
        counts = [each * aside if each < counts[best] else each for each in counts]
    return dict(zip(at, counts, strict=True))


def whole(term: Term) -> float:
    """What was asked by it: a word that is no more than like one of ours was asked for as much as that one. Two words
    that may be one, or mean one thing, are asked for beside themselves and count as much as is believed of that."""
    return max(term.meanings.values()) if " " in term.typed else 1.0


def slope(lengths: kept.Places, average: float, b: float) -> Floats:
    return (1 - b + b * lengths / max(average, 1e-9)).astype(np.float32)


def saturated(times: Floats, k1: float) -> Floats:
    return times * np.float32(k1 + 1) / (times + np.float32(k1))


def scaled(scores: Floats) -> Floats:
    return scores / np.float32(max(float(scores.max(initial=0)), 1e-9))

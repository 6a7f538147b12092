"""How much articles say of what was asked, word by word: BM25F's counting, rarity and saturation.

A word may have several meanings, each with its weight; pairs of words asked for in a row are looked for in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from console.knowledge import kept
from console.knowledge.asking import Term, Wanted

Floats = npt.NDArray[np.float32]
CLOSE, FEW_BETWEEN = 8, 4
"""Words apart, and other words asked for between them."""
BRIEF, FAINTER = 200, 0.5
"""Words of an article that says one thing; and how fast other meanings count less in longer ones."""


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


class Asked:
    """Every stem asked for, once, and which words may mean it."""

    def __init__(self, wanted: Wanted, base: Base, *, idle: float, pair_share: float, close_share: float):
        """``idle``: what a function word counts; of the rarer of two words' articles, ``pair_share`` have both in a
        row, and ``close_share`` near each other."""
        places: dict[str, int] = {}
        for term in wanted.terms:
            for stem in term.meanings:
                places.setdefault(stem, len(places))
        frequencies = np.array([base.frequency(each) for each in places])
        self.rarity = np.array([base.rarity(each) for each in frequencies], np.float32)
        self.aside = np.float32(min(1.0, BRIEF / base.average_text) ** FAINTER)
        """A long article says many things by the way: what a word may mean besides is often none of its subject."""
        self.by_term = [self.shares(term, places, idle) for term in wanted.terms]
        numbers = np.array([kept.stem_number(each) for each in places], np.uint32)
        self.order = np.argsort(numbers, kind="stable")
        self.numbers = numbers[self.order]
        telling = {stem for term in wanted.telling for stem in term.meanings}
        self.telling = np.array([stem in telling for stem in places])
        main = [int(at[shares.argmax()]) for at, shares in self.by_term]
        # How rare two words are beside each other isn't counted; a share of the rarer one's articles is.
        together = {(a, b): min(frequencies[a], frequencies[b]) for a, b in pairwise(main) if a != b}
        self.pairs = list(together)
        rarities = (base.rarity(each * pair_share) for each in together.values())
        self.pair_rarity = np.fromiter(rarities, np.float32, len(together))
        told = [at for at, term in zip(main, wanted.terms, strict=True) if not term.idle]
        close = {(a, b): min(frequencies[a], frequencies[b]) for a, b in pairwise(told) if a != b}
        self.close = list(close)
        rarities = (base.rarity(each * close_share) for each in close.values())
        self.close_rarity = np.fromiter(rarities, np.float32, len(close))
        self.flat(main)

    def flat(self, main: list[int]) -> None:
        """The meanings of all words side by side, so that all are weighed at once."""
        many = [len(at) for at, _ in self.by_term]
        self.every = np.concatenate([at for at, _ in self.by_term])
        self.every_share = np.concatenate([shares for _, shares in self.by_term]) * self.rarity[self.every]
        self.begins: kept.Places = np.cumsum(many) - np.array(many)
        self.several = np.flatnonzero(np.array(many) > 1)
        self.joint = np.zeros((self.wide, len(self.several)), np.float32)
        for column, term in enumerate(self.several):
            at, shares = self.by_term[term]
            self.joint[at, column] = shares
        self.joint_share = np.array(
            [self.rarity[main[term]] * self.by_term[term][1].max() for term in self.several], np.float32
        )

    def shares(self, term: Term, places: dict[str, int], idle: float) -> tuple[kept.Places, Floats]:
        """Which stems may mean a word, and how much each counts: one rarer than the word tells no more than it."""
        at = np.array([places[stem] for stem in term.meanings])
        counts = np.fromiter(term.meanings.values(), np.float32) * np.float32(idle if term.idle else 1.0)
        if not term.begun:
            rarity, best = self.rarity[at], counts.argmax()
            counts *= np.minimum(1, rarity[best] / np.maximum(rarity, np.float32(1e-6)))
            counts[counts < counts[best]] *= self.aside
        return at, counts

    @property
    def wide(self) -> int:
        return len(self.numbers)

    def best(self, times: Floats, k1: float) -> Floats:
        """Rows × stems to one number a row: of each word its best meaning, or all of them together, summed."""
        impact = saturated(times, k1)[:, self.every] * self.every_share
        impact = np.maximum.reduceat(impact, self.begins, axis=1)
        if len(self.several):
            together = saturated(times @ self.joint, k1) * self.joint_share
            impact[:, self.several] = np.maximum(impact[:, self.several], together)
        total: Floats = impact.sum(axis=1)
        return total

    def covered(self, times: Floats) -> Floats:
        """Rows × stems to the share, by rarity, of what was asked that is said at all."""
        most = sum(float((self.rarity[at] * shares).max()) for at, shares in self.by_term)
        said = times > 0
        found: Floats = np.maximum.reduceat(said[:, self.every] * self.every_share, self.begins, axis=1).sum(axis=1)
        return found / np.float32(max(most, 1e-9))


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
        table = numbered(asked.pairs, asked.wide)
        together = (np.diff(self.at) == 1) & (self.owner[1:] == self.owner[:-1])
        place = np.where(together, table[self.stem[:-1], self.stem[1:]], -1)
        hit = place >= 0
        return counted(self.owner[1:][hit], place[hit], many, len(asked.pairs))

    def close(self, many: int, asked: Asked) -> Floats:
        """How often each two telling words asked for one after the other stand near each other, in any order."""
        table = numbered([*asked.close, *((b, a) for a, b in asked.close)], asked.wide) % max(len(asked.close), 1)
        known = numbered(asked.close, asked.wide)
        table[(known < 0) & (known.T < 0)] = -1
        telling = np.flatnonzero(asked.telling[self.stem])
        at, stem, owner = self.at[telling], self.stem[telling], self.owner[telling]
        rows, columns = [], []
        for further in range(1, FEW_BETWEEN + 1):
            near = (at[further:] - at[:-further] <= CLOSE) & (owner[further:] == owner[:-further])
            place = np.where(near, table[stem[:-further], stem[further:]], -1)
            hit = place >= 0
            rows.append(owner[further:][hit])
            columns.append(place[hit])
        return counted(np.concatenate(rows), np.concatenate(columns), many, len(asked.close))

    def first(self, words: int, part: kept.Part, many: int, asked: Asked) -> Floats:
        """`times` among the first words only."""
        starts = np.cumsum(part.lengths) - part.lengths
        early = self.at - starts[self.owner] < words
        return counted(self.owner[early], self.stem[early], many, asked.wide)


def numbered(pairs: list[tuple[int, int]], wide: int) -> kept.Places:
    """The place of each pair in the list; −1 for all others."""
    table = np.full((wide, wide), -1)
    for number, (a, b) in enumerate(pairs):
        table[a, b] = number
    return table


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

"""Where in the articles the words asked for stand, and how often, in a row, near each other, early."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from console.knowledge import kept
from console.knowledge.relevance import SIEVE, Asked, Floats

CLOSE, FEW_BETWEEN = 8, 4
"""Words apart, and other words asked for between them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """In one part of the articles: the stems asked for, in the order they are said."""

    many: int
    """Articles."""
    at: kept.Places
    """Places on the shelf."""
    stem: kept.Places
    """Which of those asked for."""
    owner: kept.Places
    """In which article."""
    starts: kept.Places
    """Of each article: where this part of it begins."""
    lengths: kept.Places
    shares: Floats | None = None
    """How much each counts, where that differs."""

    def times(self, asked: Asked) -> Floats:
        return counted(self.owner, self.stem, self.many, asked.wide, self.shares)

    def neighbours(self, asked: Asked) -> Floats:
        """How often each two words asked for in a row stand in a row."""
        pair = asked.pairs.table.take(self.stem[:-1] * asked.wide + self.stem[1:])
        hit = np.flatnonzero((pair >= 0) & (self.at[1:] - self.at[:-1] == 1) & (self.owner[1:] == self.owner[:-1]))
        return counted(self.owner[hit], pair[hit], self.many, len(asked.pairs))

    def close(self, asked: Asked) -> Floats:
        """How often each two telling words asked for one after the other stand near each other, in any order."""
        telling = np.flatnonzero(asked.telling[self.stem])
        first = np.arange(len(telling))[:, None]
        then = first + np.arange(1, FEW_BETWEEN + 1)
        left = np.broadcast_to(telling, (FEW_BETWEEN, len(telling))).T
        right = telling.take(then, mode="clip")
        near = (self.at[right] - self.at[left] <= CLOSE) & (self.owner[right] == self.owner[left])
        near &= then < len(telling)
        left, right = left[near], right[near]
        pair = asked.close.table.take(self.stem[left] * asked.wide + self.stem[right])
        hit = np.flatnonzero(pair >= 0)
        return counted(self.owner[left[hit]], pair[hit], self.many, len(asked.close))

    def first(self, words: int, asked: Asked) -> Floats:
        """`times` among the first words only."""
        early = self.at - self.starts[self.owner] < words
        return counted(self.owner[early], self.stem[early], self.many, asked.wide)

    def opening(self, asked: Asked) -> kept.Places:
        """Which articles begin with a telling word."""
        found: kept.Places = self.owner[(self.at == self.starts[self.owner]) & asked.telling[self.stem]]
        return found


def standing(shelf: kept.Shelf, asked: Asked) -> tuple[Standing, Standing, Standing]:
    """In title, text and phrasings. All is sieved by some bits first: few numbers are a stem asked for."""
    at = asked.sieve.take(shelf.numbers & np.uint32(SIEVE)).nonzero()[0]
    stems = shelf.numbers[at] & np.uint32(kept.STEM)
    stem = np.minimum(np.searchsorted(asked.numbers, stems), asked.wide - 1)
    same = asked.numbers[stem] == stems
    at, stem = at[same], asked.order[stem[same]]
    owner, part = shelf.places(at)

    def within(wanted: int) -> Standing:
        here = np.flatnonzero(part == wanted)
        starts, lengths = shelf.starts[:, wanted], shelf.widths[:, wanted]
        return Standing(shelf.many, at[here], stem[here], owner[here], starts, lengths)

    title, text, phrasings = map(within, (kept.TITLE, kept.TEXT, kept.ASKED))
    # The weight of each word of a phrasing stands behind all of them.
    weights = shelf.numbers[phrasings.at + phrasings.lengths[phrasings.owner]]
    return title, text, replace(phrasings, shares=weights.astype(np.float32) / np.float32(kept.WEIGHT_ONE))


@dataclass(frozen=True, slots=True)
class Passages:
    """Those of all texts."""

    starts: kept.Places
    owner: kept.Places
    lengths: kept.Places


def passages(shelf: kept.Shelf) -> Passages:
    starts = np.flatnonzero(shelf.numbers >= kept.PASSAGE_STARTS)
    owner, part = shelf.places(starts)
    in_text = part == kept.TEXT
    starts, owner = starts[in_text], owner[in_text]
    ends = (shelf.starts[:, kept.TEXT] + shelf.widths[:, kept.TEXT])[owner]
    return Passages(starts, owner, np.minimum(np.append(starts[1:], shelf.numbers.size), ends) - starts)


def counted(rows: kept.Places, columns: kept.Places, many: int, wide: int, shares: Floats | None = None) -> Floats:
    return np.bincount(rows * wide + columns, shares, minlength=many * wide).reshape(many, wide).astype(np.float32)

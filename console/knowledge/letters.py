"""The letters an article shares with what was typed: finds derived and misspelt words.

And those that one of its sentences shares, which tells an article that answers the question in so many words from one
whose words are merely all there somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from console.knowledge import kept
from console.knowledge.asking import Wanted
from console.knowledge.relevance import Floats
from console.knowledge.spelling import Weights
from console.knowledge.vocabulary import Vocabulary

TIMES = 1 + np.log(np.maximum(np.arange(kept.MOST_TIMES + 1, dtype=np.float32), 1))
"""What a word counts that is said so many times."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """Cosines of letters, per article."""

    whole: Floats
    """With all of it, where its title counts twice."""
    title: Floats
    sentence: Floats
    """With its best sentence."""


def lettered(shelf: kept.Shelf, wanted: Wanted, words: Vocabulary) -> Lettered:
    typed = [word for each in wanted.telling for word in (each.word, next(iter(each.meant), each.word))]
    table, norm = words.overlap(typed)
    spelt, owner = shelf.spelt
    at = words.places(spelt)
    times = TIMES.take(spelt >> np.uint32(kept.TIMES_SHIFT))
    shared = np.bincount(owner, table.take(at) * times, minlength=2 * shelf.many)
    squares = np.bincount(owner, words.norms.take(at) * (times * times), minlength=2 * shelf.many)
    title, text = shared[::2], shared[1::2]
    title_squares, text_squares = squares[::2], squares[1::2]
    twice = 1 + np.log(2)
    whole = (text + twice * title) / (norm * np.sqrt(np.maximum(text_squares + twice**2 * title_squares, 1e-6)))
    alone = title / (norm * np.sqrt(np.maximum(title_squares, 1e-6)))
    return Lettered(whole.astype(np.float32), alone.astype(np.float32), best_sentence(shelf, words, table, norm))


def best_sentence(shelf: kept.Shelf, words: Vocabulary, table: Weights, norm: float) -> Floats:
    said, owner = shelf.sentences
    starts = np.flatnonzero(said >= kept.SENTENCE_STARTS)
    best = np.zeros(shelf.many, np.float32)
    if len(starts):
        at = words.places(said)
        times = TIMES.take(said >> np.uint32(kept.TIMES_SHIFT) & np.uint32(kept.MOST_TIMES_SAID))
        shared = np.add.reduceat(table.take(at) * times, starts)
        squares = np.add.reduceat(words.norms.take(at) * (times * times), starts)
        np.maximum.at(best, owner[starts], (shared / (norm * np.sqrt(np.maximum(squares, 1e-6)))).astype(np.float32))
    return best

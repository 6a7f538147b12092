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
    """With its best sentence, its title too."""
    asked: Floats
    """The same, or with the phrasing it was asked by most nearly so, as far as that is believed."""


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


    def best(part: int, least: Floats, weights: int | None = None) -> Floats:
        """The highest cosine with a sentence of that part, or what was the highest before."""
        said, owner = shelf.part(part)
        starts = np.flatnonzero(said >= kept.SENTENCE_STARTS)
        if not len(starts):
            return least
        at = words.places(said)
        times = TIMES.take(said >> np.uint32(kept.TIMES_SHIFT) & np.uint32(kept.MOST_TIMES_SAID))
        shared = np.add.reduceat(table.take(at) * times, starts)
        squares = np.add.reduceat(words.norms.take(at) * (times * times), starts)
        cosine = shared / (norm * np.sqrt(np.maximum(squares, 1e-6)))
        if weights is not None:
            cosine *= np.minimum(shelf.part(weights)[0][starts] / np.float32(kept.WEIGHT_ONE), 1)
        found = least.copy()
        np.maximum.at(found, owner[starts], cosine.astype(np.float32))
        return found

    sentence = best(kept.SENTENCES, alone.astype(np.float32))
    asked = best(kept.ASKED_SPELT, sentence, kept.SPELT_WEIGHTS)
    return Lettered(whole.astype(np.float32), alone.astype(np.float32), sentence, asked)

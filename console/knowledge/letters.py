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

    def cosines(shared: Floats, squares: Floats) -> Floats:
        return (shared / (norm * np.sqrt(np.maximum(squares, 1e-6)))).astype(np.float32)

    spelt, owner = shelf.spelt
    at = words.places(spelt)
    overlap, square = table.take(at), words.norms.take(at)
    times = TIMES.take(spelt >> np.uint32(kept.TIMES_SHIFT))
    shared = np.bincount(owner, overlap * times, minlength=2 * shelf.many).astype(np.float32)
    squares = np.bincount(owner, square * (times * times), minlength=2 * shelf.many).astype(np.float32)
    twice = 1 + np.log(2)
    whole = cosines(shared[1::2] + twice * shared[::2], squares[1::2] + twice**2 * squares[::2])
    title = cosines(shared[::2], squares[::2])

    sentence = title.copy()
    places, starts, owner = shelf.sentences
    if len(starts):
        said, length = (np.add.reduceat(np.append(each, 0).take(places), starts) for each in (overlap, square))
        np.maximum.at(sentence, owner, cosines(said, length))

    asked = sentence.copy()
    spelt, owner = shelf.part(kept.ASKED_SPELT)
    starts = np.flatnonzero(spelt >= kept.PHRASING_STARTS)
    if len(starts):
        at = words.places(spelt)
        times = TIMES.take(spelt >> np.uint32(kept.TIMES_SHIFT) & np.uint32(kept.MOST_TIMES_ASKED))
        said = np.add.reduceat(table.take(at) * times, starts)
        length = np.add.reduceat(words.norms.take(at) * (times * times), starts)
        np.maximum.at(asked, owner[starts], cosines(said, length) * shelf.believed)
    return Lettered(whole, title, sentence, asked)

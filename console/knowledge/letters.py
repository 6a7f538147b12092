"""The letters an article shares with what was typed: finds derived and misspelt words."""

from __future__ import annotations

import numpy as np

from console.knowledge import kept
from console.knowledge.asking import Wanted
from console.knowledge.relevance import Floats
from console.knowledge.vocabulary import Vocabulary

TIMES = 1 + np.log(np.maximum(np.arange(kept.MOST_TIMES + 1, dtype=np.float32), 1))
"""What a word counts that is said so many times."""


def lettered(shelf: kept.Shelf, wanted: Wanted, words: Vocabulary) -> tuple[Floats, Floats]:
    """The cosine of letters with the whole article, where its title counts twice, and with its title."""
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
    return whole.astype(np.float32), alone.astype(np.float32)

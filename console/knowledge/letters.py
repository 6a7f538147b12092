"""The letters an article shares with what was typed: finds derived and misspelt words."""

from __future__ import annotations

import numpy as np

from console.knowledge import kept
from console.knowledge.asking import Wanted
from console.knowledge.relevance import Floats
from console.knowledge.vocabulary import Vocabulary


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

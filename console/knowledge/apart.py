"""What tells the first few articles apart: the words of the question that few of *their* sentences say.

A word may be rare in the whole base and yet be said by all that it finds; another, common everywhere, by one of them
alone. So rarity is counted once more, among the sentences of the best articles.
"""

from __future__ import annotations

import numpy as np

from console.knowledge import kept
from console.knowledge.relevance import Asked, Floats
from console.knowledge.standing import Standing, counted

MOST = 5
"""Articles that are told apart."""


def apart(shelf: kept.Shelf, title: Standing, text: Standing, asked: Asked, scores: Floats) -> Floats:
    """Of each of the best articles, by ``scores``, how much of what was asked its best sentence says (its title is
    one, too), by how rare that is among them, 0 to 1; 0 for all others."""
    best = np.sort(np.argpartition(-scores, min(MOST, shelf.many) - 1)[:MOST])
    begins, lengths, owner = sentences(shelf, best)
    found = np.zeros(shelf.many, np.float32)
    if not len(begins):
        return found
    among = np.zeros(shelf.many, np.bool_)
    among[best] = True
    here = [among[each.owner].nonzero()[0] for each in (title, text)]
    at = np.concatenate([title.at[here[0]], text.at[here[1]]])
    stem = np.concatenate([title.stem[here[0]], text.stem[here[1]]])
    said = counted(np.searchsorted(begins, at, "right") - 1, stem, len(begins), asked.wide) > 0
    words = np.maximum.reduceat(said[:, asked.every] * asked.every_count, asked.begins, axis=1)
    saying = (words > 0).sum(axis=0)
    rarity = np.log(1 + (len(begins) - saying + 0.5) / (saying + 0.5)) * (saying > 0)
    most = float(np.maximum.reduceat(asked.every_count, asked.begins) @ rarity)
    shares = words @ rarity / max(most, 1e-9) / np.sqrt(0.5 + 0.5 * lengths / lengths.mean())
    np.maximum.at(found, owner, shares.astype(np.float32))
    return found


def sentences(shelf: kept.Shelf, best: kept.Places) -> tuple[kept.Places, kept.Places, kept.Places]:
    """Where each begins, how many words it has, and whose it is. (The text stands behind the title.)"""
    first = shelf.starts[best, kept.TITLE]
    last = shelf.starts[best, kept.TEXT] + shelf.widths[best, kept.TEXT]
    places = np.concatenate([np.arange(start, end) for start, end in zip(first, last, strict=True)])
    starting = (shelf.numbers.take(places) & np.uint32(kept.SAID_STARTS)).nonzero()[0]
    lengths = np.diff(np.append(starting, len(places)))
    begins = places[starting]
    return begins, lengths, best[np.searchsorted(first, begins, "right") - 1]

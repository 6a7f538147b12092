"""How near what an article says is to what was asked, in meaning: in other words, or in the other language."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from console.knowledge import kept, senses
from console.knowledge.asking import Wanted
from console.knowledge.relevance import Floats


@dataclass(frozen=True, slots=True)
class Nearness:
    """Cosines per article; 0 where it says something else altogether."""

    sentence: Floats
    """Of its best sentence, its title too."""
    whole: Floats
    """Of all its sentences together, each as much as any other."""
    asked: Floats
    """Of its best sentence, or of the phrasing it was asked by most nearly so, as far as that is believed."""


def nearness(shelf: kept.Shelf, wanted: Wanted) -> Nearness:
    said = (next(iter(each.meant), each.word) for each in wanted.terms if " " not in each.word)
    there = senses.unit(senses.towards(said))
    sentence, whole = np.zeros(shelf.many, np.float32), np.zeros(shelf.many, np.float32)
    points, owner = directions(shelf, kept.SENSES)
    if len(points):
        np.maximum.at(sentence, owner, points @ there)
        first = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
        whole[owner[first]] = np.maximum(senses.unit(np.add.reduceat(points, first)) @ there, 0)
    asked = sentence
    if shelf.widths[:, kept.ASKED_SENSES].any():
        asked = sentence.copy()
        points, owner = directions(shelf, kept.ASKED_SENSES)
        np.maximum.at(asked, owner, points @ there * shelf.believed)
    return Nearness(sentence, whole, asked)


def directions(shelf: kept.Shelf, part: int) -> tuple[Floats, kept.Places]:
    numbers, owner = shelf.part(part)
    return senses.pointing(numbers), owner[:: senses.ROOM]

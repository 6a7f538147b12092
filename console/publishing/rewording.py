"""What has changed between two versions, word by word where a line was only put another way, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from console.publishing.differences import Change, difference
from console.publishing.kinds import Content

ALIKE = 0.5
"""Two lines with less in common are two lines: a word kept here and there would only confuse."""
NEAR, MOST_LINES, MOST_WORDS = 4, 60, 600
"""How many lines ahead are looked at, and of what size a change may be: a chapter written anew is shown as one,
at once, and not compared with itself word by word."""
WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class Passage:
    """A line. One that was put another way is NEW, with pieces that are the same, gone and new."""

    change: Change
    pieces: tuple[Piece, ...]


def reworded(old: Content, new: Content) -> list[Passage]:
    """Every line of both, in order. Without the pieces that are gone it is the new content, without those
    that are new the old one."""
    found: list[Passage] = []
    for same, group in groupby(difference(old, new), key=lambda each: each.change is Change.SAME):
        here = list(group)
        if same:
            found += [whole(each.text, Change.SAME) for each in here]
            continue
        gone = [each.text for each in here if each.change is Change.GONE]
        found += beside(gone, [each.text for each in here if each.change is Change.NEW])
    return found


def whole(line: str, change: Change) -> Passage:
    return Passage(change, (Piece(line, change),))


def beside(gone: list[str], new: list[str]) -> Iterator[Passage]:
    """Each new line with the first of those gone that it is like; none is taken out of its order."""
    at = 0
    ahead = NEAR if len(gone) + len(new) <= MOST_LINES else 0
    for line in new:
        words = WORDS.findall(line)
        place = next((each for each in range(at, min(at + ahead, len(gone))) if alike(gone[each], words)), None)
        if place is None:
            yield whole(line, Change.NEW)
            continue
        yield from (whole(each, Change.GONE) for each in gone[at:place])
        yield Passage(Change.NEW, tuple(pieces(WORDS.findall(gone[place]), words)))
        at = place + 1
    yield from (whole(each, Change.GONE) for each in gone[at:])


def alike(old: str, words: list[str]) -> bool:
    before = WORDS.findall(old)
    if not before or not words or max(len(before), len(words)) > MOST_WORDS:
        return False
    matcher = SequenceMatcher(None, before, words, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("".join(before[a:b]), Change.SAME)
            continue
        if b > a:
            yield Piece("".join(before[a:b]), Change.GONE)
        if d > c:
            yield Piece("".join(after[c:d]), Change.NEW)

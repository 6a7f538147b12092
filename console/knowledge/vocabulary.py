"""The words our articles use: what a misspelt one was meant to be, and what a beginning becomes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice, takewhile

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA

from console.knowledge import index, language

SHORTEST = 4
"""Shorter words are never corrected: too many others are one letter away."""
MOST_WORDS = 500_000
ALIKE = (("ll", "y"), ("v", "b"), ("z", "s"), ("ce", "se"), ("ci", "si"), ("qu", "k"), ("h", ""))


class Vocabulary:
    """Folded words with how often and how they are written; ``used`` says whether one still is."""

    def __init__(self, written: Iterable[tuple[str, int]], used: Callable[[str], bool]):
        self.counts: dict[str, int] = {}
        self.written: dict[str, str] = {}
        for form, count in sorted(written, key=lambda each: (-each[1], each[0])):
            word = language.folded(form)
            self.counts[word] = self.counts.get(word, 0) + count
            self.written.setdefault(word, form)
        self.used = used
        self.words = sorted(self.counts)
        self.stems = frozenset(stem for word in self.words for stem in language.stems(word))
        self.starts: dict[int, list[str]] = {}
        self.meant = lru_cache(maxsize=2_000)(self._meant)

    def knows(self, word: str) -> bool:
        """Nothing to correct: a word of ours or an inflection of one, a code, or too short to tell."""
        return (
            len(word) < SHORTEST
            or language.is_code(word)
            or word in self.counts
            or not self.stems.isdisjoint(language.stems(word))
        )

    def beginning(self, start: str, most: int) -> list[str]:
        """Our commonest words that begin so."""
        place = bisect_left(self.words, start)
        found = takewhile(lambda word: word.startswith(start), islice(self.words, place, None))
        return sorted(found, key=lambda word: (-self.counts[word], word))[:most]

    def _meant(self, word: str, unfinished: bool) -> str | None:
        """The word that was meant, of the same or nearly the same spelling; None when none is near."""
        found = self.near(word, self.words, farthest=1 if len(word) < 7 else 2)
        if unfinished:
            for start, distance in self.near(word, self.starts_of(len(word)), farthest=1):
                found += [(whole, distance) for whole in self.beginning(start, 1)]
        found.sort(key=lambda each: (cost(word, *each), -self.counts[each[0]], each[0]))
        return next((meant for meant, _ in found if self.used(meant)), None)

    def near(self, word: str, choices: list[str], *, farthest: int) -> list[tuple[str, float]]:
        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=farthest, limit=50)
        return [(str(each), float(distance)) for each, distance, _ in found]

    def starts_of(self, length: int) -> list[str]:
        if length not in self.starts:
            self.starts[length] = sorted({word[:length] for word in self.words if len(word) >= length})
        return self.starts[length]


def cost(typed: str, meant: str, distance: float) -> float:
    """Edits, dearer at the first letter, cheaper when both sound the same."""
    return distance + 0.5 * (typed[0] != meant[0]) - 0.5 * (sound(typed) == sound(meant))


def sound(word: str) -> str:
    for written, heard in ALIKE:
        word = word.replace(written, heard)
    return word


_last: tuple[object, Vocabulary] = (None, Vocabulary((), bool))


def of(searcher: tantivy.Searcher, stamp: object) -> Vocabulary:
    """Read again whenever the index has changed, and only then."""
    global _last
    if _last[0] != stamp:
        _last = (stamp, Vocabulary(searcher.terms_with_prefix(index.WRITTEN, "", limit=MOST_WORDS), used_in(searcher)))
    return _last[1]


def used_in(searcher: tantivy.Searcher) -> Callable[[str], bool]:
    """The list of terms keeps those of retired articles for a while: nobody is told about them."""
    schema = index.schema()

    def used(word: str) -> bool:
        return bool(searcher.search(tantivy.Query.term_query(schema, "body", word), limit=1).hits) or bool(
            searcher.search(tantivy.Query.term_query(schema, "title", word), limit=1).hits
        )

    return used

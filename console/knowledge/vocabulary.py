"""The words our articles use: their stems, what a misspelt one was meant to be, what a beginning becomes.

Read whole from the index once, then only what was added since: most words stay the same for days.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import islice, takewhile

import numpy as np
import tantivy
from rapidfuzz.distance import OSA

from console.knowledge import index, kept
from console.knowledge import language as tongue
from console.knowledge.spelling import COMMON, Floats, Places, Spelling

OTHER = "other"
"""Of an article in a language we have no stemmer for."""
SLOTS = 1 << 21
NEARLY = 60


class Vocabulary:
    """Folded words with how often and how they are written, and the stems their articles gave them."""

    def __init__(self, written: Mapping[str, Iterable[tuple[str, int]]], articles: int):
        self.counts: dict[str, int] = {}
        self.written: dict[str, str] = {}
        self.languages: dict[str, tuple[str, ...]] = {}
        for language, forms in written.items():
            for form, count in sorted(forms, key=lambda each: (-each[1], each[0])):
                word = tongue.folded(form)
                if tongue.is_code(word):
                    continue
                self.counts[word] = self.counts.get(word, 0) + count
                self.written.setdefault(word, form)
                known = self.languages.get(word, ())
                if language not in known:
                    self.languages[word] = (*known, language)
        self.words = sorted(self.counts)
        self.spelling = Spelling(self.words, [self.counts[each] for each in self.words], articles)
        self.slots: Places = np.fromiter((slot(each) for each in self.words), np.int64, len(self.words))
        self.stemmed = {
            tongue.stem(word, language) for word in self.words for language in self.languages[word]
        }  # fmt: skip
        self.norms = np.zeros(SLOTS, np.float32)
        self.norms[self.slots] = self.spelling.norms

    def stems(self, word: str) -> frozenset[str]:
        """As our articles stem it; empty for a word whose stem is in none of them."""
        if word in self.languages:
            return frozenset(tongue.stem(word, each) for each in self.languages[word])
        if tongue.is_code(word):
            return frozenset((tongue.stem(word, OTHER),))
        return frozenset(each for each in tongue.stems(word) if each in self.stemmed)

    def beginning(self, start: str, most: int) -> list[str]:
        """Our commonest words that begin so."""
        place = bisect_left(self.words, start)
        found = takewhile(lambda word: word.startswith(start), islice(self.words, place, None))
        return sorted(found, key=lambda word: (-self.counts[word], word))[:most]

    def beginning_nearly(self, start: str) -> list[tuple[str, float]]:
        """The same for a beginning with a mistake in it: words, with how likely each is, the likeliest first."""
        size, found = len(start), []
        for place in self.spelling.starting(start, NEARLY):
            word = self.words[place]
            if len(word) >= size - 1:
                distance = min(OSA.distance(start, word[:each]) for each in (size - 1, size, size + 1))
                if distance <= (1 if size < 8 else 2):
                    found.append((word, 1 - distance / size + COMMON * math.log1p(self.counts[word])))
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def near(self, word: str, farthest: int) -> list[tuple[float, str]]:
        return [(score, self.words[at]) for score, at in self.spelling.near(word, farthest)]

    def overlap(self, words: list[tuple[str, float]]) -> Floats:
        """By slot: how much of their letters."""
        table = np.zeros(SLOTS, np.float32)
        table[self.slots] = self.spelling.overlap(words)
        return table


def slot(word: str) -> int:
    return kept.spelt_number(word) & (SLOTS - 1)


_last: tuple[object, Vocabulary] | None = None


def of(searcher: tantivy.Searcher, stamp: object) -> Vocabulary:
    """Read again whenever the index has changed, and only then."""
    global _last
    if _last is None or _last[0] != stamp:
        written = {language: searcher.terms_with_prefix(name, "") for language, name in index.WORDS.items()}
        _last = (stamp, Vocabulary(written, searcher.num_docs))
    return _last[1]

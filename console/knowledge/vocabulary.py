"""The words our articles use: their stems, what a misspelt one was meant to be, what a beginning becomes."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from copy import copy
from zlib import crc32

import numpy as np
from rapidfuzz.distance import OSA

from console.knowledge import language as tongue
from console.knowledge.kept import Numbers, stem_number
from console.knowledge.mistakes import COMMON
from console.knowledge.spelling import LONGEST, Places, Spelling, Weights

OTHER = "other"
"""Of an article in a language we have no stemmer for."""
SLOTS = 1 << 21
NEARLY = 60
LAST = "\U0010ffff"
"""After every letter."""
Written = Mapping[str, Iterable[tuple[str, int]]]
"""By language, words as they are written and in how many articles."""


class Vocabulary:
    """Folded words with how often and how they are written, and the stems their articles gave them.

    ``added``: a few words more, learnt since; they are looked up beside the many.
    """

    def __init__(self, written: Written, articles: int, added: Vocabulary | None = None):
        self.articles = articles
        self.added = added
        self.written: dict[str, str] = {}
        """Of those that articles write otherwise than folded."""
        counts: dict[str, int] = {}
        spoken: dict[str, tuple[str, ...]] = {}
        for language, forms in written.items():
            for form, count in sorted(forms, key=lambda each: (-each[1], each[0])):
                word = tongue.folded_once(form)
                if tongue.is_code(word) or len(word) > LONGEST:
                    continue
                if form != word and word not in counts:
                    self.written[word] = form
                counts[word] = counts.get(word, 0) + count
                if language not in spoken.get(word, ()):
                    spoken[word] = (*spoken.get(word, ()), language)
        # What is known of a word stands at its place in the list, not in tables by word beside it.
        self.words = sorted(counts)
        self.together = sorted(set(spoken.values()))
        """A few sets of languages, which a hundred thousand words have in common."""
        number = {each: at for at, each in enumerate(self.together)}
        self.spoken = np.fromiter((number[spoken[each]] for each in self.words), np.uint8, len(self.words))
        self.spelling = Spelling(self.words, [counts[each] for each in self.words], articles)
        self.slots: Places = np.fromiter((slot(each) for each in self.words), np.int64, len(self.words))
        stems = (stem_number(tongue.stem(word, each)) for word in self.words for each in spoken[word])
        self.stemmed: Numbers = np.unique(np.fromiter(stems, np.uint32))
        # One place more than there are words stands for all that are none of ours.
        self.place_of = np.full(SLOTS, len(self.words), np.int32)
        self.place_of[self.slots] = np.arange(len(self.words))
        self.norms = np.append(self.spelling.norms, np.float32(0))

    def at(self, word: str) -> int | None:
        """Its place in the list."""
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else None

    def languages(self, word: str) -> tuple[str, ...]:
        place = self.at(word)
        return () if place is None else self.together[self.spoken[place]]

    def with_added(self, written: Written) -> Vocabulary:
        """Beside these words, whatever of ``written`` isn't among them yet. Costs milliseconds."""
        more = copy(self)
        new = {
            language: [(form, count) for form, count in forms if not self.has(tongue.folded(form), language)]
            for language, forms in written.items()
        }
        added = more.added = Vocabulary(new, self.articles)
        more.place_of = self.place_of.copy()
        more.place_of[added.slots] = len(self.norms) + np.arange(len(added.words))
        more.norms = np.append(self.norms, added.spelling.norms)
        return more

    def has(self, word: str, language: str) -> bool:
        return language in self.languages(word)

    def spelt(self, word: str) -> str | None:
        """As articles write it."""
        if self.at(word) is not None:
            return self.written.get(word, word)
        return self.added.spelt(word) if self.added else None

    def known(self, word: str) -> bool:
        return self.at(word) is not None or (self.added is not None and self.added.known(word))

    def stems(self, word: str) -> frozenset[str]:
        """As our articles stem it; empty for a word whose stem is in none of them."""
        if tongue.is_code(word):
            return frozenset((tongue.stem(word, OTHER),))
        if self.known(word):
            own = frozenset([tongue.stem(word, each) for each in self.languages(word)])
        else:
            own = frozenset(each for each in tongue.stems(word) if self.gave(each))
        return own | self.added.stems(word) if self.added else own

    def gave(self, stem: str) -> bool:
        """Whether an article has it: by its number, since the stems themselves would take ten megabytes."""
        number = np.uint32(stem_number(stem))
        at = int(np.searchsorted(self.stemmed, number))
        return at < len(self.stemmed) and self.stemmed[at] == number

    def beginning(self, start: str, most: int) -> list[str]:
        """Our commonest words that begin so."""
        place, end = bisect_left(self.words, start), bisect_left(self.words, f"{start}{LAST}")
        counts = self.spelling.counts[place:end]
        found = [self.words[place + each] for each in np.argsort(-counts, kind="stable")[:most]]
        return [*found, *self.added.beginning(start, most)] if self.added else found

    def beginning_nearly(self, start: str) -> list[tuple[str, float]]:
        """The same for a beginning with a mistake in it: words, with how likely each is, the likeliest first."""
        size, found = len(start), self.added.beginning_nearly(start) if self.added else []
        for place in self.spelling.starting(start, NEARLY):
            word = self.words[place]
            if len(word) >= size - 1:
                distance = min(OSA.distance(start, word[:each]) for each in (size - 1, size, size + 1))
                if distance <= (1 if size < 8 else 2):
                    found.append((word, 1 - distance / size + COMMON * math.log1p(self.spelling.counts[place])))
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def near(self, word: str, farthest: int) -> list[tuple[float, str]]:
        found = [(score, self.words[at]) for score, at in self.spelling.near(word, farthest)]
        return found + self.added.near(word, farthest) if self.added else found

    def places(self, spelt: Numbers) -> Places:
        """Of each word kept of an article: its place in `norms` and `overlap`."""
        found: Places = self.place_of[spelt & np.uint32(SLOTS - 1)].astype(np.int64)
        return found

    def overlap(self, words: list[str]) -> tuple[Weights, float]:
        """By place, how much of their letters; and how long they are, for a cosine."""
        shared, length = self.spelling.overlap(words)
        return np.append(shared, self.added.spelling.overlap(words)[0]) if self.added else shared, length


def slot(word: str) -> int:
    return crc32(word.encode()) & (SLOTS - 1)

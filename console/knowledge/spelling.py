"""Words near a misspelt one: those that share a deletion propose themselves, `mistakes` decides.

Also how much of its letters a word shares with a query, for words that are related but not inflected.
Everything is in sorted arrays: fifty thousand words take some ten megabytes and half a second.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from console.knowledge.mistakes import COMMON, SOUNDS_LIKE, likeness, sound

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SHORTEST, LONGEST = 3, 24
"""Of words that are corrected: shorter ones are near too many others, longer ones aren't words."""
MOST_COMPARED = 2_000
GRAMS = (3, 4, 5)
FACTOR, ALL = 0x01000193, 0xFFFF_FFFF
HIGH = (0.5, 0.25, 0.0)
"""Shares of the highest score above which the best are looked for: sorting them among all would take longer."""


class Spelling:
    """A list of folded words, to be compared with."""

    def __init__(self, words: Sequence[str], counts: Sequence[int], articles: int):
        self.words = words
        self.compared: dict[tuple[str, int], list[tuple[float, int]]] = {}
        self.counts: Places = np.array(counts, np.int64)
        by_length: dict[int, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            by_length[len(word)].append(place)
        some = [place for place, word in enumerate(words) if SHORTEST <= len(word) <= LONGEST]
        heard = np.array([hashed(sound(words[place])) for place in some], np.uint32)
        self.heard, self.heard_of = sorted_pairs([(heard, np.array(some, np.int64))])
        self.deleted, self.deleted_of = sorted_pairs(deletions(words, by_length))
        grams, gram_of = sorted_pairs(letters(words, by_length))
        self.grams, first = np.unique(grams, return_index=True)
        self.gram_starts = np.append(first, len(grams))
        self.gram_of = gram_of
        self.gram_weights = self.weigh(articles)
        squares = np.repeat(self.gram_weights**2, np.diff(self.gram_starts))
        self.norms: Floats = np.bincount(gram_of, squares, minlength=len(words)).astype(np.float32)
        """Of each word: the sum of squares over its grams."""

    def weigh(self, articles: int) -> Floats:
        """The rarity of each gram, from how many articles have a word with it."""
        per_article = self.counts.astype(np.float32)[self.gram_of] / max(articles, 1)
        expected = 1 - np.exp(-np.add.reduceat(per_article, self.gram_starts[:-1])) if len(self.grams) else per_article
        return (np.log((1 + articles) / (1 + articles * expected)) + 1).astype(np.float32)

    def near(self, word: str, farthest: int) -> list[tuple[float, int]]:
        """The likeliest first: (likeness, place). Remembered: at every letter the words before it are the same."""
        found = self.compared.get((word, farthest))
        if found is None:
            if len(self.compared) == MOST_COMPARED:
                self.compared.clear()
            found = self.compared[word, farthest] = self.compare(word, farthest)
        return found

    def compare(self, word: str, farthest: int) -> list[tuple[float, int]]:
        if not SHORTEST <= len(word) <= LONGEST or not len(self.words):
            return []
        places = self.proposed(word)
        choices = {place: self.words[place] for place in places}
        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=farthest, limit=40)
        scored = [(likeness(word, near, distance, self.counts[at]), at) for near, distance, at in found]
        key = np.array([hashed(sound(word))], np.uint32)
        heard = [at for at in among(self.heard, self.heard_of, key).tolist()[:12] if at not in choices]
        scored += [(SOUNDS_LIKE + COMMON * math.log1p(self.counts[at]), at) for at in heard]
        return sorted(scored, key=lambda each: (-each[0], each[1]))

    def proposed(self, word: str) -> list[int]:
        keys = np.array([hashed(each) for each in {word, *shortened(word)}], np.uint32)
        places = {int(at) for at in among(self.deleted, self.deleted_of, keys)}
        if len(word) > 6:  # two mistakes in a long word leave most of its letters together
            places.update(int(at) for at in self.sharing(word, 30))
        return sorted(places)

    def sharing(self, word: str, most: int) -> Places:
        """The words with the most letters in common."""
        return best(self.shared(grams_of(word)), most)

    def starting(self, start: str, most: int) -> Places:
        """The words with the most letters in common with a beginning."""
        return best(self.shared(grams_in(f" {start}")), most)

    def shared(self, grams: Iterable[int]) -> Weights:
        at, known, counts = self.found(dict.fromkeys(grams, 1))
        return self.summed(at[known], np.log1p(counts[known]))

    def overlap(self, words: Iterable[str]) -> tuple[Weights, float]:
        """Of each word of ours, and of any other: the weight of the grams it shares with these. And how long these
        are as a vector of grams, for a cosine."""
        wanted: dict[int, int] = defaultdict(int)
        for word, times in Counter(words).items():
            for gram in grams_of(word):
                wanted[gram] += times
        at, known, counts = self.found(wanted)
        length = math.sqrt(float((self.gram_weights[at[known]] ** 2).sum()) + len(known) - np.count_nonzero(known))
        return self.summed(at[known], np.log1p(counts[known])), length or 1.0

    def found(self, wanted: dict[int, int]) -> tuple[Places, Bools, Places]:
        """Of each gram: its place among ours, whether it is one of them, and how often it is wanted."""
        keys = np.fromiter(wanted, np.uint32, len(wanted))
        counts = np.fromiter(wanted.values(), np.int64, len(wanted))
        if not len(self.grams):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.bool_), counts
        at = np.minimum(np.searchsorted(self.grams, keys), len(self.grams) - 1)
        return at, self.grams[at] == keys, counts

    def summed(self, at: Places, weights: Weights) -> Weights:
        """Of each word, and of any that is none of ours: the weights of these grams as often as it has them."""
        starts = self.gram_starts[at]
        sizes = self.gram_starts[at + 1] - starts
        each = np.repeat(weights * self.gram_weights[at] ** 2, sizes)
        shared = np.bincount(self.gram_of[runs(starts, sizes)], each, minlength=len(self.words) + 1)
        return shared.astype(np.float64, copy=False)


def runs(starts: Places, sizes: Places) -> Places:
    """0, 5 and 2, 3 → 0 1 5 6 7."""
    return np.repeat(starts - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))


def among(keys: Hashes, places: Places, wanted: Hashes) -> Places:
    left, right = np.searchsorted(keys, wanted), np.searchsorted(keys, wanted, "right")
    return places[runs(left, right - left)]


def hashed(word: str) -> int:
    value = 0
    for letter in word:
        value = (value * FACTOR + ord(letter) + 1) & ALL
    return value


def shortened(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


@lru_cache(1 << 11)  # of a word and its meaning, at each letter that is typed after it
def grams_of(word: str) -> tuple[int, ...]:
    return tuple(grams_in(f" {word} "))


def grams_in(padded: str) -> set[int]:
    """`hashed` of each run of three to five letters, the longer ones from the shorter ones."""
    codes = [ord(each) + 1 for each in padded]
    threes = [
        ((one * FACTOR + two) * FACTOR + three) & ALL
        for one, two, three in zip(codes, codes[1:], codes[2:], strict=False)
    ]
    fours = [(value * FACTOR + more) & ALL for value, more in zip(threes, codes[3:], strict=False)]
    fives = [(value * FACTOR + more) & ALL for value, more in zip(fours, codes[4:], strict=False)]
    return {*threes, *fours, *fives}


def best(scores: Weights, most: int) -> Places:
    """The places of the highest scores above nothing, the highest first."""
    highest = scores.max(initial=0)
    for share in HIGH:
        top = np.flatnonzero(scores > share * highest)
        if len(top) >= most:
            break
    return top[np.lexsort((top, -scores[top]))][:most]


def matrix(words: list[str]) -> Hashes:
    """Words of one length as code points, one row each."""
    return np.array(words).view(np.uint32).reshape(len(words), -1) + np.uint32(1)


def rolled(columns: Hashes) -> Hashes:
    value = np.zeros(len(columns), np.uint32)
    for column in columns.T:
        value = value * np.uint32(FACTOR) + column
    return value


Pairs = Iterable[tuple[Hashes, Places]]


def deletions(words: Sequence[str], by_length: dict[int, list[int]]) -> Pairs:
    """Each word, and each word without one of its letters."""
    for length, places in by_length.items():
        if SHORTEST <= length <= LONGEST:
            letters, at = matrix([words[each] for each in places]), np.array(places)
            yield rolled(letters), at
            for column in range(length):
                yield rolled(np.delete(letters, column, axis=1)), at


def letters(words: Sequence[str], by_length: dict[int, list[int]]) -> Pairs:
    """Each run of three to five letters, with the edges of the word."""
    for length, places in by_length.items():
        if length <= LONGEST:
            padded, at = matrix([f" {words[each]} " for each in places]), np.array(places)
            for size in GRAMS:
                for start in range(length + 3 - size):
                    yield rolled(padded[:, start : start + size]), at


def sorted_pairs(pairs: Pairs) -> tuple[Hashes, Places]:
    found = list(pairs)
    if not found:
        return np.empty(0, np.uint32), np.empty(0, np.int64)
    keys, places = np.concatenate([each for each, _ in found]), np.concatenate([each for _, each in found])
    order = np.argsort(keys, kind="stable")
    return keys[order], places[order].astype(np.int32)

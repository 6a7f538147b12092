"""What the index keeps of an article so that it can be ranked: its words in order, as numbers.

One array of uint32 per article, so that a hundred of them are joined, counted and weighed at once:
nine lengths, then the stems of the title, of the text and of the phrasings it was asked by (each with
its weight), then as they are spelt the distinct words of title and of text; of each sentence which of those it
has, four in a number, or two when it has many; the words of each phrasing (again with its weight); and where title
and sentences, then phrasings, point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
import numpy.typing as npt

from console.knowledge import language as tongue
from console.knowledge import senses

Numbers: TypeAlias = npt.NDArray[np.uint32]
Places: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float32]

LENGTHS = 10
HEAD, TITLE, TEXT, ASKED, WEIGHTS, TITLE_SPELT, TEXT_SPELT, SENTENCES, ASKED_SPELT, SPELT_WEIGHTS = range(10)
SENSES, ASKED_SENSES, BRIEF_SENTENCES = 10, 11, 12
PARTS = 13
MEASURED = (
    TITLE, TEXT, ASKED, TITLE_SPELT, TEXT_SPELT, SENTENCES, ASKED_SPELT, SENSES, ASKED_SENSES, BRIEF_SENTENCES,
)  # fmt: skip
"""Whose lengths are kept: weights are as many as what they are the weights of."""
PASSAGE_STARTS = 0x8000_0000
"""Set on the first word of the title, of every passage and of every phrasing."""
SAID_STARTS = 0x4000_0000
"""Set on the first word of the title and of every sentence."""
STEM = 0x3FFF_FFFF
TIMES_SHIFT, MOST_TIMES = 28, 15
SPELT = (1 << TIMES_SHIFT) - 1
PHRASING_STARTS, MOST_TIMES_ASKED = 0x8000_0000, 7
"""Set on the first word of a phrasing as it is spelt, in place of its highest bit of times."""
WORDY, BRIEF = np.dtype("<u2"), np.dtype("u1")
"""How the words of sentences are numbered in an article of many distinct words, and of few: all of it is read by every
search that may find it. The highest bit is set on the first word of a sentence; the others are all set in what fills
the last number."""
WEIGHT_ONE = 256
PASSAGE_WORDS, SENTENCE_WORDS = 40, 12
MOST_WORDS = 20_000
"""Of an article; a longer one is found by its beginning. Keeps a megabyte of text from slowing every search."""


@lru_cache(1 << 12)
def stem_number(stem: str) -> int:
    return crc32(stem.encode()) & STEM


@lru_cache(1 << 12)
def spelt_number(word: str) -> int:
    return crc32(word.encode()) & SPELT


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody asked for the article and got what they needed; ``weight`` 0 to 5."""

    phrase: str
    weight: float


def packed(
    title: list[str], blocks: list[list[list[str]]], asked: Iterable[tuple[list[str], float]], language: str
) -> bytes:
    """``title`` and each sentence of each block are folded words."""

    def stems(words: list[str]) -> list[int]:
        numbers = [stem_number(tongue.stem(each, language)) for each in words]
        if numbers:
            numbers[0] |= PASSAGE_STARTS
        return numbers

    titled = stems(title)
    sentences = [sentence for block in blocks for sentence in block]
    text = [number for passage in gathered(sentences, PASSAGE_WORDS) for number in stems(passage)]
    phrasings: list[int] = []
    weights: list[int] = []
    spelt_phrasings: list[int] = []
    spelt_weights: list[int] = []
    asked_senses: list[int] = []
    for words, weight in asked:
        believed, as_spelt = round(weight * WEIGHT_ONE), in_phrasing(words)
        phrasings += stems(words)
        weights += [believed] * len(words)
        spelt_phrasings += as_spelt
        spelt_weights += [believed] * len(as_spelt)
        asked_senses += senses.packed(senses.towards(words)) if words else []
    counts = Counter(word for sentence in sentences for word in sentence)
    in_title, in_text = spelt(Counter(title)), spelt(counts)
    place = {word: at for at, word in enumerate(counts)}
    # A heading is compared alone, however short.
    compared = [each for block in blocks for each in gathered(block, SENTENCE_WORDS) if each]
    kind = BRIEF if len(place) < highest(BRIEF) - 1 else WORDY
    said = in_sentences(compared, place, kind)
    at = 0
    for each in compared:
        text[at] |= SAID_STARTS
        at += len(each)
    if titled:
        titled[0] |= SAID_STARTS
    points = [number for each in (title, *compared) if each for number in senses.packed(senses.towards(each))]
    parts: tuple[list[int], ...] = (
        [], titled, text, phrasings, weights, in_title, in_text, said if kind is WORDY else [],
        spelt_phrasings, spelt_weights, points, asked_senses, said if kind is BRIEF else [],
    )  # fmt: skip
    lengths = [len(parts[each]) for each in MEASURED]
    return np.array([*lengths, *chain.from_iterable(parts)], np.uint32).tobytes()


def gathered(sentences: list[list[str]], enough: int) -> list[list[str]]:
    """Sentences joined until they have enough words, to passages or so that none is too short to compare."""
    passages: list[list[str]] = [[]]
    for each in sentences:
        if len(passages[-1]) >= enough:
            passages.append([])
        passages[-1] += each
    return passages


def spelt(counts: Counter[str], most: int = MOST_TIMES) -> list[int]:
    return [spelt_number(word) | min(times, most) << TIMES_SHIFT for word, times in counts.items()]


def in_phrasing(words: list[str]) -> list[int]:
    numbers = spelt(Counter(words), MOST_TIMES_ASKED)
    if numbers:
        numbers[0] |= PHRASING_STARTS
    return numbers


def in_sentences(sentences: list[list[str]], place: dict[str, int], kind: np.dtype[Any]) -> list[int]:
    """Which of the distinct words of the text each has; how often is hardly ever more than once."""
    first = highest(kind)
    said = [
        place[word] | (0 if number else first)
        for each in sentences
        for number, word in enumerate(dict.fromkeys(each))
    ]
    filled = said + [first - 1] * (-len(said) % (4 // kind.itemsize))
    numbers: list[int] = np.array(filled, kind).view(np.uint32).tolist()
    return numbers


def highest(kind: np.dtype[Any]) -> int:
    return 1 << 8 * kind.itemsize - 1


@dataclass(frozen=True, slots=True)
class Shelf:
    """Many articles side by side, joined as they are kept: nothing is sorted out before it is looked for."""

    many: int
    numbers: Numbers
    starts: Places
    """Articles × parts: where each part begins."""
    widths: Places
    """Articles × parts: how many numbers each has."""

    @property
    def spelt(self) -> tuple[Numbers, Places]:
        """The words of all titles and texts as they are spelt, and whose each is: twice the article for its title,
        one more for its text."""
        widths = self.widths[:, TITLE_SPELT:SENTENCES]
        many = widths.sum(axis=1)
        at = np.repeat(self.starts[:, TITLE_SPELT] - (np.cumsum(many) - many), many) + np.arange(int(many.sum()))
        return self.numbers[at], np.repeat(np.arange(2 * self.many), widths.ravel())

    @property
    def sentences(self) -> tuple[Places, Places, Places]:
        """Of all sentences the places of their words in `spelt` (one more than there are for no word), where each
        sentence begins among them, and whose it is."""
        wordy, brief = self.numbered(SENTENCES, WORDY), self.numbered(BRIEF_SENTENCES, BRIEF)
        places, starts, owner = (np.concatenate(each) for each in zip(wordy, brief, strict=True))
        starts[len(wordy[1]) :] += len(wordy[0])
        return places, starts, owner

    def numbered(self, part: int, kind: np.dtype[Any]) -> tuple[Places, Places, Places]:
        numbers, owner = self.part(part)
        said, first = numbers.view(kind), highest(kind)
        widths = self.widths[:, TITLE_SPELT:SENTENCES].ravel()
        texts = (np.cumsum(widths) - widths)[1::2]
        at = said & kind.type(first - 1)
        each = 4 // kind.itemsize
        places = texts.take(owner).repeat(each) + at
        places[at == first - 1] = widths.sum()
        starts = np.flatnonzero(said >= first)
        return places, starts, owner[starts // each]

    @property
    def believed(self) -> Floats:
        """How far each phrasing is believed, 0 to 1, in the order they are kept."""
        starts = np.flatnonzero(self.part(ASKED_SPELT)[0] >= PHRASING_STARTS)
        return np.minimum(self.part(SPELT_WEIGHTS)[0][starts] / np.float32(WEIGHT_ONE), 1)

    def part(self, part: int) -> tuple[Numbers, Places]:
        """All numbers of a part, and whose each is."""
        widths = self.widths[:, part]
        at = np.repeat(self.starts[:, part] - (np.cumsum(widths) - widths), widths) + np.arange(int(widths.sum()))
        return self.numbers[at], np.repeat(np.arange(self.many), widths)

    def places(self, at: Places) -> tuple[Places, Places]:
        """Of numbers: whose they are, and in which part."""
        found: tuple[Places, Places] = np.divmod(np.searchsorted(self.starts.ravel(), at, "right") - 1, PARTS)
        return found


def unpacked(articles: list[bytes]) -> Shelf:
    numbers = np.frombuffer(b"".join(articles), np.uint32)
    many = len(articles)
    sizes = np.fromiter((len(each) // 4 for each in articles), np.int64, many)
    lengths = numbers[(np.cumsum(sizes) - sizes)[:, None] + np.arange(LENGTHS)]
    widths = np.empty((many, PARTS), np.int64)
    widths[:, HEAD] = LENGTHS
    widths[:, TITLE:WEIGHTS] = lengths[:, :3]
    widths[:, WEIGHTS] = lengths[:, 2]
    widths[:, TITLE_SPELT:SPELT_WEIGHTS] = lengths[:, 3:7]
    widths[:, SPELT_WEIGHTS] = lengths[:, 6]
    widths[:, SENSES:] = lengths[:, 7:]
    starts = np.cumsum(widths).reshape(many, PARTS) - widths
    return Shelf(many, numbers, starts, widths)


def unheard(articles: list[bytes], phrase: str) -> list[bytes]:
    """As if nobody had ever asked just so: without that phrasing, whichever of them it was kept with."""
    words = tongue.words(phrase)
    same = {tuple(stem_number(tongue.stem(each, language)) for each in words) for language in tongue.STEMMERS}
    return [without(np.frombuffer(each, np.uint32), same).tobytes() for each in articles]


def without(article: Numbers, phrasings: set[tuple[int, ...]]) -> Numbers:
    shelf = unpacked([article.tobytes()])
    parts = [shelf.part(each)[0] for each in range(PARTS)]
    stems, begins = (parts[ASKED] & np.uint32(STEM)).tolist(), np.flatnonzero(parts[ASKED] >= PASSAGE_STARTS).tolist()
    left = np.array([tuple(stems[at:end]) not in phrasings for at, end in pairwise([*begins, len(stems)])], bool)
    if left.all():
        return article
    for part, weights in ((ASKED, WEIGHTS), (ASKED_SPELT, SPELT_WEIGHTS)):
        # Both begin a phrasing by the same bit.
        stay = left[np.cumsum(parts[part] >= PASSAGE_STARTS) - 1]
        parts[part], parts[weights] = parts[part][stay], parts[weights][stay]
    parts[ASKED_SENSES] = parts[ASKED_SENSES].reshape(-1, senses.ROOM)[left].ravel()
    parts[HEAD] = np.array([len(parts[each]) for each in MEASURED], np.uint32)
    return np.concatenate(parts)

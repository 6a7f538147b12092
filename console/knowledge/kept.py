"""What the index keeps of an article so that it can be ranked: its words in order, as numbers.

One array of uint32 per article, so that a hundred of them are joined, counted and weighed at once:
seven lengths, then the stems of the title, of the text and of the phrasings it was asked by (each with
its weight), then as they are spelt the distinct words of title and of text; of each sentence which of those it
has, two in a number; and the words of each phrasing (again with its weight).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import TypeAlias
from zlib import crc32

import numpy as np
import numpy.typing as npt

from console.knowledge import language as tongue

Numbers: TypeAlias = npt.NDArray[np.uint32]
Places: TypeAlias = npt.NDArray[np.int64]

LENGTHS = 7
HEAD, TITLE, TEXT, ASKED, WEIGHTS, TITLE_SPELT, TEXT_SPELT, SENTENCES, ASKED_SPELT, SPELT_WEIGHTS = range(10)
PARTS = 10
MEASURED = (TITLE, TEXT, ASKED, TITLE_SPELT, TEXT_SPELT, SENTENCES, ASKED_SPELT)
"""Whose lengths are kept: weights are as many as what they are the weights of."""
PASSAGE_STARTS = 0x8000_0000
"""Set on the first word of the title, of every passage and of every phrasing."""
STEM = 0x7FFF_FFFF
TIMES_SHIFT, MOST_TIMES = 28, 15
SPELT = (1 << TIMES_SHIFT) - 1
PHRASING_STARTS, MOST_TIMES_ASKED = 0x8000_0000, 7
"""Set on the first word of a phrasing as it is spelt, in place of its highest bit of times."""
SENTENCE_STARTS, NO_WORD = 0x8000, 0x7FFF
"""Set on the first word of a sentence; and what fills the last number when only half of it is needed."""
HALF = 16
WEIGHT_ONE = 256
PASSAGE_WORDS, SENTENCE_WORDS = 40, 12
MOST_WORDS = 20_000
"""Of an article; a longer one is found by its beginning. Keeps a megabyte of text from slowing every search."""


@lru_cache(maxsize=20_000)
def stem_number(stem: str) -> int:
    return crc32(stem.encode()) & STEM


@lru_cache(maxsize=20_000)
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
    for words, weight in asked:
        believed, as_spelt = round(weight * WEIGHT_ONE), in_phrasing(words)
        phrasings += stems(words)
        weights += [believed] * len(words)
        spelt_phrasings += as_spelt
        spelt_weights += [believed] * len(as_spelt)
    counts = Counter(word for sentence in sentences for word in sentence)
    in_title, in_text = spelt(Counter(title)), spelt(counts)
    place = {word: at for at, word in enumerate(counts)}
    # A heading is compared alone, however short.
    said = [at for block in blocks for each in gathered(block, SENTENCE_WORDS) for at in in_sentence(each, place)]
    parts: tuple[list[int], ...] = (
        [], titled, text, phrasings, weights, in_title, in_text, in_twos(said), spelt_phrasings, spelt_weights,
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


def in_sentence(words: list[str], place: dict[str, int]) -> list[int]:
    """Which of the distinct words of the text it has; how often is hardly ever more than once."""
    places = [place[each] for each in dict.fromkeys(words)]
    if places:
        places[0] |= SENTENCE_STARTS
    return places


def in_twos(halves: list[int]) -> list[int]:
    even = [*halves, NO_WORD][: len(halves) + len(halves) % 2]
    return [low | high << HALF for low, high in zip(even[::2], even[1::2], strict=True)]


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
        numbers, owner = self.part(SENTENCES)
        halves = numbers.view(np.uint16)
        widths = self.widths[:, TITLE_SPELT:SENTENCES].ravel()
        texts = (np.cumsum(widths) - widths)[1::2]
        at = halves & np.uint16(NO_WORD)
        places = texts.take(owner).repeat(2) + at
        places[at == NO_WORD] = widths.sum()
        starts = np.flatnonzero(halves >= SENTENCE_STARTS)
        return places, starts, owner[starts // 2]

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
    widths[:, TITLE_SPELT:SPELT_WEIGHTS] = lengths[:, 3:]
    widths[:, SPELT_WEIGHTS] = lengths[:, -1]
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
    parts[HEAD] = np.array([len(parts[each]) for each in MEASURED], np.uint32)
    return np.concatenate(parts)

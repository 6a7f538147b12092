"""What the index keeps of an article so that it can be ranked: its words in order, as numbers.

One array of uint32 per article, so that a hundred of them are joined, counted and weighed at once:
five lengths, then the stems of the title, of the text and of the phrasings it was asked by (each with
its weight), then the distinct words of title and text as they are spelt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias
from zlib import crc32

import numpy as np
import numpy.typing as npt

from console.knowledge import language as tongue

Numbers: TypeAlias = npt.NDArray[np.uint32]
Places: TypeAlias = npt.NDArray[np.int64]

LENGTHS = 5
PASSAGE_STARTS = 0x8000_0000
"""Set on the first word of the title, of every passage and of every phrasing."""
STEM = 0x7FFF_FFFF
TIMES_SHIFT, MOST_TIMES = 28, 15
SPELT = (1 << TIMES_SHIFT) - 1
WEIGHT_ONE = 256
PASSAGE_WORDS = 40
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
    title: list[str], passages: list[list[str]], asked: Iterable[tuple[list[str], float]], language: str
) -> bytes:
    """``title`` and each passage are folded words."""

    def stems(words: list[str]) -> list[int]:
        numbers = [stem_number(tongue.stem(each, language)) for each in words]
        if numbers:
            numbers[0] |= PASSAGE_STARTS
        return numbers

    titled = stems(title)
    text = [number for passage in gathered(passages) for number in stems(passage)]
    phrasings: list[int] = []
    weights: list[int] = []
    for words, weight in asked:
        phrasings += stems(words)
        weights += [round(weight * WEIGHT_ONE)] * len(words)
    in_title, in_text = spelt(title), spelt(word for passage in passages for word in passage)
    lengths = [len(titled), len(text), len(phrasings), len(in_title), len(in_text)]
    return np.array([*lengths, *titled, *text, *phrasings, *weights, *in_title, *in_text], np.uint32).tobytes()


def gathered(sentences: list[list[str]]) -> list[list[str]]:
    """Sentences joined to passages of some forty words."""
    passages: list[list[str]] = [[]]
    for each in sentences:
        if len(passages[-1]) >= PASSAGE_WORDS:
            passages.append([])
        passages[-1] += each
    return passages


def spelt(words: Iterable[str]) -> list[int]:
    return [spelt_number(word) | min(times, MOST_TIMES) << TIMES_SHIFT for word, times in Counter(words).items()]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every article, joined: the numbers, and whose each is."""

    numbers: Numbers
    owner: Places
    lengths: Places


@dataclass(frozen=True, slots=True)
class Shelf:
    """Many articles side by side."""

    many: int
    title: Part
    text: Part
    asked: Part
    asked_weights: npt.NDArray[np.float32]
    title_spelt: Part
    text_spelt: Part


def unpacked(articles: list[bytes]) -> Shelf:
    joined = np.frombuffer(b"".join(articles), np.uint32)
    sizes = np.fromiter((len(each) // 4 for each in articles), np.int64, len(articles))
    starts = np.cumsum(sizes) - sizes
    lengths = joined[starts[:, None] + np.arange(LENGTHS)].astype(np.int64)
    owners = np.arange(len(articles))
    title, text, asked, title_spelt, text_spelt = lengths.T
    at = starts + LENGTHS
    parts: list[Part] = []
    for each in (title, text, asked, asked, title_spelt, text_spelt):
        places = np.repeat(at - (np.cumsum(each) - each), each) + np.arange(int(each.sum()))
        parts.append(Part(joined[places], np.repeat(owners, each), each))
        at = at + each
    weights = parts[3].numbers.astype(np.float32) / np.float32(WEIGHT_ONE)
    return Shelf(len(articles), parts[0], parts[1], parts[2], weights, parts[4], parts[5])

"""Which words exist in Spanish and English, and how often they are used.

A word that exists is hardly a mistake, even when no article has it; a rare one is sooner a mistake than a common one.
"""

from __future__ import annotations

import logging
import math
import os
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from console.knowledge import language as tongue

LANGUAGES = ("es", "en")
ALPHABET = "abcdefghijklmnopqrstuvwxyzñ"
RAREST, EVERYDAY = 2.5, 4.5
"""Rarer words than three hundred in a thousand million are names and slips of the pen; the least of function words."""
LEVELS = 25
"""Steps of a power of ten, so that a frequency is a byte."""
ROW = np.dtype([("checksum", "<u4"), ("level", "u1")])
Numbers = npt.NDArray[np.uint32]
log = logging.getLogger(__name__)
_kept: Path | None = None


class Listed(NamedTuple):
    """Checksums of folded words, in order, and the frequency of each."""

    checksums: Numbers
    levels: npt.NDArray[np.uint8]


def keep_at(path: Path) -> None:
    """Where the numbers are kept from now on: reading the lists takes two seconds, too long for a search."""
    global _kept
    _kept = path
    listed.cache_clear()
    near.cache_clear()
    frequency.cache_clear()


@cache
def listed() -> Listed:
    """A hundred thousand words in half a megabyte."""
    if _kept is not None and _kept.exists():
        return unpacked(np.fromfile(_kept, ROW))
    levels = {crc32(word.encode()): min(round(frequency * LEVELS), 255) for word, frequency in words().items()}
    rows = np.array(sorted(levels.items()), ROW)
    if _kept is not None:
        # Whole or not at all, whoever else does the same.
        beside = _kept.with_name(f"{_kept.name}.{os.getpid()}")
        rows.tofile(beside)
        beside.replace(_kept)
    return unpacked(rows)


def unpacked(rows: npt.NDArray[np.void]) -> Listed:
    return Listed(np.ascontiguousarray(rows["checksum"]), np.ascontiguousarray(rows["level"]))


def words() -> dict[str, float]:
    """Folded words with how often they are used: the logarithm to base ten of times in a thousand million words."""
    found = dict.fromkeys(tongue.FUNCTION_WORDS, EVERYDAY)
    try:
        from wordfreq import get_frequency_dict
    except ModuleNotFoundError:
        log.warning("wordfreq isn't installed: words that exist may be taken for mistakes")
        return found
    for language in LANGUAGES:
        for written, share in get_frequency_dict(language, wordlist="large").items():
            frequency = 9 + math.log10(share)
            if frequency >= RAREST:
                word = tongue.folded_once(written)
                found[word] = max(found.get(word, 0.0), frequency)
    return found


@lru_cache(1 << 12)  # whoever types asks again at each letter, and the words before the last are the same
def near(word: str) -> tuple[str, ...]:
    """The words one mistake away: a letter too many, too few, another one, or two that changed places."""
    found = listed().checksums
    if not len(found):
        return ()
    tried = sorted(one_mistake_away(word))
    sums = np.fromiter((crc32(each.encode()) for each in tried), np.uint32, len(tried))
    at = np.minimum(np.searchsorted(found, sums), len(found) - 1)
    return tuple(tried[each] for each in np.flatnonzero(found[at] == sums))


def one_mistake_away(word: str) -> set[str]:
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        *(start + end[1:] for start, end in halves if end),
        *(start + end[1] + end[0] + end[2:] for start, end in halves if len(end) > 1),
        *(start + letter + rest for start, end in halves for letter in ALPHABET for rest in {end, end[1:]}),
    }


def exists(word: str) -> bool:
    """``word`` is folded."""
    return frequency(word) > 0


@lru_cache(1 << 14)
def frequency(word: str) -> float:
    """As `words` gives it, in steps of some hundredths; 0 for what is no word, or hardly one."""
    known = listed()
    number = crc32(word.encode())
    at = int(np.searchsorted(known.checksums, np.uint32(number)))
    there = at < len(known.checksums) and int(known.checksums[at]) == number
    return float(known.levels[at]) / LEVELS if there else 0.0

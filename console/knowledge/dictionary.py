"""Which words exist at all, in Spanish and English: those are no mistakes, even when no article has them."""

from __future__ import annotations

import gzip
import json
import logging
import os
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from console.knowledge import language as tongue

LANGUAGES = ("es", "en")
ALPHABET = "abcdefghijklmnopqrstuvwxyzñ"
Numbers = npt.NDArray[np.uint32]
log = logging.getLogger(__name__)
_kept: Path | None = None


def keep_at(path: Path) -> None:
    """Where the numbers are kept from now on: reading the lists takes half a second, too long for a search."""
    global _kept
    _kept = path
    numbers.cache_clear()
    near.cache_clear()


@cache
def numbers() -> Numbers:
    """A checksum of each word, folded, in order: a quarter of a million words in one megabyte."""
    if _kept is not None and _kept.exists():
        return np.fromfile(_kept, np.uint32)
    found = np.array(sorted({crc32(each.encode()) for each in words()}), np.uint32)
    if _kept is not None:
        # Whole or not at all, whoever else does the same.
        beside = _kept.with_name(f"{_kept.name}.{os.getpid()}")
        found.tofile(beside)
        beside.replace(_kept)
    return found


def words() -> Iterator[str]:
    yield from tongue.FUNCTION_WORDS
    for language in LANGUAGES:
        try:
            packed = files("spellchecker").joinpath("resources", f"{language}.json.gz").read_bytes()
        except ModuleNotFoundError:
            log.warning("pyspellchecker isn't installed: words that exist may be taken for mistakes")
            return
        for each in json.loads(gzip.decompress(packed)):
            yield each if each.isascii() else tongue.folded_once(each)


@lru_cache(1 << 12)  # whoever types asks again at each letter, and the words before the last are the same
def near(word: str) -> tuple[str, ...]:
    """The words one mistake away: a letter too many, too few, another one, or two that changed places."""
    found = numbers()
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
    known = numbers()
    number = crc32(word.encode())
    at = int(np.searchsorted(known, np.uint32(number)))
    return at < len(known) and int(known[at]) == number

"""Which words exist at all, in Spanish and English: those are no mistakes, even when no article has them."""

from __future__ import annotations

import gzip
import json
import logging
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np
import numpy.typing as npt

from console.knowledge import language as tongue

LANGUAGES = ("es", "en")
log = logging.getLogger(__name__)


@cache
def numbers() -> npt.NDArray[np.uint32]:
    """A checksum of each word, folded, in order: a quarter of a million words in one megabyte."""
    words = set(tongue.FUNCTION_WORDS)
    for language in LANGUAGES:
        try:
            packed = files("spellchecker").joinpath("resources", f"{language}.json.gz").read_bytes()
        except ModuleNotFoundError:
            log.warning("pyspellchecker isn't installed: words that exist may be taken for mistakes")
            break
        listed = json.loads(gzip.decompress(packed))
        words.update(each if each.isascii() else tongue.folded_once(each) for each in listed)
    return np.unique(np.fromiter((crc32(each.encode()) for each in words), np.uint32, len(words)))


def exists(word: str) -> bool:
    """``word`` is folded."""
    known = numbers()
    number = crc32(word.encode())
    at = int(np.searchsorted(known, np.uint32(number)))
    return at < len(known) and int(known[at]) == number

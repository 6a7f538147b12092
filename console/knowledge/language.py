"""Words: cut, folded, and brought near their stem, in Spanish and English alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"\w+")
ENDINGS = ("aciones", "ación", "acion", "iones", "ces", "es", "s", "ing", "ed")


def folded(text: str) -> str:
    """Lower case without accents; ñ stays a letter of its own."""
    kept = text.lower().replace("ñ", "\0")
    plain = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return plain.replace("\0", "ñ")


def words(text: str) -> list[str]:
    return WORD.findall(folded(text))


def stem(word: str) -> str:
    """Light and the same on both sides: plural and the commonest endings."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def placed(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word with where it stands in the text as written."""
    for found in WORD.finditer(text):
        yield found.start(), found.end(), folded(found.group())


def is_code(word: str) -> bool:
    """Numbers and codes are never corrected."""
    return any(c.isdigit() for c in word)


def passages(markdown: str) -> list[str]:
    """Sentences, roughly: what a snippet is made of."""
    plain = re.sub(r"[#*_`>]+|^\s*(?:[-+]|\d+\.)\s+", "", markdown, flags=re.MULTILINE)
    return [each.strip() for each in re.split(r"(?<=[.!?:])\s+|\n+", plain) if each.strip()]

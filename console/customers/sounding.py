"""How a name sounds to a Spanish ear, so that whoever writes it as they hear it still finds it.

A name becomes *words*: small plain letters, no particles, pet names undone. Each pair of words, in
no order, makes one 64-bit key of their sounds: two spoken words of three suffice to find somebody.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from itertools import combinations

from console.customers.nicknames import FORMAL

PARTICLES = frozenset({"de", "del", "la", "las", "los", "el", "y", "e", "i", "da", "do", "dos", "van", "von", "don"})
MOST_WORDS = 7
LONGEST_WORD = 40
HEARD = (
    ("ch", "X"), ("sh", "X"), ("ph", "f"), ("ll", "y"), ("qu", "k"), ("gue", "ge*"), ("gui", "gi*"), ("ce", "se"),
    ("ci", "si"), ("ge*", "Ge"), ("gi*", "Gi"), ("ge", "je"), ("gi", "ji"), ("z", "s"), ("v", "b"), ("w", "b"),
    ("x", "s"), ("c", "k"), ("q", "k"), ("h", ""), ("G", "g"), ("nm", "m"), ("np", "mp"), ("nb", "mb"),
)  # fmt: skip
"""What is written, and what is heard, in this order."""


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Small letters without accents; every other character is a space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (c if "a" <= c <= "z" else "" if unicodedata.combining(c) else other(c) for c in plain)
    return " ".join("".join(letters).split())


def other(character: str) -> str:
    """Letters that no accent can be taken off stay; the rest divides words."""
    return character if character.isalpha() else " "


_FORMAL = {fold(short): formal for short, formal in FORMAL.items()}


def words_of(name: str) -> list[str]:
    """``M.ª del Carmen Ruiz-Pardo`` is maria carmen ruiz pardo: each word once, in order."""
    plain = fold(re.sub(r"[Mm]\.?\s?[ªº]", "maria ", name[:300]))
    found: dict[str, None] = {}
    for word in plain.split():
        if word not in PARTICLES:
            found.update(dict.fromkeys(fold(_FORMAL.get(word, word)).split()))
    return [each[:LONGEST_WORD] for each in found][:MOST_WORDS]


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """The consonants one hears, and the first letter: ``Giménez`` and ``Jimenes`` are jmns."""
    heard = word
    for written, said in HEARD:
        heard = heard.replace(written, said)
    heard = re.sub(r"(.)\1+", r"\1", heard)
    return heard[:1] + re.sub(r"[aeiouy]", "", heard[1:])[:9] if heard else ""


def pair_key(one: str, other: str) -> int:
    """Of two sounds, in no order: signed 64 bits."""
    text = "|".join(sorted((one, other)))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def pair_keys(words: list[str]) -> set[int]:
    sounds = [s for s in map(sound, words) if s]
    return {pair_key(one, other) for one, other in combinations(sounds, 2)}


def gaps(word: str) -> set[str]:
    """The word, and the word without each of its letters: two words that differ by one letter
    wrong, missing, added or exchanged with its neighbour share at least one of these."""
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}

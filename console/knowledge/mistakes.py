"""How likely a word was meant by a misspelt one: edit, keyboard, accent and sound."""

from __future__ import annotations

import math
from functools import lru_cache

NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "oñl", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn", "j": "hukm", "k": "jil",
    "l": "kopñ", "ñ": "lp", "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
SOUNDS = (
    ("ph", "f"), ("qu", "k"), ("ck", "k"), ("ll", "y"), ("v", "b"), ("h", ""), ("z", "s"), ("ñ", "n"),
    ("ce", "se"), ("ci", "si"), ("c", "k"), ("ge", "je"), ("gi", "ji"), ("w", "u"), ("x", "s"),
)  # fmt: skip
FIRST_LETTER, SAME_LETTERS, COMMON = 0.12, 0.06, 0.015
SOUNDS_LIKE = 0.93


@lru_cache(1 << 12)
def sound(word: str) -> str:
    """How it is heard in Spanish, roughly, which is how most people misspell it."""
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    return "".join(letter for place, letter in enumerate(word) if place == 0 or letter != word[place - 1])


def likeness(typed: str, meant: str, distance: float, count: int) -> float:
    """Higher is likelier; 1 is the same word. ``count``: how many articles have it."""
    edits = sum_of_edits(typed, meant, distance)
    score = 1 - edits / max(len(typed), len(meant))
    if typed[0] != meant[0]:
        score -= FIRST_LETTER
    if sorted(typed) == sorted(meant):
        score += SAME_LETTERS
    if sound(typed) == sound(meant):
        score = max(score, SOUNDS_LIKE)
    return score + COMMON * math.log1p(count)


def sum_of_edits(typed: str, meant: str, distance: float) -> float:
    """A finger on the next key, a letter twice or a missing tilde is a smaller mistake than another letter."""
    if distance != 1:
        return distance
    if len(typed) == len(meant):
        differing = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]
        if len(differing) == 1:
            a, b = differing[0]
            return 0.4 if {a, b} == {"n", "ñ"} else 0.8 if b in NEIGHBOURS.get(a, "") else 1.1
        return 0.9
    shorter, longer = sorted((typed, meant), key=len)
    place = next((at for at, letter in enumerate(shorter) if letter != longer[at]), len(shorter))
    return 0.8 if place and longer[place] == longer[place - 1] else 1.0

"""Typing mistakes as people make them, for benchmarks: fingers, haste, sound and missing accents."""

from __future__ import annotations

import random
import re
import unicodedata

KEYS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn", "j": "hukm",
    "k": "jil", "l": "kop",
    "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk", "ñ": "lp",
}  # fmt: skip
HEARD = [("b", "v"), ("v", "b"), ("ll", "y"), ("h", ""), ("z", "s"), ("c", "s"), ("g", "j"), ("qu", "k")]


def mistyped(query: str, language: str, rate: float, seed: int = 0) -> str:
    """Each word of four letters or more with probability ``rate``; Spanish loses its accents, but not its ñ."""
    chance = random.Random(f"{seed}|{query}")
    typed = []
    for piece in re.split(r"(\s+)", query):
        letters = re.sub(r"\W", "", piece)
        if len(letters) >= 4 and not letters.isdigit() and chance.random() < rate:
            piece = slip(piece, chance, language)
            if len(letters) >= 9 and chance.random() < 0.25:
                piece = slip(piece, chance, language)
        typed.append(piece)
    text = "".join(typed)
    if language == "es":
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c) or c == "\u0303")
        text = unicodedata.normalize("NFC", text)
    return text


def slip(word: str, chance: random.Random, language: str) -> str:
    if language == "es" and chance.random() < 0.15:
        heard = [(written, other) for written, other in HEARD if written in word.lower()]
        if heard:
            written, other = chance.choice(heard)
            at = word.lower().find(written)
            return word[:at] + other + word[at + len(written) :]
    # The first letter is rarely wrong.
    at = chance.randrange(0 if chance.random() < 0.1 else 1, len(word)) if len(word) > 1 else 0
    kind = chance.random()
    if kind < 0.30 and word[at].lower() in KEYS:
        return word[:at] + chance.choice(KEYS[word[at].lower()]) + word[at + 1 :]
    if kind < 0.55 and at < len(word) - 1 and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind < 0.85:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at] + word[at:]

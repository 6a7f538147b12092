"""Mistakes by another hand than `search_typos`: how words are spelt by ear, and spaces in the wrong place.

Half of them are of the head, not of the fingers: which letters a Spanish or an English speaker confuses, drops, doubles
or writes for a sound. The others: a key struck along with its neighbour, a wrong or missing vowel, words run together
or torn apart, and what people write on a phone ("q", "xq", "tb", "pls").
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

SHORTEST = 4
VOWELS = "aeiou"
ROWS = ("qwertyuiop", "asdfghjklñ", "zxcvbnm")
BY_EAR = {
    "es": (
        ("b", "v"), ("v", "b"), ("ll", "y"), ("y", "ll"), (r"\bh", ""), ("(?<=.)h", ""), (r"\b(?=[aeiou])", "h"),
        ("c(?=[ei])", "s"), ("c(?=[ei])", "z"), ("s(?=[ei])", "c"), ("z", "s"), ("z", "c"), ("s", "z"),
        ("g(?=[ei])", "j"), ("j(?=[ei])", "g"), ("qu(?=[ei])", "k"), ("c(?=[aou])", "k"), ("c(?=[aou])", "q"),
        ("m(?=[bp])", "n"), ("n(?=[vf])", "m"), ("x", "s"), ("x", "cs"), ("cc", "c"),
        ("ci(?=[oó]n)", "cci"), ("rr", "r"), ("hue", "we"),
        ("gu(?=[aeio])", "w"), ("ñ", "n"), ("ñ", "ni"), ("ado$", "ao"), ("d$", ""), ("s$", ""), ("ps", "s"),
    ),
    "en": (
        (r"([bcdfgklmnprstz])\1", r"\1"), ("(?<=[aeiou])([cdlmnprst])(?=[aeiouy])", r"\1\1"), ("ie", "ei"),
        ("ei", "ie"), ("ea", "ee"), ("ea", "e"), ("ou", "o"), ("ee", "ea"), ("ai", "ay"), ("ce(?=.)", "se"),
        ("ci(?=.)", "si"), ("s(?=[ei])", "c"), ("ph", "f"), ("ck", "k"), ("que$", "k"), ("gh", ""),
        (r"\bkn", "n"), (r"\bwh", "w"),
        ("mb$", "m"), ("tion", "sion"), ("tion", "tin"), ("able$", "ible"), ("ible$", "able"), ("ance$", "ence"),
        ("ence$", "ance"), ("ant$", "ent"), ("ent$", "ant"), ("(?<=..)er$", "or"), ("or$", "er"), ("(?<=...)e$", ""),
        ("ely$", "ly"), ("ally$", "aly"), ("y$", "ie"), ("ies$", "ys"), ("ful$", "full"), ("z", "s"),
        ("s(?=e$)", "z"), ("(?<=..)ed$", "d"),
    ),
}  # fmt: skip
ON_A_PHONE = {
    "es": {"que": "q", "porque": "xq", "por": "x", "tambien": "tb", "para": "xa", "quiero": "kiero", "bien": "bn",
           "mucho": "mxo", "cuando": "cnd", "donde": "dnd", "como": "cm", "tengo": "tngo", "pero": "pro"},
    "en": {"you": "u", "are": "r", "your": "ur", "please": "pls", "because": "bc", "to": "2", "for": "4", "with": "w",
           "about": "abt", "what": "wat", "have": "hv", "before": "b4", "people": "ppl", "thanks": "thx"},
}  # fmt: skip


def mistyped(query: str, language: str, rate: float, seed: int = 0) -> str:
    """Of the words of four letters or more that share; of what is shortened on a phone half of it."""
    chance = random.Random(f"second|{seed}|{query}")
    language = language if language in BY_EAR else "en"
    typed: list[str] = []
    for word in plain(query).split():
        letters = re.sub(r"\W", "", word).lower()
        if letters in ON_A_PHONE[language]:
            word = ON_A_PHONE[language][letters] if chance.random() < rate / 2 else word
        elif len(letters) >= SHORTEST and not any(c.isdigit() for c in letters) and chance.random() < rate:
            word = wrong(word, language, chance)
        typed.append(word)
    return spaced(typed, rate, chance)


def plain(query: str) -> str:
    """Nobody in haste types accents; ñ has a key of its own."""
    parts = unicodedata.normalize("NFD", query)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c) or c == "\u0303"))


def wrong(word: str, language: str, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.40:
        return by_ear(word, language, chance)
    return chance.choices(BY_FINGER, weights=HOW_OFTEN)[0](word, chance)


def by_ear(word: str, language: str, chance: random.Random) -> str:
    places = [
        word[: found.start()] + found.expand(heard) + word[found.end() :]
        for written, heard in BY_EAR[language]
        for found in re.finditer(written, word, re.IGNORECASE)
    ]
    places = [each for each in places if each != word]
    return chance.choice(places) if places else swapped(word, chance)


def struck_along(word: str, chance: random.Random) -> str:
    """The finger hits two keys."""
    at = chance.randrange(len(word))
    other = beside(word[at], chance)
    return word[:at] + chance.choice((other + word[at], word[at] + other)) + word[at + 1 :]


def next_key(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + beside(word[at], chance) + word[at + 1 :]


def beside(letter: str, chance: random.Random) -> str:
    for number, row in enumerate(ROWS):
        at = row.find(letter.lower())
        if at >= 0:
            above = ROWS[number - 1][at : at + 2] if number else ""
            return chance.choice([*row[max(at - 1, 0) : at], *row[at + 1 : at + 2], *above])
    return letter


def swapped(word: str, chance: random.Random) -> str:
    places = [at for at in range(len(word) - 1) if word[at] != word[at + 1] and word[at : at + 2].isalpha()]
    at = chance.choice(places) if places else 0
    return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


def left_out(word: str, chance: random.Random) -> str:
    """One letter; of a long word sometimes two."""
    for _ in range(2 if len(word) > 8 and chance.random() < 0.2 else 1):
        at = chance.randrange(1, len(word))
        word = word[:at] + word[at + 1 :]
    return word


def other_vowel(word: str, chance: random.Random) -> str:
    places = [at for at, letter in enumerate(word) if letter.lower() in VOWELS]
    if not places:
        return swapped(word, chance)
    at = chance.choice(places)
    return word[:at] + chance.choice(VOWELS.replace(word[at].lower(), "")) + word[at + 1 :]


def vowelless(word: str, chance: random.Random) -> str:
    """As on a phone: some or all of the vowels inside are left out."""
    every = chance.random() < 0.4
    kept = [letter for letter in word[1:-1] if letter.lower() not in VOWELS or not (every or chance.random() < 0.5)]
    return word[0] + "".join(kept) + word[-1]


Slip = Callable[[str, random.Random], str]
BY_FINGER: list[Slip] = [struck_along, next_key, swapped, left_out, other_vowel, vowelless]
HOW_OFTEN = (12, 9, 14, 13, 7, 5)


def spaced(words: list[str], rate: float, chance: random.Random) -> str:
    """A space in eight of a hundred at a rate of .4 is missing, and one word in thirty is torn apart."""
    text = words[0] if words else ""
    for word in words[1:]:
        between = "" if chance.random() < rate / 10 and word[0].isalpha() and text[-1].isalpha() else " "
        if len(word) > 5 and not any(c.isdigit() for c in word) and chance.random() < rate / 12:
            at = chance.randrange(2, len(word) - 2)
            word = f"{word[:at]} {word[at:]}"
        text += between + word
    return text

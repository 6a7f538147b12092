"""Made-up people of Spain, in any number: names as common and as rare as they are there.

Given names and frequent surnames are general knowledge; the long tail of surnames is composed of
Castilian, Basque, Galician and Catalan parts. The console's own lists are not used, so that what
it knows of pet names and of sounds is tried and not repeated.
"""

from __future__ import annotations

import itertools
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path


def lists() -> dict[str, list[str]]:
    """The sections of ``names_es.txt``."""
    text = (Path(__file__).parent / "names_es.txt").read_text(encoding="utf-8")
    parts = re.split(r"\[(\w+)\]", text)[1:]
    return dict(zip(parts[::2], (each.split() for each in parts[1::2]), strict=True))


NAMES = lists()
MEN, WOMEN = NAMES["men"], NAMES["women"]
HOSTS = ["gmail.com"] * 5 + ["hotmail.com"] * 3 + ["yahoo.es", "outlook.es", "telefonica.net", "icloud.com"]
LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
FIRST_DAY, DAYS = date(1935, 1, 1), 26_000


@dataclass(frozen=True, slots=True)
class Someone:
    given: str
    first: str
    second: str
    phone: str
    """E.164"""
    email: str
    born: date
    document: str
    card: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.first} {self.second}"


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in letters if not unicodedata.combining(c))


def surnames() -> list[str]:
    """Some ten thousand, the frequent ones first."""
    castilian = (stem + end for stem, end in itertools.product(NAMES["stems"], NAMES["endings"]))
    basque = (stem + end for stem, end in itertools.product(NAMES["basque"], NAMES["basque_ends"]))
    tail = [each.capitalize() for each in (*castilian, *basque)]
    random.Random(1).shuffle(tail)
    return list(dict.fromkeys([*NAMES["surnames"], *tail]))


def zipf(size: int, slope: float) -> list[float]:
    return list(itertools.accumulate(1 / (place + 3) ** slope for place in range(size)))


def people(count: int, seed: int) -> Iterator[Someone]:
    """So many, each with an address and a number of their own; names repeat as they do in life."""
    chance = random.Random(seed)
    names = surnames()
    weights, men, women = zipf(len(names), 0.85), zipf(len(MEN), 0.75), zipf(len(WOMEN), 0.75)
    used: set[str] = set()
    phones = iter(range(10**9))
    for _ in range(count):
        if chance.random() < 0.5:
            given = chance.choices(MEN, cum_weights=men)[0]
            more = NAMES["second_men"] if chance.random() < 0.25 else []
        else:
            given = chance.choices(WOMEN, cum_weights=women)[0]
            more = NAMES["second_women"] if given == "María" or chance.random() < 0.2 else []
        if more and (other := chance.choice(more)) != given:
            given = f"{given} {other}"
        first, second = chance.choices(names, cum_weights=weights, k=2)
        # Neighbouring numbers are given out, as in life, so a wrong digit often is somebody's.
        phone = f"+346{(next(phones) * 7919 + 20_000_000) % 100_000_000:08d}"
        number = chance.randrange(10_000_000, 79_999_999)
        yield Someone(
            given, first, second, phone, email(chance, given, first, used),
            FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
            f"{number:08d}{LETTERS[number % 23]}", f"29{chance.randrange(10**10):010d}1",
        )  # fmt: skip


def email(chance: random.Random, given: str, surname: str, used: set[str]) -> str:
    start = plain(given.split()[0]) if chance.random() < 0.8 else plain(given)[0]
    local = start + chance.choice(["", ".", "_"]) + plain(surname)
    local += chance.choice(["", str(chance.randrange(1, 100)), str(chance.randrange(1950, 2008))])
    host = chance.choice(HOSTS)
    while f"{local}@{host}" in used:
        local += str(chance.randrange(10))
    used.add(f"{local}@{host}")
    return f"{local}@{host}"


KEYBOARD = {
    "a": "qsz", "b": "vn", "c": "xv", "d": "sfe", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
MISHEARD = [
    ("b", "v"), ("v", "b"), ("ll", "y"), ("y", "ll"), ("z", "s"), ("z", "c"), ("s", "z"), ("ce", "se"), ("ci", "zi"),
    ("h", ""), ("g", "j"), ("j", "g"), ("n", "ñ"), ("x", "s"), ("qu", "k"), ("m", "n"), ("rr", "r"), ("i", "y"),
    ("e", "i"),
]  # fmt: skip


def mistyped(word: str, chance: random.Random) -> str:
    """One mistake: letters exchanged, left out, doubled, the key beside it, or as it was heard."""
    if len(word) < 3:
        return word
    kind, place = chance.random(), chance.randrange(len(word) - 1)
    if kind < 0.22:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind < 0.42:
        return word[:place] + word[place + 1 :]
    if kind < 0.57:
        return word[: place + 1] + word[place:]
    if kind < 0.78:
        beside = KEYBOARD.get(plain(word[place]), word[place])
        return word[:place] + chance.choice(beside) + word[place + 1 :]
    heard = [(a, b) for a, b in MISHEARD if a in word.lower()]
    if not heard:
        return word[:place] + word[place + 1 :]
    written, said = chance.choice(heard)
    at = word.lower().index(written)
    return word[:at] + said + word[at + len(written) :]

"""Names as people write them, compared as people would: order, accents, short forms, spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from console.customers import sounding
from console.customers.given_names import FIRST_OF_TWO, SECOND_OF_TWO, SHORT, WRITTEN

MISSING, DIFFERENT, HINT, PART, CLOSE, SHORT_FORM, SAME = -1, 0, 1, 2, 3, 4, 5
"""How much two given names agree; surnames know no SHORT_FORM."""
PARTICLES = sounding.PARTICLES | {"i", "e", "d", "san", "santa", "von", "van", "der", "den"}


@dataclass(frozen=True, slots=True)
class Name:
    """Plain words: ``given`` as written and both surnames; what is unknown is empty."""

    given: str
    first: str
    second: str


@lru_cache(1 << 16)
def words(text: str) -> str:
    """Lower case letters without accents, particles, titles; abbreviations written out."""
    text = text.casefold().replace("mª", "maria ").replace("m.ª", "maria ")
    kept = (WRITTEN.get(each, each) for each in sounding.fold(text).split() if each not in PARTICLES)
    return " ".join(each for each in kept if each)


def read(given: str, first: str, second: str) -> Name:
    return Name(words(given), words(first), words(second))


def split(name: str) -> list[Name]:
    """A name of one column, in each order it may have been written in."""
    parts = words(name).split()
    if len(parts) < 2:
        return [Name(" ".join(parts), "", "")] if parts else []
    if len(parts) == 2:
        return [Name(parts[0], parts[1], "")]
    if len(parts) == 3 and parts[0] in FIRST_OF_TWO and parts[1] in SECOND_OF_TWO:
        return [Name(f"{parts[0]} {parts[1]}", parts[2], "")]
    straight = Name(" ".join(parts[:-2]), parts[-2], parts[-1])
    return [straight, Name(" ".join(parts[2:]), parts[0], parts[1])]


@lru_cache(1 << 16)
def meant(given: str) -> frozenset[str]:
    """Every name that may be meant: *toni* is Antonio or Antonia, *jose maria* also Chema's."""
    parts = given.split()
    found = {given, *SHORT.get(given, ()), *SHORT.get("".join(parts), ())}
    for place, part in enumerate(parts):
        for formal in SHORT.get(part, ()):
            found.add(" ".join((*parts[:place], formal, *parts[place + 1 :])))
    return frozenset(found)


@lru_cache(1 << 16)
def main(given: str) -> str:
    """One name for blocking: the first by alphabet of those that may be meant in one word."""
    parts = given.split()
    if not parts:
        return ""
    chosen = parts[1] if len(parts) > 1 and parts[0] == "maria" else parts[0]
    formal = sorted(each.removeprefix("maria ").split()[0] for each in SHORT.get(chosen, ()))
    return formal[0] if formal else chosen


@lru_cache(1 << 18)
def alike(one: str, other: str) -> int:
    """Two surnames: SAME, CLOSE (a typing mistake or one sound), PART, HINT, DIFFERENT, MISSING."""
    level = spelled(one, other)
    if level < PART and set(one.split()) & set(other.split()):
        return PART
    return level


@lru_cache(1 << 18)
def spelled(one: str, other: str) -> int:
    if not one or not other:
        return MISSING
    if one == other:
        return SAME
    if OSA.distance(one, other, score_cutoff=1) <= 1 and min(len(one), len(other)) > 3:
        return CLOSE
    similar, heard = JaroWinkler.similarity(one, other), sounding.sound(one)
    if similar >= 0.92 or (heard == sounding.sound(other) and (similar >= 0.8 or len(heard) >= 4)):
        return CLOSE
    if len(one) == 1 or len(other) == 1:
        return HINT if one[0] == other[0] else DIFFERENT
    return HINT if similar >= 0.82 else DIFFERENT


@lru_cache(1 << 18)
def alike_given(one: str, other: str) -> int:
    if not one or not other:
        return MISSING
    if one == other:
        return SAME
    if one in meant(other) or other in meant(one):
        return SHORT_FORM
    level = spelled(one, other)
    if level == CLOSE:
        return CLOSE
    ones, others = one.split(), other.split()
    level = max(level, parts_alike(ones, others))
    if level < PART and any(len(a.split()[0]) > 3 and a == b for a in meant(one) for b in meant(other)):
        return PART  # two short forms of one name
    return level


def parts_alike(ones: list[str], others: list[str]) -> int:
    """Given names of several words: each must find its like in the longer, at least as an initial."""
    few, many = (ones, others) if len(ones) <= len(others) else (others, ones)
    worst, left = SAME, list(many)
    for part in few:
        best, place = max((word_alike(part, each), -at) for at, each in enumerate(left))
        worst = min(worst, best)
        if best > DIFFERENT:
            left.pop(-place)
        if not left:
            break
    if worst >= CLOSE and left and few != many:
        return PART
    if worst == HINT and any(word_alike(a, b) >= CLOSE for a in ones for b in others):
        return PART  # J. Luis
    if worst == DIFFERENT and any(len(a) > 2 and word_alike(a, b) >= SHORT_FORM for a in ones for b in others):
        return HINT  # José Luis and José Manuel share a word and are two
    return worst


@lru_cache(1 << 18)
def word_alike(one: str, other: str) -> int:
    if one == other:
        return SAME
    if len(one) == 1 or len(other) == 1:
        return HINT if one[0] == other[0] else DIFFERENT
    if one in meant(other) or other in meant(one) or short_for(one, other) or short_for(other, one):
        return SHORT_FORM
    return CLOSE if spelled(one, other) == CLOSE else DIFFERENT


def short_for(one: str, other: str) -> bool:
    """Cut short at the end or at the beginning, as Rafa, Montse, Nando; or made small, as Anita."""
    if not 3 <= len(one) < len(other):
        small = re.fullmatch(r"(.{2,})(it|ill|iñ)[oa]", one)
        return small is not None and len(small[1]) + 1 >= len(other) - 1 and other.startswith(small[1])
    return other.startswith(one) or (len(one) > 3 and other.endswith(one))


Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    given: int
    first: int
    second: int
    turned: int
    """1 when it needed surnames swapped or joined, 2 when given name and surname changed places."""
    shared: tuple[Words, Words, Words]
    """What agrees, as each of the two writes it: given name, first, second surname; empty where it doesn't."""


@lru_cache(1 << 17)
def compare(one: Name, other: Name) -> Agreement:
    """The reading under which the two names agree best."""
    given = alike_given(one.given, other.given)
    first, second = alike(one.first, other.first), alike(one.second, other.second)
    givens = one.given, other.given
    found = [(total(given, first, second), given, first, second, 0,
              (givens, (one.first, other.first), (one.second, other.second)))]  # fmt: skip
    crossed = alike(one.first, other.second), alike(one.second, other.first)
    if max(crossed) >= CLOSE:
        found.append((total(given, *crossed) - 1, given, *crossed, 1,
                      (givens, (one.first, other.second), (one.second, other.first))))  # fmt: skip
    if not (one.second and other.second) and (" " in one.first or " " in other.first):
        a, b = f"{one.first} {one.second}".strip(), f"{other.first} {other.second}".strip()
        joined = alike(a, b)
        if joined >= CLOSE:
            ends = (a.split()[0], b.split()[0]), (a.split()[-1], b.split()[-1])
            found.append((total(given, joined, joined) - 1, given, joined, joined, 1, (givens, *ends)))
    swapped = alike_given(one.given, other.first), alike_given(one.first, other.given)
    if min(swapped) >= CLOSE:
        turned = (one.given, other.first), (one.first, other.given), (one.second, other.second)
        found.append((total(*swapped, second) - 1, swapped[0], min(swapped[1], SAME), second, 2, turned))
    _, given, first, second, turns, said = max(found)
    return Agreement(given, first, second, turns, shared(said, given, first, second))


def total(*levels: int) -> int:
    return sum(max(each, 0) for each in levels)


def shared(said: tuple[Words, Words, Words], given: int, first: int, second: int) -> tuple[Words, Words, Words]:
    nothing = ("", "")
    givens = main(said[0][0]), main(said[0][1])
    return (
        givens if given >= PART else nothing, said[1] if first >= CLOSE else nothing,
        said[2] if second >= CLOSE else nothing,
    )  # fmt: skip

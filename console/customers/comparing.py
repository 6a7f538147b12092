"""Two profiles beside each other, as levels of agreement and then as numbers a model can weigh.

A profile is compared as a whole: for each kind of fact the best that any of its records offers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import phonenumbers
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from console.customers import names
from console.customers.names import CLOSE, DIFFERENT, MISSING, PART, Agreement, main
from console.customers.traits import Document, Place, Traits


@dataclass(slots=True)
class Counts:
    """How often a name, phone, mailbox or address occurs: a rare one says more."""

    records: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    def add(self, traits: Traits) -> None:
        self.records += 1
        self.seen.update(countable(traits))

    def share(self, text: str) -> float:
        """Of all records, how many carry it; at least as one seldom seen would."""
        return max(self.seen[text], 1) / max(self.records, 1)


def countable(traits: Traits) -> set[str]:
    found = {f"p|{each}" for each in traits.phones} | {f"e|{each}" for each in traits.emails}
    found |= {f"a|{each.street}|{each.number}|{each.postcode}" for each in traits.places if each.street}
    for name in traits.names:
        found |= {f"g|{main(name.given)}", f"s|{name.first}"} | ({f"s|{name.second}"} if name.second else set())
    return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """Levels, MISSING where one side says nothing; rarities as natural logarithms."""

    given: int
    first: int
    second: int
    turned: int
    namesakes: float
    """ln of how many others of that name one would expect here."""
    document: int
    """5 the same and proven, 4 the same, 3 one mistake apart, 2 two, 1 more, 0 both proven and two."""
    phone: int
    """3 the same mobile, 2 the same landline, 1 one digit apart, 0 different."""
    phone_crowd: float
    email: int
    """4 the same, 3 another provider, 2 one mistake apart, 1 similar, 0 different."""
    email_crowd: float
    birth: int
    """3 the same, 2 one mistake or day and month turned, 1 the year or the day, 0 different."""
    years_apart: int
    place: int
    """4 street, number and postcode, 3 without one of them, 2 street, 1 postcode or city, 0 different."""
    place_crowd: float
    card: int
    same_source: int
    records: int

    def words(self) -> dict[str, float]:
        return {each: getattr(self, each) for each in LEVELS}


LEVELS = {
    "given": 6, "first": 6, "second": 6, "turned": 3, "document": 6, "phone": 4, "email": 5, "birth": 4, "place": 5,
    "card": 2,
}  # fmt: skip


def compare(one: Traits, other: Traits, counts: Counts) -> Comparison:
    name = best_name(one, other)
    phone, phone_crowd = best_phone(one, other, counts)
    email, email_crowd = best_email(one, other, counts)
    place, place_crowd = best_place(one, other, counts)
    births = [birth(a, b) for a in one.births for b in other.births]
    years = [abs(int(a[:4]) - int(b[:4])) for a in one.births for b in other.births]
    cards = [int(a == b) for a in one.cards for b in other.cards]
    return Comparison(
        given=name.given, first=name.first, second=name.second, turned=name.turned, namesakes=namesakes(name, counts),
        document=max((document(a, b) for a in one.documents for b in other.documents), default=MISSING),
        phone=phone, phone_crowd=phone_crowd, email=email, email_crowd=email_crowd,
        birth=max(births, default=MISSING), years_apart=min(years, default=0), place=place, place_crowd=place_crowd,
        card=max(cards, default=MISSING), same_source=len(set(one.sources) & set(other.sources)),
        records=min(one.records, other.records),
    )  # fmt: skip


NOTHING = Agreement(MISSING, MISSING, MISSING, 0, ("", "", ""))


def best_name(one: Traits, other: Traits) -> Agreement:
    best, most = NOTHING, -9
    for a in one.names:
        for b in other.names:
            found = names.compare(a, b)
            score = 2 * found.given + found.first + found.second - found.turned
            if score > most:
                best, most = found, score
    return best


def namesakes(name: Agreement, counts: Counts) -> float:
    """If names were drawn by their shares: ln of how many other records would agree as well."""
    expected = float(max(counts.records, 1))
    for kind, word in zip("gss", name.shared, strict=True):
        expected *= counts.share(f"{kind}|{word}") if word else 1.0
    return math.log(max(expected, 1e-6))


@lru_cache(1 << 17)
def document(one: Document, other: Document) -> int:
    if one.number == other.number:
        return 5 if one.proven and other.proven else 4
    if one.proven and other.proven:
        return 0
    edits = OSA.distance(one.number, other.number, score_cutoff=2)
    return {1: 3, 2: 2}.get(edits, 1)


def best_phone(one: Traits, other: Traits, counts: Counts) -> tuple[int, float]:
    if not one.phones or not other.phones:
        return MISSING, 0.0
    shared = set(one.phones) & set(other.phones)
    if shared:
        rarest = min(shared, key=lambda each: counts.seen[f"p|{each}"])
        return (3 if mobile(rarest) else 2), crowd(counts, f"p|{rarest}")
    near = any(OSA.distance(a, b, score_cutoff=1) <= 1 for a in one.phones for b in other.phones)
    return int(near), 0.0


@lru_cache(1 << 16)
def mobile(phone: str) -> bool:
    """Of one person, as a rule; where we cannot tell, a number counts as a household's."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(phone, None))
    except phonenumbers.NumberParseException:
        return False
    return bool(kind == phonenumbers.PhoneNumberType.MOBILE)


def crowd(counts: Counts, text: str) -> float:
    return math.log(max(counts.seen[text], 1))


def best_email(one: Traits, other: Traits, counts: Counts) -> tuple[int, float]:
    shared = set(one.emails) & set(other.emails)
    if shared:
        return 4, min(crowd(counts, f"e|{each}") for each in shared)
    return max((email(a, b) for a in one.emails for b in other.emails), default=MISSING), 0.0


@lru_cache(1 << 17)
def email(one: str, other: str) -> int:
    a, b = one.partition("@")[0], other.partition("@")[0]
    if a == b:
        return 3
    if min(len(a), len(b)) > 4 and OSA.distance(a, b, score_cutoff=1) <= 1:
        return 2
    return int(fuzz.ratio(a, b) >= 80)


@lru_cache(1 << 17)
def birth(one: str, other: str) -> int:
    if one == other:
        return 3
    if one[:4] == other[:4] and one[5:7] == other[8:] and one[8:] == other[5:7]:
        return 2
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return 2
    return int(one[:4] == other[:4] or one[5:] == other[5:])


def best_place(one: Traits, other: Traits, counts: Counts) -> tuple[int, float]:
    best, found = MISSING, 0.0
    for a in one.places:
        for b in other.places:
            level = place(a, b)
            if level > best:
                best = level
                found = crowd(counts, f"a|{a.street}|{a.number}|{a.postcode}") if level >= 3 else 0.0
    return best, found


@lru_cache(1 << 17)
def place(one: Place, other: Place) -> int:
    near = (bool(one.postcode) and one.postcode == other.postcode) or (bool(one.city) and one.city == other.city)
    if not one.street or not other.street:
        return int(near) if (one.postcode and other.postcode) or (one.city and other.city) else MISSING
    street = fuzz.token_set_ratio(one.street, other.street) >= 85
    number = bool(one.number) and one.number == other.number
    if street and number and near:
        return 4
    if (street and (number or near)) or (near and number and fuzz.ratio(one.street, other.street) >= 60):
        return 3
    return 2 if street else int(near)


def numbers(found: Sequence[Comparison]) -> NDArray[np.float32]:
    """One row per comparison, one column per name of `COLUMNS`."""
    if not found:
        return np.empty((0, len(COLUMNS)), np.float32)
    raw = np.array([astuple(each) for each in found], np.float32)
    column = {name: raw[:, place] for place, name in enumerate(FIELDS)}
    made: list[NDArray[np.float32]] = [
        (column[name] == level).astype(np.float32) for name, levels in LEVELS.items() for level in range(levels)
    ]
    made += [np.asarray(each, np.float32) for each in mixed(column)]
    return np.stack(made, axis=1)


FIELDS = tuple(Comparison.__dataclass_fields__)


def astuple(each: Comparison) -> tuple[float, ...]:
    return tuple(getattr(each, name) for name in FIELDS)


MIXED = (
    "rare", "common", "phone_crowd", "email_crowd", "place_crowd", "same_source", "grown", "generation",
    "whole_name", "full_name", "given_and_household", "other_given_in_household", "other_given_same_email",
    "name_and_birth", "name_and_email", "other_document_same_name", "evidence", "nothing_but_name",
    "other_second_surname_in_household", "both_differ",
)  # fmt: skip


def mixed(c: dict[str, NDArray[np.float32]]) -> Iterable[NDArray[Any]]:
    """What facts mean together; in the order of `MIXED`."""
    given, first = c["given"] >= PART, c["first"] >= CLOSE
    second, other_second = c["second"] >= CLOSE, c["second"] == DIFFERENT
    house = (c["phone"] >= 2) | (c["place"] >= 3)
    other_given = (c["given"] >= 0) & (c["given"] <= 1)
    hard = (c["document"] >= 3) | (c["phone"] >= 2) | (c["email"] >= 2) | (c["birth"] >= 2) | (c["place"] >= 3)
    facts = ("document", "phone", "email", "birth", "place")
    known = np.sum([c[each] >= 0 for each in facts], axis=0)
    named = given & first
    return (
        np.where(named, np.clip(-c["namesakes"], 0, 8), 0), np.where(named, np.clip(c["namesakes"], 0, 8), 0),
        c["phone_crowd"], c["email_crowd"], c["place_crowd"],
        (c["same_source"] > 0), np.log(c["records"]), (c["years_apart"] >= 15),
        named, named & second, given & house, other_given & house, other_given & (c["email"] >= 3),
        named & (c["birth"] == 3), named & (c["email"] >= 3), named & (c["document"] <= 1) & (c["document"] >= 0),
        known / 5, named & ~hard, named & other_second & house,
        (c["document"] <= 1) & (c["document"] >= 0) & (c["birth"] == 0),
    )  # fmt: skip


COLUMNS = tuple(f"{name}={level}" for name, levels in LEVELS.items() for level in range(levels)) + MIXED

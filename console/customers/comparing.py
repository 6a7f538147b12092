"""Two profiles beside each other, as levels of agreement and then as numbers a model can weigh.

A profile is compared as a whole: for each kind of fact the best that any of its records offers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from console.customers import names
from console.customers.blocking import MOST_PER_KEY, turned_birth
from console.customers.counting import Counts, crowd, local
from console.customers.names import MISSING, Agreement
from console.customers.traits import Document, Place, Traits

GENERATION = 15
"""Years: a digit mistyped may be a son of the father's name."""
DAYS_OF_A_CROWD = 2000
"""People are born on some 30,000 days; one that more than one in 2,000 gives is no birth date."""


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
    plain_mailbox: int
    """1 when what stands before the @ is the same and holds no digit: a namesake's may be so too."""
    card: int
    same_source: int
    records: int

    def as_json(self) -> dict[str, float]:
        return {each: getattr(self, each) for each in FIELDS}


def from_json(said: Mapping[str, float]) -> Comparison:
    """What an older version didn't compare is as if nobody had said anything of it."""
    nothing = {**dict.fromkeys(FIELDS, 0), **dict.fromkeys(LEVELS, MISSING), "turned": 0, "records": 1}
    return Comparison(**{each: said.get(each, nothing[each]) for each in FIELDS})  # type: ignore[arg-type]


FIELDS = tuple(Comparison.__dataclass_fields__)
LEVELS = {
    "given": 6, "first": 6, "second": 6, "turned": 3, "document": 6, "phone": 4, "email": 5, "birth": 4, "place": 5,
    "card": 2,
}  # fmt: skip


def compare(one: Traits, other: Traits, counts: Counts) -> Comparison:
    name = best_name(one, other)
    phone, phone_crowd = best_phone(one, other, counts)
    email, email_crowd = best_email(one, other, counts)
    place, place_crowd = best_place(one, other, counts)
    days = [(a, b) for a in real_births(one, counts) for b in real_births(other, counts)]
    births = [birth(a, b) for a, b in days]
    years = [abs(int(a[:4]) - int(b[:4])) for a, b in days]
    cards = [int(a == b) for a in one.cards for b in other.cards]
    return Comparison(
        given=name.given, first=name.first, second=name.second, turned=name.turned, namesakes=namesakes(name, counts),
        document=max((document(a, b) for a in one.documents for b in other.documents), default=MISSING),
        phone=phone, phone_crowd=phone_crowd, email=email, email_crowd=email_crowd,
        birth=max(births, default=MISSING), years_apart=min(years, default=0), place=place, place_crowd=place_crowd,
        plain_mailbox=int(email == 3 and plain(one.emails)), card=max(cards, default=MISSING),
        same_source=rows_of_one_source(one, other),
        records=min(one.records, other.records),
    )  # fmt: skip


def real_births(traits: Traits, counts: Counts) -> list[str]:
    """Without the day that a form fills in when nobody says one: far more are born on it than can be."""
    most = MOST_PER_KEY + counts.records / DAYS_OF_A_CROWD
    return [each for each in traits.births if counts.seen[f"bb|{turned_birth(each)}"] <= most]


def rows_of_one_source(one: Traits, other: Traits) -> int:
    """By how many rows a source would have one person too often: it thinks they are several."""
    shared = set(one.sources) & set(other.sources)
    return max((one.sources.count(each) + other.sources.count(each) - 1 for each in shared), default=0)


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
    expected = float(counts.population)
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


def telling(values: Iterable[str], kind: str, counts: Counts) -> set[str]:
    """Those that few share: a switchboard or an office's mailbox says nothing of anybody."""
    return {each for each in values if counts.seen[f"{kind}|{each}"] <= MOST_PER_KEY}


def best_phone(one: Traits, other: Traits, counts: Counts) -> tuple[int, float]:
    ones, others = telling(one.phones, "p", counts), telling(other.phones, "p", counts)
    if not ones or not others:
        return MISSING, 0.0
    shared = ones & others
    if shared:
        rarest = min(shared, key=lambda each: counts.seen[f"p|{each}"])
        return (3 if mobile(rarest) else 2), crowd(counts, f"p|{rarest}")
    near = any(OSA.distance(a, b, score_cutoff=1) <= 1 for a in ones for b in others)
    return int(near), 0.0


@lru_cache(1 << 16)
def mobile(phone: str) -> bool:
    """Of one person, as a rule; where we cannot tell, a number counts as a household's."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(phone, None))
    except phonenumbers.NumberParseException:
        return False
    return bool(kind == phonenumbers.PhoneNumberType.MOBILE)


def best_email(one: Traits, other: Traits, counts: Counts) -> tuple[int, float]:
    ones, others = telling(one.emails, "e", counts), telling(other.emails, "e", counts)
    shared = ones & others
    if shared:
        return 4, min(crowd(counts, f"e|{each}") for each in shared)
    level = max((email(a, b) for a in ones for b in others), default=MISSING)
    if level < 3:
        return level, 0.0
    common = {local(each) for each in ones} & {local(each) for each in others}
    return level, min(crowd(counts, f"l|{each}") for each in common)


def plain(addresses: Iterable[str]) -> bool:
    return not any(c.isdigit() for each in addresses for c in local(each))


@lru_cache(1 << 17)
def email(one: str, other: str) -> int:
    a, b = local(one), local(other)
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
    if abs(int(one[:4]) - int(other[:4])) >= GENERATION:
        return 0
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return 2
    return int(one[:4] == other[:4] or one[5:] == other[5:])


def best_place(one: Traits, other: Traits, counts: Counts) -> tuple[int, float]:
    best, found = MISSING, 0.0
    for a in one.places:
        for b in other.places:
            where = f"a|{a.street}|{a.number}|{a.postcode}"
            level = place(a, b) if counts.seen[where] <= MOST_PER_KEY else MISSING
            if level > best:
                best, found = level, crowd(counts, where) if level >= 3 else 0.0
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

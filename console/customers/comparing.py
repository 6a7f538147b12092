"""Two profiles beside each other, as levels of agreement and then as numbers a model can weigh.

A profile is compared as a whole: for each kind of fact the best that any of its records offers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from console.customers import contact_points, names
from console.customers.blocking import MOST_PER_KEY, turned_birth
from console.customers.counting import SELDOM, SMALLEST_BOOK, Counts
from console.customers.names import CLOSE, MISSING, PART, Agreement, Words
from console.customers.traits import Document, Traits

GENERATION = 15
"""Years: a digit mistyped may be a son of the father's name."""
BEARERS = 3
"""From so many on it is a name: a mistake is seldom made as often."""
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
    two_given: float
    """Alike, yet both are given names that many here bear, as Marta and Martina: ln of how much commoner than
    a seldom one the rarer of them is."""
    two_surnames: float
    document: int
    """5 the same and proven, 4 the same, 3 one mistake apart, 2 two, 1 more, 0 both proven and two."""
    phone: int
    """3 the same mobile, 2 the same landline, 1 one digit apart, 0 different."""
    phone_others: float
    """ln of 1 + how many records of another given name have it as well; so with mailboxes and addresses."""
    email: int
    """4 the same, 3 another provider, 2 one mistake apart, 1 similar, 0 different."""
    email_others: float
    birth: int
    """3 the same, 2 one mistake or day and month turned, 1 the year or the day, 0 different."""
    years_apart: int
    place: int
    """4 street, number and postcode, 3 without one of them, 2 street, 1 postcode or city, 0 different."""
    place_others: float
    plain_mailbox: int
    """1 when what stands before the @ is nearly the same and holds no digit: a namesake's may be so too."""
    own_mailbox: int
    """1 when a mailbox that is at least nearly the same bears the given name of both."""
    other_digits: int
    """1 when one mistake apart, and in a digit: garcia23 and garcia24 are two."""
    card: int
    same_source: int
    records: int
    book: float
    """ln of how many times as large this book of customers is as the smallest."""

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
    given, first, second = name.shared
    phone, phone_others = contact_points.best_phone(one, other, counts)
    mailbox = contact_points.best_email(one, other, counts)
    place, place_others = contact_points.best_place(one, other, counts)
    days = [(a, b) for a in real_births(one, counts) for b in real_births(other, counts)]
    births = [birth(a, b) for a, b in days]
    years = [abs(int(a[:4]) - int(b[:4])) for a, b in days]
    cards = [int(a == b) for a in one.cards for b in other.cards]
    return Comparison(
        given=name.given, first=name.first, second=name.second, turned=name.turned, namesakes=namesakes(name, counts),
        two_given=two_names(name.given, "g", given, counts),
        two_surnames=max(two_names(name.first, "s", first, counts), two_names(name.second, "s", second, counts)),
        document=max((document(a, b) for a in one.documents for b in other.documents), default=MISSING),
        phone=phone, phone_others=phone_others, email=mailbox.level, email_others=mailbox.others,
        birth=max(births, default=MISSING), years_apart=min(years, default=0), place=place, place_others=place_others,
        plain_mailbox=mailbox.plain, own_mailbox=mailbox.own, other_digits=mailbox.other_digits,
        card=max(cards, default=MISSING), same_source=rows_of_one_source(one, other),
        records=min(one.records, other.records), book=math.log(counts.population / SMALLEST_BOOK),
    )  # fmt: skip


def real_births(traits: Traits, counts: Counts) -> list[str]:
    """Without the day that a form fills in when nobody says one: far more are born on it than can be."""
    most = MOST_PER_KEY + counts.records / DAYS_OF_A_CROWD
    return [each for each in traits.births if counts.seen[f"bb|{turned_birth(each)}"] <= most]


def rows_of_one_source(one: Traits, other: Traits) -> int:
    """By how many rows a source would have one person too often: it thinks they are several."""
    shared = set(one.sources) & set(other.sources)
    return max((one.sources.count(each) + other.sources.count(each) - 1 for each in shared), default=0)


NOTHING = Agreement(MISSING, MISSING, MISSING, 0, (("", ""),) * 3)


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
    """If names were drawn by their shares: ln of how many other records would agree as well. A common name
    mistyped is a common name, however rare the mistake."""
    expected = float(counts.population)
    for both in name.shared:
        expected *= max((commonness(each, counts) for each in both if each), default=1.0)
    return math.log(max(expected, 1e-6))


def commonness(word: str, counts: Counts) -> float:
    """As a given name or as a surname: some forms have the two in each other's place."""
    return max(counts.share(f"g|{word}"), counts.share(f"s|{word}"))


def two_names(level: int, kind: str, words: Words, counts: Counts) -> float:
    one, other = words
    if level not in (PART, CLOSE) or one == other:
        return 0.0
    if min(counts.seen[f"{kind}|{one}"], counts.seen[f"{kind}|{other}"]) < BEARERS:
        return 0.0
    rarer = min(counts.share(f"{kind}|{one}"), counts.share(f"{kind}|{other}"))
    return max(0.0, math.log(rarer / SELDOM))


@lru_cache(1 << 17)
def document(one: Document, other: Document) -> int:
    if one.number == other.number:
        return 5 if one.proven and other.proven else 4
    if one.proven and other.proven:
        return 0
    edits = OSA.distance(one.number, other.number, score_cutoff=2)
    return {1: 3, 2: 2}.get(edits, 1)


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

"""How often names and numbers occur: a rare one says more, and one of a crowd nothing."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from console.customers.blocking import turned_birth
from console.customers.names import main
from console.customers.sounding import sound
from console.customers.traits import Traits

EKED_OUT, SELDOM = 500, 1 / 2000
SMALLEST_BOOK = 20_000


@dataclass(slots=True)
class Counts:
    """How often a name, phone, mailbox or address occurs: a rare one says more."""

    records: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    bearers: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Of a phone, mailbox or address: by the first sounds of the given names that go with it. Of what stands
    before an @: by whole addresses."""

    def add(self, traits: Traits) -> None:
        self.records += 1
        self.seen.update(countable(traits))
        self.bear(traits)

    def bear(self, traits: Traits) -> None:
        for text, mark in borne(traits):
            self.bearers[text][mark] += 1

    def others(self, text: str, *known: Traits) -> float:
        """ln of 1 + how many records of other given names than these have this phone, mailbox or address."""
        there = self.bearers.get(text)
        if there is None or len(there) == 1:
            return 0.0
        ours = {letter for each in known for letter in first_sounds(each)}
        return math.log1p(sum(many for mark, many in there.items() if mark and not ours & set(mark)))

    def elsewhere(self, before_at: str, known: set[str]) -> float:
        """ln of 1 + with how many other providers somebody is called so."""
        return math.log1p(len(set(self.bearers.get(f"l|{before_at}", ())) - known))

    def share(self, text: str) -> float:
        """Of all records, how many carry it; few records are eked out with a seldom seen name."""
        return (self.seen[text] + EKED_OUT * SELDOM) / (self.records + EKED_OUT)

    @property
    def population(self) -> int:
        """The first rows of a book of customers are a sample of it, not a smaller town."""
        return max(self.records, SMALLEST_BOOK)


def countable(traits: Traits) -> set[str]:
    found = {f"p|{each}" for each in traits.phones} | {f"e|{each}" for each in traits.emails}
    found |= {f"l|{local(each)}" for each in traits.emails}
    found |= {f"a|{each.street}|{each.number}|{each.postcode}" for each in traits.places if each.street}
    found |= {f"bb|{turned_birth(each)}" for each in traits.births}
    for name in traits.names:
        found |= {f"g|{main(name.given)}", f"s|{name.first}"} | ({f"s|{name.second}"} if name.second else set())
    return found


def borne(traits: Traits) -> Iterator[tuple[str, str]]:
    mark = "".join(sorted(first_sounds(traits)))
    for phone in traits.phones:
        yield f"p|{phone}", mark
    for each in traits.places:
        if each.street:
            yield f"a|{each.street}|{each.number}|{each.postcode}", mark
    for email in traits.emails:
        yield f"e|{email}", mark
        yield f"l|{local(email)}", email


def first_sounds(traits: Traits) -> set[str]:
    return {sound(main(each.given))[0] for each in traits.names if each.given and sound(main(each.given))}


def local(address: str) -> str:
    return address.partition("@")[0]

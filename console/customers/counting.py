"""How often names and numbers occur: a rare one says more, and one of a crowd nothing."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from console.customers.blocking import turned_birth
from console.customers.names import main
from console.customers.traits import Traits

EKED_OUT, SELDOM = 500, 1 / 2000
SMALLEST_BOOK = 20_000


@dataclass(slots=True)
class Counts:
    """How often a name, phone, mailbox or address occurs: a rare one says more."""

    records: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    def add(self, traits: Traits) -> None:
        self.records += 1
        self.seen.update(countable(traits))

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


def crowd(counts: Counts, text: str) -> float:
    return math.log(max(counts.seen[text], 1))


def local(address: str) -> str:
    return address.partition("@")[0]

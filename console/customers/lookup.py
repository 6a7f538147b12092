"""Who is calling, and who is meant: exact keys first, likeness only where none fits.

Certainty is never a matter of likeness: a number, an address or a name that is merely near lists
people to ask about, and recognises nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from console.customers import name_search, profile, reading_box
from console.customers.identifiers import Identifier, IdentifierKind
from console.customers.name_search import Alike
from console.customers.source_records import SourceRecord

LARGEST_HOUSEHOLD = 8
"""A number of more people than this is a company's or a dummy: it says nothing."""
MOST_FOUND = 20
MOST_ALIKE = 10
Exact = Literal["phone", "email", "card", "order", "document"]
Key = Literal[
    "phone", "email", "card", "order", "document", "phone_near", "email_near", "name", "name_and_birth"
]


@dataclass(frozen=True, slots=True)
class Recognition:
    """A number is no proof: it can be spoofed, so nobody is ever more than recognised by it."""

    certainty: Literal["recognised", "household", "unknown"]
    customers: list[int]


@dataclass(frozen=True, slots=True)
class Hit:
    """One customer, by which key, and how like 0 to 100 it is: 100 for an exact key."""

    id: int
    by: Key
    score: float = 100.0


@dataclass(frozen=True, slots=True)
class FoundPerson:
    id: int
    name: str
    by: Key
    score: float


def by_phone(session: Session, number: str | None) -> Recognition:
    """Exactly one profile is recognised; a number that several share names nobody."""
    if not number:
        return Recognition("unknown", [])
    found = list(with_keys(session, [(IdentifierKind.PHONE, number)]))
    if not found or len(found) > LARGEST_HOUSEHOLD:
        return Recognition("unknown", [])
    return Recognition("recognised" if len(found) == 1 else "household", found)


def people(session: Session, text: str, *, region: str = "ES") -> list[FoundPerson]:
    """`find`, with the names that an agent reads."""
    return [
        FoundPerson(each.id, profile.profile(session, each.id).name, each.by, each.score)
        for each in find(session, text, region=region)
    ]


def find(session: Session, text: str, *, region: str = "ES") -> list[Hit]:
    """Customers by whatever was typed, each once, likest first: one box for everything."""
    asked = reading_box.read(text, region)
    exact = with_keys(session, asked.keys)
    if exact:
        return [Hit(*each) for each in list(exact.items())[:MOST_FOUND]]
    if asked.email:
        return list(hits("email_near", name_search.by_email(session, asked.email)))
    if asked.near_phones:
        near = with_keys(session, [(IdentifierKind.PHONE, each) for each in asked.near_phones])
        return [Hit(each, "phone_near", 90.0) for each in list(near)[:MOST_ALIKE]]
    if asked.name and asked.born:
        born = list(hits("name_and_birth", name_search.by_name_and_birth(session, asked.name, asked.born)))
        if born:
            return born
    return list(hits("name", name_search.by_name(session, asked.name))) if asked.name else []


def hits(by: Key, found: list[Alike]) -> Iterator[Hit]:
    return (Hit(each.customer_id, by, each.score) for each in found)


def with_keys(session: Session, keys: list[tuple[IdentifierKind, str]]) -> dict[int, Exact]:
    """Customers with a record that carries one of the keys, and by which; in a steady order."""
    if not keys:
        return {}
    of_kind: dict[IdentifierKind, list[str]] = {}
    for kind, value in keys:
        of_kind.setdefault(kind, []).append(value)
    fits = [Identifier.value.in_(values) & (Identifier.kind == kind) for kind, values in of_kind.items()]
    query = (
        select(SourceRecord.customer_id, Identifier.kind)
        .join(Identifier, Identifier.record_id == SourceRecord.id)
        .where(or_(*fits))
        .order_by(SourceRecord.customer_id, Identifier.kind)
    )
    found: dict[int, Exact] = {}
    for customer_id, kind in session.execute(query):
        found.setdefault(customer_id, kind.value)
    return found

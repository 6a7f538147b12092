"""Who is calling, and who is meant: by exact keys only, from one index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from console.customers import normalising, profile
from console.customers.identifiers import Identifier, IdentifierKind
from console.customers.source_records import SourceRecord
from console.errors import Invalid

LARGEST_HOUSEHOLD = 8
"""A number of more people than this is a company's or a dummy: it says nothing."""
MOST_FOUND = 20
Key = Literal["phone", "email", "card", "order", "document"]


@dataclass(frozen=True, slots=True)
class Recognition:
    """A number is no proof: it can be spoofed, so nobody is ever more than recognised by it."""

    certainty: Literal["recognised", "household", "unknown"]
    customers: list[int]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    id: int
    name: str
    by: Key


def by_phone(session: Session, number: str | None) -> Recognition:
    """Exactly one profile is recognised; a number that several share names nobody."""
    if not number:
        return Recognition("unknown", [])
    found = list(with_keys(session, [(IdentifierKind.PHONE, number)]))
    if not found or len(found) > LARGEST_HOUSEHOLD:
        return Recognition("unknown", [])
    return Recognition("recognised" if len(found) == 1 else "household", found)


def find(session: Session, text: str, *, region: str = "ES") -> list[FoundPerson]:
    """People by whatever exact key the text can be, each once."""
    found = with_keys(session, readings(text, region))
    some = list(found.items())[:MOST_FOUND]
    return [FoundPerson(each, profile.profile(session, each).name, by) for each, by in some]


def readings(text: str, region: str) -> list[tuple[IdentifierKind, str]]:
    """Every key that the text can be read as."""
    text = text.strip()
    if not text:
        return []
    possible = [(IdentifierKind.ORDER, normalising.order_number(text))]
    if number := normalising.phone(text, region=region):
        possible.append((IdentifierKind.PHONE, number))
    for kind, reader in (
        (IdentifierKind.EMAIL, normalising.email),
        (IdentifierKind.CARD, normalising.card),
        (IdentifierKind.DOCUMENT, normalising.document),
    ):
        try:
            possible.append((kind, reader(text)))
        except Invalid:
            continue  # it isn't one of these
    return possible


def with_keys(session: Session, keys: list[tuple[IdentifierKind, str]]) -> dict[int, Key]:
    """Customers with a record that carries one of the keys, and by which; in a steady order."""
    if not keys:
        return {}
    query = (
        select(SourceRecord.customer_id, Identifier.kind)
        .join(Identifier, Identifier.record_id == SourceRecord.id)
        .where(or_(*((Identifier.value == v) & (Identifier.kind == k) for k, v in keys)))
        .order_by(SourceRecord.customer_id, Identifier.kind)
    )
    found: dict[int, Key] = {}
    for customer_id, kind in session.execute(query):
        found.setdefault(customer_id, kind.value)
    return found

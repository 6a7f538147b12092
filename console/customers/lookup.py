"""Who is calling, by exact keys only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.customers import normalising, profile
from console.customers.history import Order
from console.customers.source_records import Identifier, SourceRecord

Key = Literal["phone", "email", "card", "order", "document"]


@dataclass(frozen=True, slots=True)
class Recognition:
    certainty: Literal["recognised", "household", "unknown"]
    customers: list[int]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    id: int
    name: str
    by: Key


def by_phone(session: Session, number: str | None) -> Recognition:
    """One profile is recognised; a number that several share names nobody."""
    customers = customers_with(session, "phone", number) if number else []
    if not customers:
        return Recognition("unknown", [])
    return Recognition("recognised" if len(customers) == 1 else "household", customers)


def customers_with(session: Session, kind: str, value: str) -> list[int]:
    query = (
        select(SourceRecord.customer_id)
        .join(Identifier)
        .where(Identifier.kind == kind, Identifier.value == value)
        .distinct()
        .order_by(SourceRecord.customer_id)
    )
    return list(session.scalars(query))


def find(session: Session, text: str) -> list[FoundPerson]:
    """People by whatever exact key the text can be; best key first, each person once."""
    keys: list[tuple[Key, str | None]] = [
        ("document", normalising.document(text)),
        ("email", normalising.email(text)),
        ("card", normalising.card(text)),
        ("phone", normalising.phone(text)),
    ]
    found: dict[int, Key] = {}
    for customer_id in by_order(session, text.strip()):
        found.setdefault(customer_id, "order")
    for kind, value in keys:
        for customer_id in customers_with(session, kind, value) if value else []:
            found.setdefault(customer_id, kind)
    return [FoundPerson(each, profile.profile(session, each).name, by) for each, by in list(found.items())[:10]]


def by_order(session: Session, number: str) -> list[int]:
    query = select(SourceRecord.customer_id).join(Order, Order.record_id == SourceRecord.id)
    return list(session.scalars(query.where(Order.number == number).distinct()))

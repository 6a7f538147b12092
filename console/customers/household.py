"""Who lives together, as far as their numbers say: never read out, and never a proof."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from console.customers.identifiers import Identifier, IdentifierKind
from console.customers.lookup import LARGEST_HOUSEHOLD
from console.customers.source_records import SourceRecord

MOST_RECORDS_EACH = 10
"""Rows that one person has in all sources, at the very most: for counting without looking."""


def others(session: Session, customer_id: int) -> list[int]:
    """The other customers who share a phone number. One that more people share than live in a
    household is a company's or a dummy, and says nothing."""
    own, person = aliased(Identifier), aliased(SourceRecord)
    mine = (
        select(own.value)
        .join(SourceRecord, SourceRecord.id == own.record_id)
        .where(SourceRecord.customer_id == customer_id, own.kind == IdentifierKind.PHONE)
    )
    # Counted first: a switchboard's thousands are never read.
    few = (
        select(Identifier.value)
        .where(Identifier.value.in_(mine), Identifier.kind == IdentifierKind.PHONE)
        .group_by(Identifier.value)
        .having(func.count() <= LARGEST_HOUSEHOLD * MOST_RECORDS_EACH)
    )
    shared = session.execute(
        select(Identifier.value, person.customer_id)
        .join(person, person.id == Identifier.record_id)
        .where(Identifier.value.in_(few), Identifier.kind == IdentifierKind.PHONE)
        .distinct()
    )
    by_number: dict[str, set[int]] = {}
    for number, customer in shared:
        by_number.setdefault(number, set()).add(customer)
    near = [each for each in by_number.values() if len(each) <= LARGEST_HOUSEHOLD]
    return sorted(set().union(*near) - {customer_id})

"""Who lives together, as far as their numbers say: never read out, and never a proof."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from console.customers.identifiers import Identifier, IdentifierKind
from console.customers.lookup import LARGEST_HOUSEHOLD
from console.customers.source_records import SourceRecord


def others(session: Session, customer_id: int) -> list[int]:
    """The other customers who share a phone number. One that more people share than live in a
    household is a company's or a dummy, and says nothing."""
    own, theirs, person = aliased(Identifier), aliased(Identifier), aliased(SourceRecord)
    shared = session.execute(
        select(theirs.value, person.customer_id)
        .join(SourceRecord, SourceRecord.id == own.record_id)
        .join(theirs, (theirs.value == own.value) & (theirs.kind == own.kind))
        .join(person, person.id == theirs.record_id)
        .where(SourceRecord.customer_id == customer_id, own.kind == IdentifierKind.PHONE)
        .select_from(own)
        .distinct()
    )
    by_number: dict[str, set[int]] = {}
    for number, customer in shared:
        by_number.setdefault(number, set()).add(customer)
    near = [each for each in by_number.values() if len(each) <= LARGEST_HOUSEHOLD]
    return sorted(set().union(*near) - {customer_id})

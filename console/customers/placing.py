"""Which customer a record belongs to: exact and cautious, at import, never during a ring.

Joined by the same document, or by the same e-mail or phone *and* the same full name; never
against a differing document or birth date, nor two rows of one source but by their document. A
wrong merge shows an agent the wrong person, a missed one only asks a question: doubt keeps apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from console import clock, events
from console.customers import normalising
from console.customers.events import CustomerChanged, touch
from console.customers.identifiers import Identifier, IdentifierKind, identifiers_in
from console.customers.source_records import CONSOLE, Customer, SourceRecord

VETOES = ("document", "birth_date")
JOINING = (IdentifierKind.DOCUMENT, IdentifierKind.EMAIL, IdentifierKind.PHONE)


def place(session: Session, record: SourceRecord) -> Customer:
    """Puts a record, new or changed, with its person. When it shows that two profiles are one,
    all records move to the older profile; when it fits profiles that can't be one, to none."""
    own = members(session, record.customer_id) if record.id else [record]
    fitting = [each for each in candidates(session, record) if each.id != record.customer_id]
    groups = [members(session, each.id) for each in fitting]
    together = [one for group in (own, *groups) for one in group]
    if fitting and compatible(together):
        keeper = min(fitting, key=lambda each: each.id)
        if record.customer_id is not None:
            keeper = min((keeper, record.customer), key=lambda each: each.id)
        return join(session, keeper, together)
    if record.id:
        return record.customer
    customer = Customer(created_at=clock.now())
    session.add(customer)
    return join(session, customer, [record])


def candidates(session: Session, record: SourceRecord) -> list[Customer]:
    """Profiles with a record that shares an identifier with this one and is of the same person."""
    keys = [each for each in identifiers_in(record.fields) if each[0] in JOINING]
    if not keys:
        return []
    sharing = session.scalars(
        select(SourceRecord)
        .join(Identifier)
        .where(or_(*((Identifier.kind == k) & (Identifier.value == v) for k, v in keys)))
        .options(selectinload(SourceRecord.customer))
    ).unique()
    found = {each.customer for each in sharing if each is not record and same(each, record)}
    return sorted(found, key=lambda each: each.id)


def members(session: Session, customer_id: int) -> list[SourceRecord]:
    return list(session.scalars(select(SourceRecord).where(SourceRecord.customer_id == customer_id)))


def same(one: SourceRecord, other: SourceRecord) -> bool:
    """Two records that share an identifier: are they of one person?"""
    if differ(one.fields, other.fields):
        return False
    document = one.fields.get("document")
    if document is not None and document == other.fields.get("document"):
        return True
    keys = [normalising.name_key(each.fields.get("name", "")) for each in (one, other)]
    return keys[0] == keys[1] and " " in keys[0]


def differ(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return any(one.get(f) and other.get(f) and one[f] != other[f] for f in VETOES)


def compatible(records: Iterable[SourceRecord]) -> bool:
    """Whether all of these may be one person."""
    known: list[SourceRecord] = []
    for record in records:
        if any(differ(each.fields, record.fields) or twins(each, record) for each in known):
            return False
        known.append(record)
    return True


def twins(one: SourceRecord, other: SourceRecord) -> bool:
    """Two rows of one source: it thinks they are two, and only one document outweighs that."""
    if one.source.id != other.source.id or one.source.key == CONSOLE:
        return False
    document = one.fields.get("document")
    return document is None or document != other.fields.get("document")


def join(session: Session, customer: Customer, records: list[SourceRecord]) -> Customer:
    """All these records are this customer's now; the profiles they leave change too."""
    left = {each.customer for each in records if each.customer_id and each.customer is not customer}
    for record in records:
        record.customer = customer
        session.add(record)
    session.flush()  # the event wants the id
    if customer.version > 1 or left or len(records) > 1:
        touch(session, customer)
    else:
        events.record(session, CustomerChanged(customer.id))
    for emptied in left:
        touch(session, emptied)
    return customer

"""Parsed rows into the record: people with their profile, history on its person's record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from console import clock, events
from console.customers import consent, do_not_contact, normalising, source_records, timeline
from console.customers.consent import ConsentAct
from console.customers.events import CustomerChanged, touch
from console.customers.history import Claim, Order, Policy
from console.customers.identifiers import Identifier, IdentifierKind
from console.customers.mappings import Mapping
from console.customers.preferences import Instruction, Promise
from console.customers.purchases import Purchase, PurchaseLine
from console.customers.reading_files import Row
from console.customers.source_records import Customer, Outcome, Source, SourceRecord
from console.customers.timeline import CONTACTS, TimelineEntry
from console.errors import Invalid

TABLES: dict[str, tuple[type[Any], str]] = {
    "purchases": (Purchase, "number"), "orders": (Order, "number"), "claims": (Claim, "number"),
    "policies": (Policy, "number"), "consents": (ConsentAct, "key"), "promises": (Promise, "key"),
    "instructions": (Instruction, "kind"), "contacts": (TimelineEntry, "key"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parsed:
    """A row that can be read: where it stood, what it is known by, whom it belongs to."""

    line: int
    key: str
    person: str | None
    raw: Row
    fields: dict[str, Any]


Taken = Iterator[tuple[Parsed, Outcome | Invalid]]


def source_of(session: Session, key: str, mapping: Mapping) -> Source:
    found = source_records.source(session, key, name=mapping.source_name)
    if found.name != mapping.source_name and mapping.source_name != key:
        found.name = mapping.source_name
    return found


def people(session: Session, source: Source, batch: list[Parsed]) -> Taken:
    forgotten = do_not_contact.any_known(session)
    for row in batch:
        if forgotten:
            try:
                do_not_contact.refuse_row(session, source.key, row.key)
            except Invalid as wrong:
                yield row, wrong
                continue
        record, outcome = source_records.upsert(session, source, row.key, row.raw, row.fields)
        if outcome is Outcome.NEW:
            alone(session, record)
        if forgotten and outcome is not Outcome.SAME:
            do_not_contact.obey(session, record)
        yield row, outcome


def alone(session: Session, record: SourceRecord) -> None:
    """A new record comes with a profile of its own; whose it really is, the worker finds out."""
    record.customer = Customer(created_at=clock.now())
    session.add(record)
    session.flush()  # the event wants the id
    events.record(session, CustomerChanged(record.customer_id))


def histories(session: Session, source: Source, kind: str, batch: list[Parsed], column: str) -> Taken:
    """One look for all persons of the batch and one for all rows that are known already."""
    records = records_of(session, source, {row.person for row in batch if row.person})
    known = rows_known(session, kind, [each.id for each in records.values()])
    for row in batch:
        record = records.get(row.person or "")
        if record is None:
            yield row, Invalid("Nobody in {source} has this key.", field=column, source=source.key)
            continue
        try:
            yield row, keep(session, kind, record, row, known)
        except Invalid as wrong:
            yield row, wrong


def records_of(session: Session, source: Source, keys: set[str]) -> dict[str, SourceRecord]:
    query = select(SourceRecord).where(SourceRecord.source_id == source.id, SourceRecord.key.in_(keys))
    found = session.scalars(query.options(joinedload(SourceRecord.customer)))
    return {each.key: each for each in found}


def rows_known(session: Session, kind: str, record_ids: list[int]) -> dict[tuple[int, str], Any]:
    table, name = TABLES[kind]
    found = session.scalars(select(table).where(table.record_id.in_(record_ids)))
    return {(each.record_id, getattr(each, name)): each for each in found}


def keep(
    session: Session, kind: str, record: SourceRecord, row: Parsed, known: dict[tuple[int, str], Any]
) -> Outcome:  # fmt: skip
    """Adds the row, or brings the known one up to date."""
    table, name = TABLES[kind]
    key = f"{kind}:{row.key}" if kind == "contacts" else row.key
    values = {**contact_line(row.fields)} if kind == "contacts" else dict(row.fields)
    lines = values.pop("lines", None)
    values |= {"given": bool(values.get("given"))} if kind == "consents" else {}
    old = known.get((record.id, key))
    kept = old if old is not None else table(record_id=record.id, **{name: key})
    changed = apply(kept, values)
    if lines is not None:
        changed = apply_lines(kept, lines) or changed
    if old is not None and not changed:
        return Outcome.SAME
    known[record.id, key] = kept
    session.add(kept)
    if kind == "orders" and old is None:
        number = normalising.order_number(key)
        record.identifiers.append(Identifier(kind=IdentifierKind.ORDER, value=number))
    if isinstance(kept, ConsentAct):
        consent.obey(session, record.customer_id, kept)
    tell(session, kind, record, kept, known=old is not None)
    touch(session, record.customer)
    return Outcome.NEW if old is None else Outcome.CHANGED


def apply(kept: Any, values: dict[str, Any]) -> bool:
    """Sets what differs; answers whether anything did."""
    differing = {each: value for each, value in values.items() if getattr(kept, each) != value}
    for each, value in differing.items():
        setattr(kept, each, value)
    return bool(differing)


def apply_lines(purchase: Purchase, lines: list[dict[str, Any]]) -> bool:
    names = ("product", "category", "quantity", "cents", "discount_cents", "cost_cents")
    if [{name: getattr(each, name) for name in names} for each in purchase.lines] == lines:
        return False
    purchase.lines = [PurchaseLine(position=place, **each) for place, each in enumerate(lines, 1)]
    return True


def contact_line(fields: dict[str, Any]) -> dict[str, Any]:
    """A past call or chat is a line of the timeline and nothing else."""
    kind, waited = fields["kind"], fields.get("waited_seconds")
    if kind not in (*CONTACTS, "abandoned"):
        raise Invalid("Expected call, chat or abandoned.", field="kind")
    title: dict[str, Any] = {"code": kind, "facts": {"text": fields.get("text", "")}}
    if kind == "abandoned":
        title = {"code": "call_abandoned", "facts": {"waited_seconds": waited or 0}}
    return {
        "at": fields["at"], "kind": "call" if kind == "abandoned" else kind, "title": title,
        "detail": fields.get("detail"), "by": fields.get("by"),
    }  # fmt: skip


def tell(session: Session, kind: str, record: SourceRecord, kept: Any, *, known: bool) -> None:
    """What belongs on the timeline too."""
    match kept:
        case Purchase():
            facts = {"store": kept.store, "amount_cents": kept.amount_cents, "currency": kept.currency or "EUR"}
            said, at, by = ("purchase", facts), kept.at, None
        case Order():
            facts = {
                "number": kept.number, "amount_cents": kept.amount_cents,
                "currency": kept.currency or "EUR", "state": kept.state,
            }  # fmt: skip
            said, at, by = ("order", facts), kept.at, None
        case Claim():
            state = "closed" if kept.closed_at else "open"
            said = ("claim", {"number": kept.number, "text": kept.text, "state": state})
            at, by = kept.opened_at, None
        case Promise():
            due_at = kept.due_at.isoformat() if kept.due_at else None
            said, at, by = ("promise", {"text": kept.text, "due_at": due_at}), kept.made_at, kept.made_by
        case _:
            return
    key = f"{kind}:{getattr(kept, TABLES[kind][1])}"
    title = {"code": said[0], "facts": said[1]}
    if known:
        timeline.write(session, record.id, kind=said[0], at=at, title=title, by=by, key=key)
    else:
        entry = TimelineEntry(record_id=record.id, key=key, kind=said[0], at=at, title=title, by=by)
        session.add(entry)

"""A possible duplicate as the desk shows it in after-call work."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.contacts.contact import Contact
from console.customers import weighing
from console.customers.review import Case
from console.customers.weighing import Side
from console.desk.rows_duplicate import DuplicateLine, DuplicateSheet, DuplicateSide


def sheet(session: Session, contact: Contact, case: Case) -> DuplicateSheet:
    asked = weighing.sheet(session, case)
    mine = contact.record.customer_id if contact.record else None
    one, other = (side(each, mine) for each in asked.sides)
    return DuplicateSheet(
        link=asked.link_id, percent=asked.percent, one=one, other=other,
        lines=[
            DuplicateLine(each.field, list(each.one), list(each.other), each.equal, each.stays)
            for each in asked.lines if each.one or each.other
        ],
    )  # fmt: skip


def side(known: Side, mine: int | None) -> DuplicateSide:
    return DuplicateSide(known.id, known.name, list(known.sources), known.id == mine)

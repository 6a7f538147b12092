"""What rows of other people's contacts say of somebody who was forgotten: that it might have been them, and
their number where nobody was found by it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from console.contacts import contact as contacts
from console.contacts.contact import LIVE, Certainty, Contact
from console.customers import lookup
from console.customers.identifiers import IdentifierKind
from console.db import reading, transaction

LOOKED_AT = 2_000
STEP = 25


def forget_elsewhere(customer_id: int, numbers: set[str]) -> None:
    """Reads all contacts, a few thousand at a time, and writes only those concerned."""
    for some in concerned(customer_id, numbers):
        for start in range(0, len(some), STEP):
            with transaction() as session:
                for contact_id in some[start : start + STEP]:
                    contact = contacts.lock(session, contact_id)
                    forget_candidate(contact, customer_id)
                    known = [(IdentifierKind.PHONE, contact.caller)] if contact.caller else []
                    theirs = contact.caller in numbers and contact.record_id is None
                    if theirs and not lookup.with_keys(session, known):
                        contact.caller, contact.choices = None, []
                    if contact.state in LIVE:
                        contacts.record(session, contact, "candidate_forgotten")


def forget_candidate(contact: Contact, customer_id: int) -> None:
    contact.candidates = [each for each in contact.candidates if each != customer_id]
    if not contact.candidates and contact.certainty in (Certainty.HOUSEHOLD, Certainty.CANDIDATES):
        contact.certainty = Certainty.UNKNOWN


def concerned(customer_id: int, numbers: set[str]) -> Iterator[list[int]]:
    after = 0
    columns = (Contact.id, Contact.candidates, Contact.caller, Contact.record_id)
    while True:
        with reading() as session:
            query = select(*columns).where(Contact.id > after).order_by(Contact.id).limit(LOOKED_AT)
            rows = session.execute(query).all()
        if not rows:
            return
        after = rows[-1][0]
        yield [
            number for number, candidates, caller, record_id in rows
            if customer_id in candidates or (record_id is None and caller in numbers)
        ]  # fmt: skip

"""Small exports of our own, written as a source would."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from console.config import Config
from console.customers import importing, resolving, source_records
from console.customers.importing import Report
from console.customers.source_records import Source, SourceRecord
from console.db import reading, transaction

NOBODYS = Config(data=Path(__file__).parent / "no-data")
"""Settings of a console without mappings of its own, whatever `make run` has left beside us."""
PEOPLE = "key,name,phones,emails,document,birth_date,card\n"
ORDERS = "key,person,at,state,due_from,due_to,amount_cents\n"
CONSENTS = "key,person,purpose,channel,given,how,wording,at,expires_at\n"
PURCHASES = "key;person;at;store;amount_cents;lines\n"


def take(source: str, kind: str, text: str, *, dry: bool = False) -> Report:
    """A file, and what the worker then makes of it."""
    report = importing.import_text(source, kind, text, dry=dry, settings=NOBODYS)
    resolving.resolve_everything()
    return report


def person(
    source: str, key: str, name: str, *, phone: str = "", email: str = "", document: str = "",
    born: str = "", card: str = "",
) -> int:  # fmt: skip
    """One row of a source; answers with the customer it belongs to."""
    report = take(source, "people", f"{PEOPLE}{key},{name},{phone},{email},{document},{born},{card}\n")
    assert not report.problems
    return owner(source, key)


def owner(source: str, key: str) -> int:
    with reading() as session:
        query = select(SourceRecord.customer_id).join(Source)
        return session.scalars(query.where(Source.key == source, SourceRecord.key == key)).one()


def stranger() -> int:
    """Dan, whom nothing joins to anybody."""
    with transaction() as session:
        return source_records.new_person(session, name="Dan Stranger", phone="+34699000111").customer_id

"""A copy of everything about one person, to give to them: article 15 and 20 GDPR.

A ZIP with one JSON file, table by table as we keep them, and a page of words about it. Whatever
says something of somebody else is not in it, nor what only helps our searches.
"""

from __future__ import annotations

import json
import zipfile
from typing import IO, Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from console import clock, words
from console.agents.agent import Agent
from console.contacts.attaching import ChatFile
from console.customers import reads
from console.customers.source_records import Customer
from console.privacy import erasing, gathering
from console.privacy.sealing import said
from console.privacy.treatment import NOT_TOLD, TREATMENT

EXPORT = "export"


def everything(session: Session, customer: Customer) -> dict[str, list[dict[str, Any]]]:
    """By table's name, each row by column's name. Raises Missing for an empty profile."""
    records = erasing.records_of(session, customer.id)
    found = gathering.gather(session, [customer.id], [each.id for each in records])
    return {table: [told(each) for each in rows] for table, rows in found.items() if rows and TREATMENT[table].told}


def told(row: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in NOT_TOLD and value is not None}


def asked(session: Session, customer: Customer, *, by: Agent) -> None:
    """Making a copy is a reading of the profile, and is written down before anything is read. Raises Missing."""
    erasing.records_of(session, customer.id)
    reads.remember(session, by.id, [customer.id], purpose=EXPORT)


def bundle(session: Session, customer: Customer, into: IO[bytes], *, company: str, language: str) -> None:
    """Writes the ZIP, one photo at a time, however many there are."""
    data = everything(session, customer)
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in data.get(ChatFile.__tablename__, []):  # a photo is given as a photo
            each["file"] = f"files/{each['message_id']}-{each['name']}"
            photo = session.scalars(select(ChatFile.data).where(ChatFile.message_id == each["message_id"])).one()
            archive.writestr(each["file"], photo, zipfile.ZIP_STORED)  # it is as small as it gets
        archive.writestr("data.json", json.dumps(data, default=said, ensure_ascii=False, indent=1))
        archive.writestr("README.txt", about(data, company, language))


def about(data: dict[str, list[Any]], company: str, language: str) -> str:
    """What is in it, in the person's language."""

    def _(text: str, **facts: object) -> str:
        return words.translate(language, text, **facts)

    counts = "\n".join(f"{table}: {len(rows)}" for table, rows in sorted(data.items()))
    return "\n\n".join((
        _("What {company} keeps about you, on {day}.", company=company, day=clock.now().date().isoformat()),
        _(
            "data.json holds everything, as we keep it: what each system told us of you (source_record, and each "
            "version as it came), by what you are found (identifier), what you bought and ordered, your policies and "
            "claims, what you allowed and forbade (consent_act, instruction), what we promised, your calls and chats "
            "with what was written and noted, what was proposed to you and why (decision), and who looked at your "
            "record (profile_read)."
        ),
        _(
            "We keep it to serve you when you call or write, and, where you allowed it, to propose something to you. "
            "Nobody outside the company receives it. How long each kind is kept, and how to have it corrected or "
            "forgotten, the company tells you on request; you may also complain to the data protection authority."
        ),
        counts,
    )) + "\n"  # fmt: skip

"""What an agent heard and put right: a source of its own, which holds until it expires.

It is a new version of the person's `console` record, so it is found, compared and undone like
any other source's word, and the sources themselves stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent
from console.customers import normalising, source_records, timeline
from console.customers.events import touch
from console.customers.source_records import Customer, SourceRecord
from console.customers.survivorship import CORRECTED, MANY
from console.errors import Invalid

HOLDS = timedelta(days=365)
"""By then the sources have been told, or it was only so for a while."""
READERS: dict[str, Callable[[str], Any]] = {
    "name": lambda text: normalising.name(text, field="value"),
    "birth_date": lambda text: normalising.birth_date(text, field="value").isoformat(),
    "document": lambda text: normalising.document(text, field="value"),
    "phones": lambda text: normalising.needed_phone(text, field="value"),
    "emails": lambda text: normalising.email(text, field="value"),
    "language": lambda text: language(text),
    **dict.fromkeys(
        ("address", "postcode", "city", "store", "moment"),
        lambda text: normalising.words(text, field="value", most=200),
    ),
    "prefers": lambda text: channel(text),
}
FIELDS = tuple(READERS)


def language(text: str) -> str:
    if text not in ("es", "en"):
        raise Invalid("Expected one of {among}.", field="value", among="es, en")
    return text


def channel(text: str) -> str:
    if text not in ("phone", "chat", "email"):
        raise Invalid("Expected one of {among}.", field="value", among="phone, chat, email")
    return text


def correct(
    session: Session, customer: Customer, *, by: Agent, field: str, text: str, verified: bool
) -> SourceRecord:  # fmt: skip
    """This is right from now on. ``verified``: whoever said it had proved who they are."""
    if field not in READERS:
        raise Invalid("Expected one of {among}.", field="field", among=", ".join(FIELDS))
    if not text.strip():
        raise Invalid("Say what is right.", field="value")
    value = READERS[field](text)
    record, now = source_records.console_record(session, customer), clock.now()
    fields = dict(record.fields)
    known = fields.get(field, [])
    fields[field] = [value, *(each for each in known if each != value)] if field in MANY else value
    said = {
        "value": value, "at": now.isoformat(), "until": (now + HOLDS).isoformat(), "by": by.first_name,
        "verified": verified,
    }  # fmt: skip
    fields[CORRECTED] = {**(fields.get(CORRECTED) or {}), field: said}
    source_records.take_version(record, fields, fields, source_records.digest_of(fields))
    source_records.index_later(session)
    title = {"code": "corrected", "facts": {"field": field}}  # the value itself is in the record alone
    timeline.write(session, record.id, kind="profile", at=now, title=title, by=by.first_name)
    touch(session, customer)
    return record

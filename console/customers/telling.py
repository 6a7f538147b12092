"""What somebody tells us of themselves while we talk: kept on our own record of them, which every
other source gives way to. Each telling is a version, so nothing said before is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from console.customers import normalising, source_records
from console.customers.events import touch
from console.customers.source_records import SourceRecord
from console.errors import Invalid

MOST_CHILDREN = 20


def children(value: Any, field: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_CHILDREN:
        raise Invalid("{field_name}: expected a whole number from {least} to {most}.",
                      field=field, field_name=field, least=0, most=MOST_CHILDREN)  # fmt: skip
    return value


def birth_date(value: Any, field: str) -> str:
    return normalising.birth_date(value.isoformat() if isinstance(value, date) else str(value), field=field).isoformat()


READERS: dict[str, tuple[str, Callable[[Any, str], Any]]] = {
    "name": ("name", lambda value, field: normalising.name(str(value), field=field)),
    "phone": ("phones", lambda value, field: [normalising.needed_phone(str(value), field=field)]),
    "email": ("emails", lambda value, field: [normalising.email(str(value), field=field)]),
    "postcode": ("postcode", lambda value, field: normalising.words(str(value), field=field, most=20)),
    "children": ("children", children),
    "birth_date": ("birth_date", birth_date),
}
"""What may be told, the field it becomes, and how it is read; phones and e-mails are added to those known."""


def tell(session: Session, record: SourceRecord, told: dict[str, Any], *, fields: dict[str, str] | None = None) -> None:
    """Keeps ``{"children": 2, …}`` on our record. Raises Invalid naming ``fields[what]``, or what it is."""
    now = dict(record.fields)
    for what, value in told.items():
        ours, reader = READERS[what]
        read = reader(value, (fields or {}).get(what, what))
        known = now.get(ours)
        now[ours] = list(dict.fromkeys([*read, *known])) if isinstance(read, list) and isinstance(known, list) else read
    if now != record.fields:
        source_records.take_version(record, now, now, source_records.digest_of(now))
        source_records.index_later(session)
        touch(session, record.customer)

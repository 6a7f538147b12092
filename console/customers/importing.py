"""Takes in what sources export, CSV or JSON lines: what is wrong is reported, the rest goes in.

The same file again changes nothing, so a killed import is resumed by starting it again. Batches
are short, so that a live desk beside it never waits.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.customers import clustering, history, normalising, timeline
from console.customers.consent import ConsentAct
from console.customers.history import Claim, Instruction, Order, Policy, Promise, Purchase
from console.customers.mappings import SOURCES, Mapping, mapping_for
from console.customers.source_records import (
    Source, SourceRecord, source_named, touch, upsert,
)  # fmt: skip
from console.db import reading, transaction
from console.errors import Invalid

BATCH = 25
"""Rows a transaction takes: about 50 ms on a laptop."""
Progress = Callable[[int], None]
Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that didn't go in, or one field that was left out, and why."""

    file: str
    line: int
    field: str
    message: str


@dataclass(slots=True)
class Report:
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)

    def count(self, happened: str) -> None:
        setattr(self, happened, getattr(self, happened) + 1)


@dataclass(frozen=True, slots=True)
class Job:
    """What the rows of one file have in common."""

    source: str
    kind: str
    mapping: Mapping
    file: str
    zone: ZoneInfo
    region: str


def import_file(
    source: str, kind: str, path: Path, *, dry: bool = False, progress: Progress | None = None,
    zone: str = "Europe/Madrid", region: str = "ES",
) -> Report:  # fmt: skip
    """Takes in one file. Raises Missing without a mapping, Invalid for a file we can't read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("{file} is not UTF-8.", field="file", file=path.name) from None
    return import_text(source, kind, text, name=path.name, dry=dry, progress=progress, zone=zone, region=region)


def import_text(
    source: str, kind: str, text: str, *, name: str, dry: bool = False, progress: Progress | None = None,
    zone: str = "Europe/Madrid", region: str = "ES",
) -> Report:  # fmt: skip
    job = Job(source, kind, mapping_for(source, kind), name, ZoneInfo(zone), region)
    report = Report()
    rows = list(read_rows(job, text, report))
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        if dry:
            rehearse(job, batch, report)
        else:
            with transaction() as session:
                take_in(session, job, batch, report)
        if progress is not None:
            progress(min(start + BATCH, len(rows)))
    return report


def read_rows(job: Job, text: str, report: Report) -> Iterator[tuple[int, Raw]]:
    """Rows with their line in the file; a broken line is reported and the rest goes on."""
    if text.lstrip().startswith("{"):
        for line, each in enumerate(text.splitlines(), 1):
            if not each.strip():
                continue
            try:
                row = orjson.loads(each)
            except orjson.JSONDecodeError:
                refuse(report, job, line, "", "This line is no JSON object.")
                continue
            yield line, {str(k): "" if v is None else str(v) for k, v in row.items()}
        return
    reader = csv.DictReader(io.StringIO(text))
    missing = {job.mapping.key} - set(reader.fieldnames or [])
    if missing:
        raise Invalid("{file} has no column {column}.", field="file", file=job.file, column=missing.pop())
    for row in reader:
        yield reader.line_num, {k: (v or "") for k, v in row.items() if k is not None}


def rehearse(job: Job, batch: list[tuple[int, Raw]], report: Report) -> None:
    """What would happen: the same code in a transaction that is rolled back."""
    with reading() as session:
        take_in(session, job, batch, report)
        session.rollback()


def take_in(session: Session, job: Job, batch: list[tuple[int, Raw]], report: Report) -> None:
    source = source_named(session, job.source, SOURCES[job.source])
    for line, raw in batch:
        try:
            happened = person(session, job, source, line, raw, report) if job.kind == "people" else past(
                session, job, source, raw
            )  # fmt: skip
        except Invalid as wrong:
            refuse(report, job, line, wrong.field or "", str(wrong))
        else:
            report.count(happened)


def refuse(report: Report, job: Job, line: int, field_: str, message: str) -> None:
    report.refused += 1
    report.problems.append(Problem(job.file, line, column_of(job, field_), message))


def column_of(job: Job, field_: str) -> str:
    """The source's own name of a field: that is what its owner can correct."""
    return next((column for column, ours in job.mapping.columns.items() if ours == field_), field_)


def key_of(job: Job, raw: Raw, column: str) -> str:
    key: str = raw.get(column, "").strip()
    if not key:
        raise Invalid("The row has no {column}.", field=column, column=column)
    return key


def person(session: Session, job: Job, source: Source, line: int, raw: Raw, report: Report) -> str:
    """One person of a source. A field that can't be read is left out and reported; a row
    without its key, or with a wrong date, is refused."""
    key = key_of(job, raw, job.mapping.key)
    fields: dict[str, Any] = {}
    for column, ours in job.mapping.columns.items():
        text = raw.get(column, "").strip()
        if text:
            value = person_field(ours, text, job)
            if value is None:
                message = f"{text} can't be read as {ours.replace('_', ' ')}; left out."
                report.problems.append(Problem(job.file, line, column, message))
            else:
                fields[ours] = value
    if not fields.get("name"):
        raise Invalid("The row has no name.", field="name")
    return upsert(session, source, key, raw, fields, clustering.place)[1]


def person_field(ours: str, text: str, job: Job) -> Any:
    match ours:
        case "name":
            return normalising.name(text)
        case "phone":
            return normalising.phone(text, region=job.region)
        case "email":
            return normalising.email(text)
        case "document":
            return normalising.document(text)
        case "card":
            return normalising.card(text)
        case "birth_date":
            return normalising.day(text, "birth_date").isoformat()
        case "points" | "children" | "card_since" | "web_every_days":
            return int(text) if text.isdigit() else None
        case "language":
            return text[:2].lower() if text[:2].lower() in ("es", "en") else None
        case _:
            return " ".join(text.split())


def past(session: Session, job: Job, source: Source, raw: Raw) -> str:
    """One row of somebody's history, hung on their record of this source."""
    key = key_of(job, raw, job.mapping.key)
    who = key_of(job, raw, job.mapping.person or "")
    record = session.scalar(
        select(SourceRecord).where(SourceRecord.source_id == source.id, SourceRecord.key == who)
    )
    if record is None:
        raise Invalid("Nobody in {source} has the key {who}.", field="person", source=source.key, who=who)
    given = {ours: raw.get(column, "").strip() for column, ours in job.mapping.columns.items()}
    values = {ours: past_field(ours, text, job) if text else None for ours, text in given.items()}
    if job.kind == "contacts":
        return past_contact(session, record, key, values)
    return keep(session, job.kind, record, key, values)


def past_field(ours: str, text: str, job: Job) -> Any:
    match ours:
        case "at" | "due_from" | "due_to" | "opened_at" | "closed_at" | "made_at" | "due_at" | "expires_at":
            return normalising.moment(text, ours, job.zone)
        case "total_cents" | "amount_cents":
            return normalising.cents(text, ours)
        case "lines":
            return purchase_lines(text)
        case "given":
            return text.lower() in ("1", "yes", "si", "sí", "true")
        case "until" if job.kind == "policies":
            return normalising.day(text, ours)
        case "until":
            return normalising.moment(text, ours, job.zone)
        case _:
            return text


def purchase_lines(text: str) -> list[Any]:
    """``Somontano crianza|wine|6.95; …`` as lines."""
    found = []
    for each in text.split(";"):
        product, category, price = (part.strip() for part in each.split("|"))
        found.append({"product": product, "category": category, "cents": normalising.cents(price, "lines")})
    return found


KEPT: dict[str, tuple[type[Any], str]] = {
    "purchases": (Purchase, "number"), "orders": (Order, "number"), "claims": (Claim, "number"),
    "policies": (Policy, "number"), "consents": (ConsentAct, "key"), "promises": (Promise, "key"),
    "instructions": (Instruction, "kind"),
}  # fmt: skip


def keep(session: Session, kind: str, record: SourceRecord, key: str, values: dict[str, Any]) -> str:
    table, name = KEPT[kind]
    known = session.scalar(select(table).where(table.record_id == record.id, getattr(table, name) == key))
    given = {ours: value for ours, value in values.items() if value is not None}
    if known is None:
        required = [c.key for c in table.__table__.columns if not c.nullable and c.default is None]
        for column in required:
            if column not in ("id", "record_id", name, *given):
                raise Invalid("The row has no {column}.", field=column, column=column)
        session.add(table(record_id=record.id, **{name: key}, **given))
        session.flush()  # a key twice in one file must be found
        happened = "new"
    elif all(getattr(known, ours) == value for ours, value in given.items()):
        return "same"
    else:
        for ours, value in values.items():
            if value is not None or getattr(known, ours) is not None:
                setattr(known, ours, value)
        happened = "changed"
    touch(session, record.customer)
    if happened == "new":
        tell(session, kind, record, key, values)
    return happened


def tell(session: Session, kind: str, record: SourceRecord, key: str, values: dict[str, Any]) -> None:
    """What belongs on the timeline too."""
    at = values.get("at") or values.get("opened_at") or values.get("made_at")
    told: dict[str, tuple[str, str, dict[str, Any]]] = {
        "purchases": ("purchase", "purchase", {
            "store": values.get("store"), "amount_cents": values.get("total_cents"), "currency": "EUR",
        }),
        "claims": ("claim", "claim", {"number": key, "text": values.get("text"), "state": "open"}),
        "promises": ("promise", "promise", {"text": values.get("text"), "due_at": None}),
        "orders": ("order", "order", {
            "number": key, "amount_cents": values.get("amount_cents"), "currency": "EUR",
            "state": values.get("state"),
        }),
    }  # fmt: skip
    if kind in told and at is not None:
        entry, code, facts = told[kind]
        timeline.write(
            session, record.id, kind=entry, at=at, title={"code": code, "facts": facts},
            by=values.get("made_by"), key=f"{kind}:{key}",
        )  # fmt: skip


def past_contact(session: Session, record: SourceRecord, key: str, values: dict[str, Any]) -> str:
    if values["at"] is None or values["kind"] not in timeline.CONTACTS:
        raise Invalid("A contact has a time and is a call or a chat.", field="kind")
    known = session.scalar(
        select(timeline.TimelineEntry.id).where(
            timeline.TimelineEntry.record_id == record.id, timeline.TimelineEntry.key == f"contacts:{key}"
        )
    )
    if known is not None:
        return "same"
    code = values["code"] or values["kind"]
    facts = {"waited_seconds": int(values["waited_seconds"])} if values["waited_seconds"] else {"text": values["text"]}
    timeline.write(
        session, record.id, kind=values["kind"], at=values["at"], title={"code": code, "facts": facts},
        detail=values["detail"], by=values["by"], key=f"contacts:{key}",
    )  # fmt: skip
    return "new"


def records_of(session: Session, source: str) -> int:
    """How many people a source knows."""
    query = select(SourceRecord.id).join(Source).where(Source.key == source)
    return len(session.scalars(query).all())


__all__ = ["Problem", "Report", "history", "import_file", "import_text", "records_of"]

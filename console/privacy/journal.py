"""What was forgotten stays forgotten after a restore: a file beside the database remembers it.

A copy made before somebody was forgotten brings them back; so `console restore` reads this file
and forgets them again. It holds digests and times, no person. Keep it apart from the copies, on
every machine that may restore one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock, config, due
from console.customers import do_not_contact, merging
from console.customers.source_records import Customer, Source, SourceRecord
from console.errors import Invalid
from console.privacy import erasing
from console.privacy.erasing import Erasure

FILE = "forgotten.jsonl"
_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    at: str
    destroy_at: str
    rows: list[str]
    people: list[str]


def keep_at(settings: config.Config) -> None:
    """Where this process writes the journal, and what its digests are made with."""
    global _file
    _file = settings.data / FILE
    do_not_contact.keep_key(config.kept_erasure_key(settings))


def write_due(session: Session, row: due.Due) -> None:
    """One line, on the disk before the due row is gone: written twice it is read once."""
    erasure = session.get(Erasure, row.facts["erasure"])
    if erasure is None:
        return
    if _file is None:
        raise RuntimeError("no place for the journal: keep_at at start")
    entry = Entry(erasure.at.isoformat(), erasure.destroy_at.isoformat(), erasure.rows, erasure.people)
    _file.parent.mkdir(parents=True, exist_ok=True)
    _file.touch(mode=0o600)
    with _file.open("a") as journal:
        journal.write(json.dumps(asdict(entry)) + "\n")
        journal.flush()
        os.fsync(journal.fileno())


def entries(file: Path) -> Iterator[Entry]:
    """Each once. A line cut short by a power cut is the last one, and its due row writes it again."""
    seen: set[tuple[str, ...]] = set()
    lines = file.read_text().splitlines() if file.exists() else []
    for number, line in enumerate(lines, 1):
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError):
            if number == len(lines):
                return
            raise Invalid("Line {line} of {file} can't be read.", field="file", line=number, file=file.name) from None
        if tuple(entry.rows) not in seen:
            seen.add(tuple(entry.rows))
            yield entry


def replay(session: Session, file: Path) -> int:
    """Forgets again whoever a copy brought back; how many. Everybody else is left alone."""
    wanted = list(entries(file))
    if not wanted:
        return 0
    there = {
        do_not_contact.of_row(source, key): record
        for record, source, key in session.execute(
            select(SourceRecord.id, Source.key, SourceRecord.key).join(SourceRecord.source)
        )
    }
    return sum(again(session, each, [there[row] for row in each.rows if row in there]) for each in wanted)


def again(session: Session, entry: Entry, record_ids: list[int]) -> int:
    do_not_contact.add(session, [*entry.rows, *entry.people])
    records = list(session.scalars(select(SourceRecord).where(SourceRecord.id.in_(record_ids))))
    for customer_id in sorted({each.customer_id for each in records}):
        own = [each for each in records if each.customer_id == customer_id]
        if len(own) < len(merging.members(session, [customer_id])):
            # In the copy somebody else was in the profile, who had been taken out before.
            customer_id = merging.split(session, own, reason=merging.FORGOTTEN).to_id
            own = merging.members(session, [customer_id])
        until = datetime.fromisoformat(entry.destroy_at)
        customer = session.get_one(Customer, customer_id)
        erasing.seal(session, customer, own, by=None, why=erasing.AGAIN, destroy_at=max(until, clock.now()))
    return int(bool(records))

"""Takes in what sources export: what is wrong is reported by line, the rest goes in.

The same file again changes nothing, so a killed import is resumed by starting it again. A batch
holds the write lock for about 25 ms, however fast the machine, so a live desk never waits.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console import config, words
from console.customers import reading_fields, reading_files, taking_in
from console.customers.mappings import PEOPLE, Mapping, mapping_for
from console.customers.reading_fields import Local
from console.customers.reading_files import Line
from console.customers.source_records import Outcome, Source, SourceRecord
from console.customers.taking_in import Parsed
from console.db import transaction
from console.errors import Invalid

FIRST_BATCH, LARGEST_BATCH = 20, 200
BATCH_SECONDS = 0.025
"""Aimed at, since some batches take twice as long: 50 ms is what a desk may notice."""
MOST_PROBLEMS = 1000
"""More than these are only counted: the file is the wrong one."""
Progress = Callable[[int], None]
"""Told after each batch how many rows are done."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What didn't go in, and why; never with the value itself."""

    file: str
    line: int
    field: str
    message: str
    whole: bool = True
    """The row was refused; else only this field was left out of it."""


@dataclass(slots=True)
class Report:
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    left_out: int = 0
    """Fields that couldn't be read, of rows that went in."""
    problems: list[Problem] = field(default_factory=list)
    language: str = "en"
    """Of whoever reads it."""

    def count(self, outcome: Outcome) -> None:
        setattr(self, outcome.value, getattr(self, outcome.value) + 1)

    def refuse(self, file: str, line: int, wrong: Invalid) -> None:
        self.refused += 1
        self.note(file, line, wrong, whole=True)

    def leave_out(self, file: str, line: int, wrong: Invalid) -> None:
        self.left_out += 1
        self.note(file, line, wrong, whole=False)

    def begin_with(self, told: Invalid | None, file: str) -> None:
        """What is to be said of the file as a whole, before its lines."""
        if told is not None:
            words_ = words.translate(self.language, told.template, **told.facts)
            self.problems.insert(0, Problem(file, 0, told.field or "", words_))

    def note(self, file: str, line: int, wrong: Invalid, *, whole: bool) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            message = words.translate(self.language, wrong.template, **wrong.facts)
            self.problems.append(Problem(file, line, wrong.field or "", message, whole))


class Rehearsed(Exception):
    """Ends a dry batch so that its transaction rolls back."""


def import_file(
    source_key: str, kind: str, path_or_text: Path | str, *, dry: bool = False,
    progress: Progress | None = None, settings: config.Config | None = None,
) -> Report:  # fmt: skip
    """Takes in one file of a source, opening its own transactions. ``dry`` only says what would
    happen. Raises Invalid when the file or its mapping as a whole can't be read."""
    text, name, guess = reading_files.text_of(path_or_text)
    report = import_text(source_key, kind, text, name=name, dry=dry, progress=progress, settings=settings)
    report.begin_with(guess, name)
    return report


def import_text(
    source_key: str, kind: str, text: str, *, name: str = "text", dry: bool = False,
    progress: Progress | None = None, settings: config.Config | None = None, language: str = "en",
) -> Report:  # fmt: skip
    """The same for a file's text that is already here."""
    settings = settings or config.read()
    mapping = mapping_for(source_key, kind, settings.data / "mappings")
    report = Report(language=language)
    lines = reading_files.rows(text, mapping.needed)
    local = Local(settings.zone, settings.region)
    size, done = FIRST_BATCH, 0
    while some := list(islice(lines, size)):
        batch = list(parse(some, name, kind, mapping, local, report))
        began = time.monotonic()
        take(source_key, kind, mapping, batch, report, name, dry=dry)
        size = next_size(size, len(some), time.monotonic() - began)
        done += len(some)
        if progress is not None:
            progress(done)
        time.sleep(0.001)  # whoever waits to write goes first
    report.problems.sort(key=lambda each: each.line)
    return report


def next_size(size: int, done: int, seconds: float) -> int:
    """How many rows fit a batch, going by how long the last ones took."""
    return max(5, min(LARGEST_BATCH, 2 * size, round(done * BATCH_SECONDS / max(seconds, 0.001))))


def parse(
    lines: Iterable[Line], file: str, kind: str, mapping: Mapping, local: Local, report: Report
) -> Iterator[Parsed]:
    """Rows that can be read; the others go into the report."""
    for line, row in lines:
        try:
            if isinstance(row, Invalid):
                raise row
            key = reading_fields.key_in(row, mapping.key)
            person = reading_fields.key_in(row, mapping.person) if mapping.person else None
            found = reading_fields.read(row, kind, mapping, local)
        except Invalid as wrong:
            report.refuse(file, line, wrong)
        else:
            for each in found.left_out:
                report.leave_out(file, line, each)
            yield Parsed(line, key, person, row, found.fields)


def take(
    source_key: str, kind: str, mapping: Mapping, batch: list[Parsed], report: Report, file: str, *, dry: bool
) -> None:  # fmt: skip
    """One batch, one transaction; counted only once it is committed."""
    outcomes: list[tuple[Parsed, Outcome | Invalid]] = []
    try:
        with transaction() as session:
            outcomes = list(take_in(session, source_key, kind, mapping, batch))
            if dry:
                raise Rehearsed
    except Rehearsed:
        pass
    tell(report, file, outcomes)


def tell(report: Report, file: str, outcomes: list[tuple[Parsed, Outcome | Invalid]]) -> None:
    for row, outcome in outcomes:
        if isinstance(outcome, Invalid):
            report.refuse(file, row.line, outcome)
        else:
            report.count(outcome)


def take_in(
    session: Session, source_key: str, kind: str, mapping: Mapping, batch: list[Parsed]
) -> Iterator[tuple[Parsed, Outcome | Invalid]]:
    source = taking_in.source_of(session, source_key, mapping)
    if kind == PEOPLE:
        return taking_in.people(session, source, batch)
    return taking_in.histories(session, source, kind, batch, mapping.person or "person")


def records_of(session: Session, source_key: str) -> int:
    """How many people a source knows."""
    query = select(func.count(SourceRecord.id)).join(Source).where(Source.key == source_key)
    return session.scalar(query) or 0

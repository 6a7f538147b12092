"""The worker's side of a large import: a few seconds of batches at a time, then others have a turn."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from console import clock, config, due
from console.customers import import_jobs, importing, reading_files
from console.customers.import_jobs import ENDED, KIND, ImportJob, ImportProblem, ImportState
from console.customers.importing import FIRST_BATCH, MOST_PROBLEMS, Report
from console.customers.mappings import Mapping, mapping_for
from console.customers.reading_fields import Local
from console.customers.reading_files import Line
from console.db import reading, transaction
from console.errors import Conflict, Invalid

LONGEST_SECONDS = 5.0
LONGEST = timedelta(days=3)
"""What fails again and again is given up then, so that its text doesn't lie there for ever."""
COUNTS = ("new", "changed", "same", "refused", "left_out")


class MovedOn(Conflict):
    """Another worker took the batch that this one was about to take."""


@dataclass(slots=True)
class Batch(Report):
    """One batch's report, its problems as they are kept."""

    noted: list[ImportProblem] = field(default_factory=list)

    def note(self, file: str, line: int, wrong: Invalid, *, whole: bool) -> None:
        facts = {key: each if isinstance(each, int | str) else str(each) for key, each in wrong.facts.items()}
        self.noted.append(
            ImportProblem(line=line, field=wrong.field or "", template=wrong.template, facts=facts, whole=whole)
        )


def import_due(_: Session, facts: list[dict[str, Any]]) -> None:
    """Every job for its few seconds; what fails is tried again later without holding up the others."""
    failed: Exception | None = None
    for job_id in dict.fromkeys(each["job"] for each in facts):
        try:
            work(job_id)
        except Exception as error:
            failed = error
    if failed is not None:
        raise failed


def work(job_id: int) -> None:
    job = started(job_id)
    if job is not None:
        try:
            if not batches(job):
                return
        except MovedOn:
            return
        except Invalid as wrong:
            end(job_id, ImportState.FAILED, wrong)
        else:
            end(job_id, ImportState.DONE)
            if job.dry:
                return  # its text waits a while for being taken in
    import_jobs.forget_text(job_id)


def started(job_id: int) -> ImportJob | None:
    """The job to go on with; None when there is nothing to do but to forget its text."""
    with transaction() as session:
        job = session.get(ImportJob, job_id, with_for_update=True)
        if job is None or job.state in ENDED:
            return None
        if job.state is ImportState.RECEIVING:
            finish(session, job, ImportState.FAILED, Invalid("The file did not arrive whole: send it again."))
            return None
        if clock.now() - job.at > LONGEST:
            finish(session, job, ImportState.FAILED, Invalid("This did not work for three days: send the file again."))
            return None
        job.state, job.started_at = ImportState.WORKING, job.started_at or clock.now()
        return job


def batches(job: ImportJob) -> bool:
    """Takes in what is left, for a few seconds; whether that was all of it."""
    settings = config.read()
    mapping = mapping_for(job.source, job.kind, settings.data / "mappings")
    local = Local(settings.zone, settings.region)
    with reading() as session:
        text = import_jobs.text_of(session, job.id)
    if job.total is None:
        count(job, sum(1 for _ in reading_files.rows(text, mapping.needed)))
    lines = reading_files.rows(text, mapping.needed)
    done, size = sum(1 for _ in islice(lines, job.done)), FIRST_BATCH
    until = time.monotonic() + LONGEST_SECONDS
    while some := list(islice(lines, size)):
        seconds = take(job, mapping, local, some, done)
        size, done = importing.next_size(size, len(some), seconds), done + len(some)
        time.sleep(0.001)  # whoever waits to write goes first
        if time.monotonic() > until:
            with transaction() as session:
                due.add(session, KIND, once=str(job.id), job=job.id)
            return False
    return True


def count(job: ImportJob, total: int) -> None:
    with transaction() as session:
        session.get_one(ImportJob, job.id, with_for_update=True).total = job.total = total


def take(job: ImportJob, mapping: Mapping, local: Local, some: list[Line], done: int) -> float:
    """One batch with its progress in one transaction; how many seconds that was held. A rehearsal's
    rows are rolled back before its progress is written."""
    report = Batch()
    rows = list(importing.parse(some, job.file, job.kind, mapping, local, report))
    began = time.monotonic()
    if job.dry:
        importing.take(job.source, job.kind, mapping, rows, report, job.file, dry=True)
    with transaction() as session:
        there = session.get(ImportJob, job.id, with_for_update=True)
        if there is None or there.done != done or there.state is not ImportState.WORKING:
            raise MovedOn
        if not job.dry:
            importing.tell(report, job.file, list(importing.take_in(session, job.source, job.kind, mapping, rows)))
        add(session, there, report, len(some))
    return time.monotonic() - began


def add(session: Session, job: ImportJob, report: Batch, rows: int) -> None:
    job.done += rows
    for each in COUNTS:
        setattr(job, each, getattr(job, each) + getattr(report, each))
    if report.noted:
        room = max(0, MOST_PROBLEMS - import_jobs.noted(session, job.id))
        for problem in sorted(report.noted, key=lambda each: each.line)[:room]:
            problem.job_id = job.id
            session.add(problem)


def end(job_id: int, state: ImportState, wrong: Invalid | None = None) -> None:
    with transaction() as session:
        job = session.get_one(ImportJob, job_id, with_for_update=True)
        if job.state not in ENDED:
            finish(session, job, state, wrong)


def finish(session: Session, job: ImportJob, state: ImportState, wrong: Invalid | None = None) -> None:
    job.state, job.ended_at = state, clock.now()
    if job.dry and state is ImportState.DONE:
        due.add(session, KIND, at=clock.now() + import_jobs.KEPT_FOR, once=str(job.id), job=job.id)
    if wrong is not None:
        report = Batch()
        report.note(job.file, 0, wrong, whole=True)
        add(session, job, report, 0)

"""A large file is taken in by the worker, in batches that are committed together with how far they came.

So a kill at any moment resumes after the last batch that is in the record, and no row counts twice.
The text waits in the database, in pieces, since any web process may receive it and any worker may
want it; it is gone when the job has ended. The job itself knows counts and lines, never a value.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console import clock, due
from console.agents.agent import Agent
from console.db import Base, reading, transaction
from console.errors import Conflict, Invalid, Missing

KIND = "customers.import"
PIECE = 256 * 1024
"""Characters: kept within a few milliseconds."""
RECEIVED_WITHIN = timedelta(hours=1)
"""Else whoever received it was killed: the job has failed."""


KEPT_FOR = timedelta(hours=1)
"""The text of a rehearsal, for whoever wants it taken in then."""


class NotKept(Conflict):
    message = "The file is not kept any more: choose it again."


class ImportState(StrEnum):
    RECEIVING = "receiving"
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


ENDED = (ImportState.DONE, ImportState.FAILED)


class ImportJob(Base):
    __tablename__ = "import_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    kind: Mapped[str]
    file: Mapped[str]
    dry: Mapped[bool]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    """None: a program."""
    state: Mapped[ImportState] = mapped_column(default=ImportState.RECEIVING)
    at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    total: Mapped[int | None]
    """Rows; None until they are counted."""
    done: Mapped[int] = mapped_column(default=0)
    """Rows, whatever became of them: where the next batch begins."""
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)
    problems: Mapped[list[ImportProblem]] = relationship(order_by="ImportProblem.id")


class ImportProblem(Base):
    """What is wrong with a line, for whatever language it is read in."""

    __tablename__ = "import_problem"
    __table_args__ = (Index("ix_import_problem_job_id", "job_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("import_job.id", ondelete="CASCADE"))
    line: Mapped[int]
    """0: the file as a whole."""
    field: Mapped[str]
    template: Mapped[str]
    facts: Mapped[dict[str, Any]]
    whole: Mapped[bool]


class ImportPiece(Base):
    """A part of the file's text, until the job has ended."""

    __tablename__ = "import_piece"
    __table_args__ = (Index("ix_import_piece_job_id", "job_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("import_job.id", ondelete="CASCADE"))
    place: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


def receive(
    source: str, kind: str, text: str, *, file: str, dry: bool, by_id: int | None, guess: Invalid | None = None
) -> int:  # fmt: skip
    """Keeps a file for the worker, piece by piece in transactions of its own; answers with the job's id. ``guess``:
    what its report says first."""
    with transaction() as session:
        by = session.get_one(Agent, by_id) if by_id is not None else None
        job = begin(session, source, kind, file=file, dry=dry, by=by)
        if guess is not None:
            told = ImportProblem(line=0, field="", template=guess.template, facts=dict(guess.facts), whole=True)
            job.problems = [told]
    text = text.replace("\0", "")
    for place, first in enumerate(range(0, len(text), PIECE)):
        with transaction() as session:
            session.add(ImportPiece(job_id=job.id, place=place, text=text[first : first + PIECE]))
    with transaction() as session:
        ready(session, session.get_one(ImportJob, job.id, with_for_update=True))
    return job.id


def begin(session: Session, source: str, kind: str, *, file: str, dry: bool, by: Agent | None) -> ImportJob:
    now = clock.now()
    job = ImportJob(source=source, kind=kind, file=file[:200], dry=dry, by_id=by.id if by else None, at=now)
    session.add(job)
    session.flush()  # the worker is told its id
    due.add(session, KIND, at=now + RECEIVED_WITHIN, once=str(job.id), job=job.id)
    return job


def ready(session: Session, job: ImportJob) -> None:
    """All of it is here: the worker may begin."""
    if job.state is ImportState.RECEIVING:
        job.state = ImportState.WAITING
        due.add(session, KIND, once=str(job.id), job=job.id)


def for_real(session: Session, job_id: int, *, by: Agent) -> ImportJob:
    """The file that was rehearsed, now to be taken in: a job of its own. Raises NotKept, Missing."""
    rehearsed = session.get(ImportJob, job_id, with_for_update=True)
    if rehearsed is None:
        raise Missing
    if not is_kept(session, rehearsed):
        raise NotKept
    job = begin(session, rehearsed.source, rehearsed.kind, file=rehearsed.file, dry=False, by=by)
    first = [each for each in rehearsed.problems if each.line == 0]
    job.problems = [ImportProblem(line=0, field="", template=e.template, facts=e.facts, whole=True) for e in first]
    session.execute(update(ImportPiece).where(ImportPiece.job_id == job_id).values(job_id=job.id))
    ready(session, job)
    return job


def is_kept(session: Session, job: ImportJob) -> bool:
    """Whether the text of a rehearsal that went well is still here."""
    there = select(ImportPiece.id).where(ImportPiece.job_id == job.id).limit(1)
    return job.dry and job.state is ImportState.DONE and session.scalar(there) is not None


def text_of(session: Session, job_id: int) -> str:
    pieces = select(ImportPiece.text).where(ImportPiece.job_id == job_id).order_by(ImportPiece.place)
    return "".join(session.scalars(pieces))


def forget_text(job_id: int) -> None:
    """A piece at a time: what is deleted is overwritten, and a desk may want to write meanwhile."""
    while True:
        with transaction() as session:
            piece = session.scalar(select(ImportPiece).where(ImportPiece.job_id == job_id).limit(1))
            if piece is None:
                return
            session.delete(piece)


def latest(session: Session, many: int = 10) -> list[ImportJob]:
    return list(session.scalars(select(ImportJob).order_by(ImportJob.id.desc()).limit(many)))


def look(job_id: int) -> ImportJob | None:
    """The job as it is now, with its problems."""
    with reading() as session:
        job = session.get(ImportJob, job_id)
        if job is not None:
            _ = job.problems
        return job


def noted(session: Session, job_id: int) -> int:
    return session.scalar(select(func.count(ImportProblem.id)).where(ImportProblem.job_id == job_id)) or 0

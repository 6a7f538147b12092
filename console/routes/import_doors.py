"""What a large import has come to: for its page, and for a program."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template

from console.customers import import_jobs, importing
from console.customers.import_jobs import ENDED, ImportJob
from console.db import reading, transaction
from console.errors import Missing, Refusal
from console.routes import editing, people
from console.routes.imports import program
from console.routes.languages import translated
from console.routes.reading_input import json
from console.routes.sending import Answer, done

import_doors = Blueprint("import_doors", __name__)
import_doors.context_processor(editing.about_me)


@import_doors.get("/admin/imports/<int:job_id>")
def page(job_id: int) -> str:
    people.admin()
    return sheet(job_id, None)


def sheet(job_id: int, refusal: Refusal | None) -> str:
    found = job(job_id)
    with reading() as session:
        kept = import_jobs.is_kept(session, found)
    return render_template(
        "import_job.html", job=found, report=report(found), ended=found.state in ENDED, kept=kept,
        **editing.said(refusal),
    )  # fmt: skip


@import_doors.post("/admin/imports/<int:job_id>/taken")
def take(job_id: int) -> Answer:
    """A large file that was rehearsed is taken in as it is, by a job of its own."""
    people.admin()
    made: list[int] = []

    def begin() -> None:
        with transaction() as session:
            made.append(import_jobs.for_real(session, job_id, by=people.agent(session)).id)

    answer = done(begin, to="/admin/imports", again=lambda refusal: sheet(job_id, refusal))
    return redirect(f"/admin/imports/{made[0]}") if made else answer


@import_doors.get("/api/imports/<int:job_id>")
def for_program(job_id: int) -> Response:
    program()
    return json(row(job(job_id)))


def job(job_id: int) -> ImportJob:
    found = import_jobs.look(job_id)
    if found is None:
        raise Missing
    return found


def report(job: ImportJob) -> importing.Report:
    """In the reader's language: a job keeps what is wrong without words."""
    return importing.Report(
        new=job.new, changed=job.changed, same=job.same, refused=job.refused, left_out=job.left_out,
        problems=[
            importing.Problem(job.file, each.line, each.field, translated(each.template, **each.facts), each.whole)
            for each in job.problems
        ],
    )  # fmt: skip


def row(job: ImportJob) -> dict[str, object]:
    told = report(job)
    return {
        "id": job.id, "source": job.source, "kind": job.kind, "file": job.file, "dry": job.dry, "state": job.state,
        "at": job.at, "started_at": job.started_at, "ended_at": job.ended_at, "total": job.total, "done": job.done,
        "new": told.new, "changed": told.changed, "same": told.same, "refused": told.refused,
        "left_out": told.left_out, "problems": told.problems,
    }  # fmt: skip

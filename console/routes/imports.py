"""Taking in what sources export: a page for admins with a rehearsal first, and a door for programs."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode

from flask import Blueprint, Response, current_app, redirect, render_template, request
from flask_wtf.csrf import CSRFError, validate_csrf
from werkzeug.wrappers import Response as WerkzeugResponse
from wtforms.validators import ValidationError

from console.config import Config
from console.customers import import_jobs, importing, mappings, reading_files, source_records
from console.db import reading
from console.errors import Invalid, Missing, Refusal
from console.routes import editing, failures, people
from console.routes.languages import language
from console.routes.reading_input import json

LARGE = 256 * 1024
"""Bytes: more than these are left to the worker. It is a second or two of an import."""

imports = Blueprint("imports", __name__)
imports.context_processor(editing.about_me)


@imports.get("/admin/imports")
def page() -> str:
    people.admin()
    return sheet(None)


def sheet(refusal: Refusal | None) -> str:
    """The form; after a refusal it says why the file was not read, and what was chosen stays chosen."""
    why = editing.said(refusal)["error"]
    with reading() as session:
        lately = import_jobs.latest(session)
    return render_template(
        "imports.html", sources=sources(), kinds=mappings.KINDS, form_error=why, lately=lately,
        chosen=request.form.get("kind", mappings.PEOPLE), go=request.form.get("go") == "1",
    )  # fmt: skip


@imports.post("/admin/imports")
def upload() -> WerkzeugResponse | str | tuple[str, int]:
    """Rehearses unless told to go ahead: an admin sees what would happen first, and then goes ahead with the
    same file. A large one is left to the worker, and its page says how far it is."""
    me = people.admin()
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError as wrong:
        raise CSRFError(wrong.args[0]) from None
    source, kind = request.form.get("source", ""), request.form.get("kind", "people")
    dry = request.form.get("go") != "1"
    try:
        name, content = uploaded()
        text = reading_files.decoded(content)
        if later(content):
            return redirect(f"/admin/imports/{left(source, kind, content, name, dry=dry, by_id=me.agent_id)}", 303)
        report = importing.import_text(source, kind, text, name=name, dry=dry, language=language(), settings=settings())
    except Refusal as refusal:
        return sheet(refusal), failures.status_of(refusal)
    report.begin_with(reading_files.guess_told(content), name)
    kept = b64encode(content).decode() if dry else ""
    return render_template(
        "import_report.html", source=source, kind=kind, dry=dry, report=report, name=name, kept=kept
    )


def settings() -> Config:
    """Those this application was made with."""
    found: Config = current_app.config["SETTINGS"]
    return found


def uploaded() -> tuple[str, bytes]:
    """The file's name and content, or those of the one that was rehearsed. Raises Invalid when none was chosen."""
    if kept := request.form.get("kept"):
        try:
            return request.form.get("name", "")[:200], b64decode(kept, validate=True)
        except ValueError:
            raise Invalid("Choose a file.", field="file") from None
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid("Choose a file.", field="file")
    return file.filename, file.read()


def later(content: bytes) -> bool:
    return len(content) > LARGE or request.args.get("later") == "1"


def left(source: str, kind: str, content: bytes, name: str, *, dry: bool, by_id: int | None) -> int:
    """To the worker; the job's id. What is wrong with the file as a whole is said at once."""
    text, guess = reading_files.decoded(content), reading_files.guess_told(content)
    mapping = mappings.mapping_for(source, kind, current_app.config["DATA"] / "mappings")
    next(reading_files.rows(text, mapping.needed), None)
    return import_jobs.receive(source, kind, text, file=name, dry=dry, by_id=by_id, guess=guess)


@imports.post("/api/imports/<source>")
def by_program(source: str) -> Response:
    """The same for a program; 202 and where to ask for progress when the worker does it."""
    program()
    content, kind, name = request.get_data(), request.args.get("kind", "people"), request.args.get("name", "request")
    dry, text = request.args.get("dry") == "1", reading_files.decoded(content)
    if later(content):
        job_id = left(source, kind, content, name, dry=dry, by_id=None)
        answer = json({"id": job_id, "url": f"/api/imports/{job_id}"})
        answer.status_code, answer.headers["Location"] = 202, f"/api/imports/{job_id}"
        return answer
    report = importing.import_text(source, kind, text, name=name, dry=dry, settings=settings())
    report.begin_with(reading_files.guess_told(content), name)
    return json(report)


def program() -> None:
    """A program shows `CONSOLE_IMPORT_TOKEN`; to anybody else nothing is here."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    right = current_app.config["IMPORT_TOKEN"]
    if not right or scheme != "Bearer" or not hmac.compare_digest(token.encode(), right.encode()):
        raise Missing


def sources() -> list[dict[str, object]]:
    """Those the company starts with, and those somebody has added; the last one mapped is chosen first."""
    with reading() as session:
        named = mappings.SOURCES | source_records.names(session)
        first = request.form.get("source") or request.args.get("mapped", "")
        return [
            {"key": key, "name": name, "records": importing.records_of(session, key)}
            for key, name in sorted(named.items(), key=lambda each: each[0] != first)
        ]

"""Taking in what sources export: a page for admins with a rehearsal first, and a door for programs."""

from __future__ import annotations

import hmac

from flask import Blueprint, Response, current_app, render_template, request
from flask_wtf.csrf import CSRFError, validate_csrf
from wtforms.validators import ValidationError

from console.customers import importing, mappings, reading_files
from console.db import reading
from console.errors import Invalid, Missing, Refusal
from console.routes import editing, failures, people
from console.routes.languages import language
from console.routes.reading_input import json

imports = Blueprint("imports", __name__)
imports.context_processor(editing.about_me)


@imports.get("/admin/imports")
def page() -> str:
    people.admin()
    return sheet(None)


def sheet(refusal: Refusal | None) -> str:
    """The form; after a refusal it says why the file was not read."""
    why = editing.said(refusal)["error"]
    return render_template("imports.html", sources=sources(), kinds=mappings.KINDS, form_error=why)


@imports.post("/admin/imports")
def upload() -> str | tuple[str, int]:
    """Rehearses unless told to go ahead: an admin sees what would happen first."""
    people.admin()
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError as wrong:
        raise CSRFError(wrong.args[0]) from None
    source, kind = request.form.get("source", ""), request.form.get("kind", "people")
    dry = request.form.get("go") != "1"
    try:
        name, text = uploaded()
        report = importing.import_text(source, kind, text, name=name, dry=dry, language=language())
    except Refusal as refusal:
        return sheet(refusal), failures.status_of(refusal)
    return render_template("import_report.html", source=source, kind=kind, dry=dry, report=report)


def uploaded() -> tuple[str, str]:
    """The file's name and text. Raises Invalid when none was chosen or it isn't text."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid("Choose a file.", field="file")
    return file.filename, reading_files.decoded(file.read())


@imports.post("/api/imports/<source>")
def by_program(source: str) -> Response:
    """The same for a program with the token of `CONSOLE_CTI_TOKEN`'s kind: `CONSOLE_IMPORT_TOKEN`."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    right = current_app.config["IMPORT_TOKEN"]
    if not right or scheme != "Bearer" or not hmac.compare_digest(token.encode(), right.encode()):
        raise Missing
    report = importing.import_text(
        source, request.args.get("kind", "people"), reading_files.decoded(request.get_data()),
        name=request.args.get("name", "request"), dry=request.args.get("dry") == "1",
    )  # fmt: skip
    return json(report)


def sources() -> list[dict[str, object]]:
    with reading() as session:
        return [
            {"key": key, "name": name, "records": importing.records_of(session, key), "last_at": None}
            for key, name in mappings.SOURCES.items()
        ]

"""/admin/imports/sources: which column of a source says what, chosen on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from console.customers import columns, mappings, reading_files
from console.customers.columns import Column
from console.customers.mappings import KINDS, PEOPLE, Mapping
from console.db import reading, transaction
from console.errors import Invalid, Missing, Refusal
from console.routes import editing, failures, people
from console.routes.reading_forms import Form, form

sources = Blueprint("sources", __name__, url_prefix="/admin/imports/sources")
sources.context_processor(editing.about_me)
Answer = Response | str | tuple[str, int]
LARGEST_SAMPLE = 256 * 1024
"""Bytes of a file that are looked at: its beginning says what its columns are."""


@sources.post("")
def add() -> Answer:
    """A new source begins with its name and the columns of its people."""
    people.admin()
    key = form().text("key", most=40).strip().lower()
    if not key.replace("_", "").replace("-", "").isalnum() or not key.isascii():
        raise Invalid("A source's key has letters, digits, - and _ only.", field="key")
    return redirect(url_for("sources.page", source=key, kind=PEOPLE, name=form().text("name", most=80).strip()), 303)


@sources.get("/<source>/<kind>")
def page(source: str, kind: str) -> Answer:
    people.admin()
    known = known_mapping(source, kind)
    return sheet(source, kind, columns.of_mapping(known), known.key, known.person or "", named(known, source))


@sources.post("/<source>/<kind>/columns")
def look(source: str, kind: str) -> Answer:
    """The beginning of a file, whose columns are shown with their first values; nothing of it is kept."""
    people.admin()
    known = known_mapping(source, kind)
    name = form().text("name", most=80).strip() or named(known, source)
    try:
        file = request.files.get("file")
        if file is None or not file.filename:
            raise Invalid("Choose a file.", field="file")
        found = columns.of_file(beginning(file.stream.read(LARGEST_SAMPLE)), kind, known)
    except Refusal as refusal:
        rest = columns.of_mapping(known)
        return sheet(source, kind, rest, known.key, known.person or "", name, refusal), failures.status_of(refusal)
    there = {each.name for each in found}
    key = known.key if known.key in there else columns.key_in(found)
    found = [replace(each, field="") if each.name == key else each for each in found]
    return sheet(source, kind, found, key, known.person if known.person in there else "", name)


def beginning(content: bytes) -> str:
    """Whole lines of it: a file cut off in a letter would be no text."""
    whole = content if len(content) < LARGEST_SAMPLE else content[: content.rfind(b"\n") + 1]
    return reading_files.decoded(whole)


@sources.post("/<source>/<kind>")
def save(source: str, kind: str) -> Answer:
    people.admin()
    sent = form()
    found = chosen(sent)
    key, person, name = (sent.text(each, most=200).strip() for each in ("key", "person", "name"))
    led = {each.name: each.field for each in found if each.field}
    try:
        with transaction() as session:
            columns.save(session, checked_key(source), kind, name=name, key=key, person=person, columns=led)
    except Refusal as refusal:
        return sheet(source, kind, found, key, person, name, refusal), failures.status_of(refusal)
    return redirect(url_for("imports.page", mapped=source), 303)


def chosen(sent: Form) -> list[Column]:
    names, fields = sent.fields.get("column", []), sent.fields.get("field", [])
    if len(names) != len(fields) or len(names) > columns.MOST_COLUMNS:
        raise Invalid("Expected a field for each column.", field="columns")
    return [Column(name[:200], (), field) for name, field in zip(names, fields, strict=True)]


def checked_key(source: str) -> str:
    known_mapping(source, PEOPLE)
    return source


def known_mapping(source: str, kind: str) -> Mapping:
    if kind not in KINDS:
        raise Missing
    return mappings.mapping_for(source, kind, current_app.config["DATA"] / "mappings")


def named(known: Mapping, source: str) -> str:
    asked = request.args.get("name", "")[:80]
    return asked if known.source_name == source and asked else known.source_name


def sheet(
    source: str, kind: str, found: list[Column], key: str, person: str, name: str, refusal: Refusal | None = None
) -> str:  # fmt: skip
    own: dict[str, Any] = {
        "source": source, "kind": kind, "kinds": KINDS, "columns": found, "key": key, "person": person, "name": name,
        "fields": mappings.FIELDS[kind], "people": kind == PEOPLE,
    }  # fmt: skip
    with reading():
        return render_template("source_columns.html", **own, **editing.said(refusal))

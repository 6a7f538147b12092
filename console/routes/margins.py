"""/reports/margins: what is left of each euro, by category, where no source says what things cost."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from console import config
from console.customers import margins
from console.db import reading, transaction
from console.errors import Invalid, Refusal
from console.routes import editing, failures, people
from console.routes.reading_forms import form

margin_page = Blueprint("margins", __name__, url_prefix="/reports/margins")
margin_page.context_processor(editing.about_me)
Answer = Response | str | tuple[str, int]


@margin_page.get("")
def page() -> str:
    people.overseer()
    return sheet(None)


def sheet(refusal: Refusal | None) -> str:
    with reading() as session:
        found = margins.categories(session)
    assumed = round(config.read().margin_share * 100)
    return render_template("margins.html", categories=found, assumed=assumed, **editing.said(refusal))


@margin_page.post("")
def save() -> Answer:
    """All categories of the page at once; an empty share is nobody's knowledge."""
    people.overseer()
    names, said = (form().fields.get(each, []) for each in ("category", "share"))
    try:
        if len(names) != len(said):
            raise Invalid("Expected a share for each category.", field="share")
        with transaction() as session:
            by = people.agent(session)
            for name, text in sorted(zip(names, said, strict=True)):  # two who save at once lock in one order
                margins.set_share(session, name, percent(text), by=by)
    except Refusal as refusal:
        return sheet(refusal), failures.status_of(refusal)
    return redirect(url_for("margins.page"), 303)


def percent(text: str) -> float | None:
    """A share as somebody writes it: 32, 32,5 or 32.5 %."""
    plain = text.replace("%", "").replace(",", ".").strip()
    if not plain:
        return None
    try:
        return float(plain) / 100
    except ValueError:
        raise Invalid("Expected a share from 0 to 100 %.", field="share") from None

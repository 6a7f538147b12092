"""/reports/margins: what each category is called, and what is left of each euro where no source says the cost."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from console import config
from console.customers import category_names, margins
from console.customers.category_names import LANGUAGES
from console.db import reading, transaction
from console.errors import Invalid, Refusal
from console.routes import editing, people
from console.routes.reading_forms import form
from console.routes.sending import Answer, done

margin_page = Blueprint("margins", __name__, url_prefix="/reports/margins")
margin_page.context_processor(editing.about_me)


@margin_page.get("")
def page() -> str:
    people.overseer()
    return sheet(None)


def sheet(refusal: Refusal | None) -> str:
    with reading() as session:
        found = margins.categories(session)
        called = {each: category_names.names(session, each) for each in LANGUAGES}
    assumed = round(config.read().margin_share * 100)
    return render_template("margins.html", categories=found, called=called, assumed=assumed, **editing.said(refusal))


@margin_page.post("")
def save() -> Answer:
    """All categories of the page at once; an empty share is nobody's knowledge."""
    people.overseer()
    columns = [form().fields.get(each, []) for each in ("category", "share", *LANGUAGES)]

    def keep() -> None:
        if len({len(each) for each in columns}) != 1:
            raise Invalid("Expected a share and the names for each category.", field="share")
        with transaction() as session:
            by = people.agent(session)
            for category, share, *names in sorted(zip(*columns, strict=True)):  # two who save at once lock in one order
                margins.set_share(session, category, percent(share), by=by)
                for language, name in zip(LANGUAGES, names, strict=True):
                    category_names.call(session, category, language, name)

    return done(keep, to=url_for("margins.page"), again=sheet)


def percent(text: str) -> float | None:
    """A share as somebody writes it: 32, 32,5 or 32.5 %."""
    plain = text.replace("%", "").replace(",", ".").strip()
    if not plain:
        return None
    try:
        return float(plain) / 100
    except ValueError:
        raise Invalid("Expected a share from 0 to 100 %.", field="share") from None

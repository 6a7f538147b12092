"""/campaigns: what brought people, and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template

from console.db import reading, transaction
from console.errors import Invalid, Refusal
from console.offers import campaigns as book
from console.offers.campaigns import Result
from console.routes import marketing, sending
from console.routes.languages import language
from console.routes.offers import money
from console.routes.reading_forms import Form, form, local, zone
from console.routes.sending import Answer

campaigns = Blueprint("campaigns", __name__)
campaigns.context_processor(marketing.about_me)
MOST = 200


@campaigns.get("/campaigns")
def page() -> str:
    return campaigns_page(Form({}), None)


@campaigns.post("/campaigns")
def save() -> Answer:
    sent = form()

    def keep() -> None:
        first, last = sent.maybe_day("starts"), sent.maybe_day("ends")
        if first is None:
            raise Invalid("{field_name}: expected a day.", field="starts", field_name="starts")
        with transaction() as session:
            marketing.marketer(session)
            book.save(
                session, key=sent.text("key", most=60).strip(), name_es=sent.text("name_es", most=MOST),
                name_en=sent.text("name_en", most=MOST), line=sent.text("line", most=MOST),
                starts_at=midnight(first), ends_at=midnight(last + timedelta(days=1)) if last else None,
                queue=sent.text("queue", most=60),
            )  # fmt: skip

    return sending.done(keep, to="/campaigns", again=lambda refusal: campaigns_page(sent, refusal))


def midnight(day: Any) -> datetime:
    return datetime.combine(day, time(), zone()).astimezone(UTC)


def campaigns_page(sent: Form, refusal: Refusal | None) -> str:
    with reading() as session:
        marketing.marketer(session)
        rows = [campaign_row(each) for each in book.results(session)]
        queues = book.queues(session, language())
    return render_template("campaigns.html", rows=rows, queues=queues, sent=sent, **marketing.said(refusal))


def campaign_row(each: Result) -> dict[str, Any]:
    of = each.campaign
    return {
        "key": of.key, "name": of.name_en if language() == "en" else of.name_es, "line": of.line,
        "starts": local(of.starts_at), "ends": local(of.ends_at) if of.ends_at else None, "contacts": each.contacts,
        "unknown": each.unknown, "customers": each.customers, "told": each.told, "accepted": each.accepted,
        "earned": money(each.earned_cents, "EUR"), "offers": each.offers,
    }  # fmt: skip

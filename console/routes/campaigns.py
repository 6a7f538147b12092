"""/campaigns and /contradictions: what brought people, and what can't be said to one of them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console.db import reading, transaction
from console.errors import Invalid, Missing, Refusal
from console.expressions import in_words, parse
from console.offers import campaigns as book
from console.offers import contradictions as pairs
from console.offers import reach
from console.offers.campaigns import Result
from console.offers.contradictions import Contradiction, Effect, EffectKind, Over
from console.offers.vocabulary import VOCABULARY
from console.routes import failures, marketing
from console.routes.languages import language
from console.routes.offers import money
from console.routes.reading_forms import Form, form, local, zone

campaigns = Blueprint("campaigns", __name__)
campaigns.context_processor(marketing.about_me)
MOST = 200


@campaigns.get("/campaigns")
def page() -> str:
    return campaigns_page(Form({}), None)


@campaigns.post("/campaigns")
def save() -> Response | tuple[str, int]:
    sent = form()
    try:
        with transaction() as session:
            marketing.marketer(session)
            first = sent.maybe_day("starts")
            if first is None:
                raise Invalid("{field_name}: expected a day.", field="starts", field_name="starts")
            last = sent.maybe_day("ends")
            book.save(
                session, key=sent.text("key", most=60).strip(), name_es=sent.text("name_es", most=MOST),
                name_en=sent.text("name_en", most=MOST), line=sent.text("line", most=MOST),
                starts_at=midnight(first), ends_at=midnight(last + timedelta(days=1)) if last else None,
                queue=sent.text("queue", most=60),
            )  # fmt: skip
    except Refusal as refusal:
        if isinstance(refusal, Missing):
            raise
        return campaigns_page(sent, refusal), failures.status_of(refusal)
    return redirect("/campaigns")


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
        "unknown": each.unknown, "told": each.told, "accepted": each.accepted,
        "earned": money(each.earned_cents, "EUR"), "offers": each.offers,
    }  # fmt: skip


@campaigns.get("/contradictions")
def contradictions() -> str:
    return contradictions_page(Form({}), None)


@campaigns.post("/contradictions")
def declare() -> Response | tuple[str, int]:
    """Everything in force is counted again: a new pair may be against what is being sold now."""
    sent = form()
    try:
        with transaction() as session:
            marketing.approver(session)
            pairs.declare(
                session, one=sent.text("one", most=60), other=sent.text("other", most=60),
                over=Over(sent.choice("over", tuple(Over))), why_es=sent.text("why_es", most=MOST),
                why_en=sent.text("why_en", most=MOST),
            )  # fmt: skip
            session.flush()
            reach.recount(session)
    except Refusal as refusal:
        if isinstance(refusal, Missing):
            raise
        return contradictions_page(sent, refusal), failures.status_of(refusal)
    return redirect("/contradictions")


@campaigns.post("/contradictions/<int:number>/end")
def take_back(number: int) -> Response:
    with transaction() as session:
        marketing.approver(session)
        found = session.get(Contradiction, number)
        if found is None:
            raise Missing
        pairs.take_back(session, found)
        session.flush()
        reach.recount(session)
    return redirect("/contradictions")


@campaigns.post("/effects")
def effect() -> Response | tuple[str, int]:
    sent = form()
    try:
        with transaction() as session:
            marketing.approver(session)
            pairs.save_effect(
                session, key=sent.text("key", most=60).strip(), kind=EffectKind(sent.choice("kind", tuple(EffectKind))),
                name_es=sent.text("name_es", most=MOST), name_en=sent.text("name_en", most=MOST),
                rule=sent.text("rule", most=2_000).strip() or None,
            )  # fmt: skip
            session.flush()
            reach.recount(session)
    except Refusal as refusal:
        if isinstance(refusal, Missing):
            raise
        return contradictions_page(sent, refusal), failures.status_of(refusal)
    return redirect("/contradictions")


def contradictions_page(sent: Form, refusal: Refusal | None) -> str:
    with reading() as session:
        marketing.marketer(session)
        effects = [effect_row(each) for each in pairs.declared(session).effects]
        context = {"effects": effects, "pairs": pair_rows(session)}
    return render_template("contradictions.html", sent=sent, **context, **marketing.said(refusal))


def effect_row(each: Effect) -> dict[str, Any]:
    rule = parse(each.rule, VOCABULARY) if each.rule else None
    return {
        "key": each.key, "name": each.name_en if language() == "en" else each.name_es, "kind": each.kind.value,
        "rule": in_words(rule, VOCABULARY, language()) if rule else "",
    }  # fmt: skip


def pair_rows(session: Session) -> list[dict[str, Any]]:
    known = pairs.declared(session)
    names = {each.key: each.name_en if language() == "en" else each.name_es for each in known.effects}
    return [
        {
            "id": each.id, "one": names.get(each.one, each.one), "other": names.get(each.other, each.other),
            "over": each.over.value, "why": each.why_en if language() == "en" else each.why_es,
        }
        for each in known.pairs
    ]

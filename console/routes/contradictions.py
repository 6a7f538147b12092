"""/contradictions: what can't be said to one person, and the effects it is said of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from console.db import reading, transaction
from console.errors import Missing, Refusal
from console.expressions import in_words, parse
from console.offers import contradictions as pairs
from console.offers import reach
from console.offers.contradictions import Contradiction, Effect, EffectKind, Over
from console.offers.vocabulary import VOCABULARY
from console.routes import marketing, sending
from console.routes.languages import language
from console.routes.reading_forms import Form, form
from console.routes.sending import Answer

contradictions = Blueprint("contradictions", __name__)
contradictions.context_processor(marketing.about_me)
MOST = 200


@contradictions.get("/contradictions")
def page() -> str:
    return contradictions_page(Form({}), None)


@contradictions.post("/contradictions")
def declare() -> Answer:
    """Everything in force is counted again: a new pair may be against what is being sold now."""
    sent = form()
    return changed(sent, lambda session: pairs.declare(
        session, one=sent.text("one", most=60), other=sent.text("other", most=60),
        over=Over(sent.choice("over", tuple(Over))), why_es=sent.text("why_es", most=MOST),
        why_en=sent.text("why_en", most=MOST),
    ))  # fmt: skip


@contradictions.post("/contradictions/<int:number>/end")
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


@contradictions.post("/effects")
def effect() -> Answer:
    sent = form()
    return changed(sent, lambda session: pairs.save_effect(
        session, key=sent.text("key", most=60).strip(), kind=EffectKind(sent.choice("kind", tuple(EffectKind))),
        name_es=sent.text("name_es", most=MOST), name_en=sent.text("name_en", most=MOST),
        rule=sent.text("rule", most=2_000).strip() or None,
    ))  # fmt: skip


def changed(sent: Form, change: Callable[[Session], object]) -> Answer:
    def keep() -> None:
        with transaction() as session:
            marketing.approver(session)
            change(session)
            session.flush()
            reach.recount(session)

    return sending.done(keep, to="/contradictions", again=lambda refusal: contradictions_page(sent, refusal))


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

"""/offers: what there is to propose, as marketers write it."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_currency
from flask import Blueprint, Response, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.contacts.contact import Purpose
from console.db import reading, transaction
from console.errors import Invalid, Refusal
from console.expressions import in_words, parse
from console.offers import (
    approvals,
    authoring,
    campaigns,
    catalogue,
    contradictions,
    marketers,
    reach,
    told,
    worth_shown,
)
from console.offers.authoring import OFFER
from console.offers.catalogue import Offer
from console.offers.contents import offer_of
from console.offers.steps import Script
from console.offers.vocabulary import INSURANCE, VOCABULARY, WITHOUT_SHOPPING
from console.publishing import publication as book
from console.publishing import review
from console.publishing.kinds import Content
from console.publishing.publication import Publication, Version
from console.routes import marketing, publishing_acts, sending
from console.routes.languages import language, translated
from console.routes.offer_form import content_of, fields_of, typed
from console.routes.reach_shown import shown as reach_shown
from console.routes.reading_forms import Form, form
from console.routes.reading_input import body, json
from console.routes.sending import Answer

offers = Blueprint("offers", __name__, url_prefix="/offers")
offers.context_processor(marketing.about_me)
SIGNS = ("=", "!=", ">=", ">", "<=", "<")


@offers.get("")
def page() -> str:
    return listed(None)


@offers.post("/approvals")
def approved_categories() -> Answer:
    """Which categories wait for a second person from now on."""
    sent = form()

    def keep() -> None:
        with transaction() as session:
            by = marketing.approver(session)
            approvals.choose(session, sent.fields.get("categories", []), by=by)

    return sending.done(keep, to="/offers#approvals", again=listed)


def listed(refusal: Refusal | None) -> str:
    with reading() as session:
        agent = marketing.marketer(session)
        tallies, known = told.tallies(session), {each.key: each for each in session.scalars(select(Offer))}
        rows = [row(session, each, known.get(each.key), tallies) for each in book.all_of(session, OFFER)]
        waiting = [each.publication.key for each in review.waiting(session, OFFER)]
        asked = approvals.categories(session)
        categories = sorted({*asked, *(each["category"] for each in rows)})
        approves = marketers.may_approve(agent)
    return render_template(
        "offers.html", rows=rows, waiting=waiting, categories=categories, asked=asked, always=INSURANCE,
        approves=approves, **marketing.said(refusal),
    )  # fmt: skip


def row(
    session: Session, publication: Publication, offer: Offer | None, tallies: dict[int, told.Tally]
) -> dict[str, Any]:
    newest = book.version(session, publication, publication.newest)
    described = offer_of(publication.key, newest.content)
    counted = reach.of(session, newest.content)
    tally = tallies.get(offer.id, told.Tally()) if offer else told.Tally()
    return {
        "key": publication.key, "name": named(described), "category": described.category, "newest": newest.number,
        "state": marketing.names()[newest.state], "in_force": publication.in_force, "campaign": described.campaign,
        "expected": money(worth_shown.card(described).cents, described.currency), "told": tally.told,
        "accepted": tally.accepted, "paused": bool(offer and offer.state is catalogue.OfferState.PAUSED),
        "reach": counted.body["clear"] if counted and counted.done else None,
        "clashing": counted.body["clashing"] if counted and counted.done else 0,
    }  # fmt: skip


@offers.post("/echo")
def echo() -> Response:
    """What a condition means in plain words, while it is being written; what is wrong with it otherwise."""
    marketing.only_marketers()
    sent = body()
    text, category = sent.text("rule", most=2_000).strip(), sent.maybe_text("category")
    known = WITHOUT_SHOPPING if category == INSURANCE else VOCABULARY
    try:
        words = in_words(parse(text, known), VOCABULARY, language()) if text else ""
    except Invalid as wrong:
        return json({"words": "", "error": translated(wrong.template, **wrong.facts)})
    return json({"words": words, "error": ""})


@offers.get("/new")
def new() -> str:
    return edited("", fields_of({}, language()), None, None)


@offers.post("")
def create() -> Answer:
    return saved(form().text("key", most=60).strip(), fresh=True)


@offers.get("/<key>")
def edit(key: str) -> str:
    with reading() as session:
        marketing.marketer(session)
        found = book.publication(session, OFFER, key)
        wanted = request.args.get("version", "")
        number = int(wanted) if wanted.isdigit() else found.newest
        content = book.version(session, found, number).content
    return edited(key, fields_of(content, language()), number, None)


@offers.post("/<key>")
def save(key: str) -> Answer:
    return saved(key, fresh=False)


def saved(key: str, *, fresh: bool) -> Answer:
    """A new version, and then what its button asks for besides: a draft is kept, and counted, also
    when it may not go out. Refused, the form stays as it was typed."""
    sent = form()
    number = None if fresh else sent.maybe_number("after")

    def keep() -> None:
        nonlocal number
        with transaction() as session:
            by = marketing.marketer(session)
            content = added_condition(sent, content_of(sent))
            version = marketing.written(session, OFFER, key, content, by, sent, fresh=fresh)
            reach.wanted(session, content)
            number = version.number
        with transaction() as session:
            by = marketing.marketer(session)
            marketing.go_on(session, book.version(session, book.publication(session, OFFER, key), number), by, sent)

    return sending.done(keep, to=f"/offers/{key}", again=lambda refusal: edited(key, typed(sent), number, refusal))


def added_condition(sent: Form, content: Content) -> Content:
    """One more condition, put together from a field, a sign and a value: what a script would complete."""
    field, value = sent.text("field", most=60).strip(), sent.text("value", most=200).strip()
    if not field:
        return content
    known = VOCABULARY.fields.get(field)
    if known is None:
        raise Invalid("{field_name} is nothing we know of a customer.", field="field", field_name=field)
    sign = sent.choice("sign", SIGNS)
    quoted = f'"{value}"' if known.kind in ("text", "texts") else value
    condition = f"{quoted} in {field}" if known.kind == "texts" else f"{field} {sign} {quoted}"
    before = content.get("eligibility")
    return {**content, "eligibility": f"{before}\nand {condition}" if before else condition}


def again(key: str, number: int, refusal: Refusal) -> str:
    with reading() as session:
        found = book.version(session, book.publication(session, OFFER, key), number)
        content = found.content
    return edited(key, fields_of(content, language()), number, refusal)


def edited(key: str, fields: dict[str, Any], number: int | None, refusal: Refusal | None) -> str:
    with reading() as session:
        agent = marketing.marketer(session)
        found, history, shown = None, None, None
        if number is not None:
            found = book.publication(session, OFFER, key)
            shown = book.version(session, found, number)
            history = marketing.history(session, found, shown, agent)
        context = {
            "key": key, "f": fields, "history": history, "lists": lists(session), "purposes": purposes(),
            "signs": SIGNS, **marketing.said(refusal), **beside(session, shown),
        }  # fmt: skip
    return render_template("offer.html", **context)


def beside(session: Session, shown: Version | None) -> dict[str, Any]:
    """What the version means: its sum, its rule in words, whom it reaches."""
    if shown is None:
        return {"card": None, "echo": None, "right": None, "reach": None, "offer": None}
    described = offer_of(shown.publication.key, shown.content)
    card = worth_shown.card(described)
    lang = language()
    rule, right = catalogue.rule(described), catalogue.suitable(described)
    return {
        "offer": named(described),
        "card": {
            "expected": money(card.cents, described.currency), "low": money(card.low_cents, described.currency),
            "high": money(card.high_cents, described.currency), "least": share(card.low), "most": share(card.high),
            "accept": share(card.p), "asking": money(card.asking_cents, described.currency).lstrip("+"),
        },
        "echo": in_words(rule, VOCABULARY, lang) if rule else translated("everybody"),
        "right": in_words(right, VOCABULARY, lang) if right else "",
        "reach": reach_shown(session, described, shown.content),
    }  # fmt: skip


def lists(session: Session) -> dict[str, Any]:
    """What may be chosen."""
    english = language() == "en"
    declared = contradictions.declared(session)
    return {
        "categories": sorted({each for each in session.scalars(select(Offer.category).distinct()) if each}),
        "scripts": sorted(set(session.scalars(select(Script.key).distinct()))),
        "campaigns": [(each.key, each.name_en if english else each.name_es) for each in campaigns.all_of_them(session)],
        "effects": [(each.key, each.name_en if english else each.name_es) for each in declared.effects],
        "fields": [
            (name, each.en if english else each.es, name in WITHOUT_SHOPPING.fields, each.kind)
            for name, each in VOCABULARY.fields.items()
        ],
    }  # fmt: skip


def purposes() -> list[tuple[str, str]]:
    return [
        (Purpose.SALES, translated("selling")), (Purpose.RETENTION, translated("keeping a customer")),
        (Purpose.SERVICE, translated("service: apology, compensation, callback")),
    ]  # fmt: skip


def named(offer: Offer) -> str:
    return offer.name_en if language() == "en" else offer.name_es


def money(cents: int, currency: str) -> str:
    text = format_currency(abs(cents) / 100, currency, locale=language()).replace("\xa0", " ")
    return ("−" if cents < 0 else "+") + text


def share(of_10000: int) -> str:
    return f"{of_10000 / 100:.1f}".replace(".", "." if language() == "en" else ",")


publishing_acts.serve(offers, OFFER, again)
assert authoring.KIND.name == OFFER

"""Decisions and scripts as rows. A proposal leaves only once the problem is solved."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.contacts.contact import Contact
from console.desk import rows
from console.desk.rows import Named, Phrase, PhraseCode
from console.offers import decisions, documents, gates, later, scripts
from console.offers.catalogue import Offer
from console.offers.contradictions import Effect
from console.offers.script_position import ScriptPosition
from console.offers.steps import StepKind, kind_of
from console.offers.told import Result
from console.offers.wording import disclosed, in_gaps

OTHERS = 3
SUGGESTED = 14
"""Days after which one asks again when a script doesn't say."""


def decision_row(session: Session, contact_id: int) -> rows.DecisionRow | None:
    decision = decisions.standing(session, contact_id)
    if decision is None:
        return None
    contact = session.get_one(Contact, contact_id)
    language = language_of_agent(session, contact)
    solved, body = contact.resolved_at is not None, decision.body
    best = chosen(body, decision.offer_id)
    return rows.DecisionRow(
        contact=contact_id,
        # It changes with the decision and with the contact, which says whether it is solved.
        version=contact.seq * 100_000 + decision.version,
        proposals=decision.proposals,
        proposal=proposal(session, best, language) if best and solved else None,
        others=others(body, best, language) if solved else [],
        closed=phrase(body["closed"], language) if body["closed"] else None,
    )


def chosen(body: dict[str, Any], offer_id: int | None) -> dict[str, Any] | None:
    return next((each for each in body["candidates"] if each["offer_id"] == offer_id), None)


def proposal(session: Session, best: dict[str, Any], language: str) -> rows.Proposal:
    offer = session.get_one(Offer, best["offer_id"])
    return rows.Proposal(
        offer=best["offer_id"],
        name=named(best["names"]),
        price=price(offer, best.get("personal", {}).get("discount_cents")),
        expected_cents=best["expected_cents"],
        currency=best["currency"],
        why=[why(each, language) for each in best["lines"] if each["cents"]],
    )


def price(offer: Offer, personal_cents: int | None) -> rows.Price | None:
    if offer.price_cents is None:
        return None
    given = offer.discount_cents if personal_cents is None else personal_cents
    before = offer.price_cents if given else None
    return rows.Price(offer.price_cents - given, before, offer.currency, personal_cents is not None)


def why(line: dict[str, Any], language: str) -> rows.Why:
    return rows.Why("plus" if line["cents"] > 0 else "minus", phrase(line, language), line["cents"])


def others(
    body: dict[str, Any], best: dict[str, Any] | None, language: str
) -> list[rows.Alternative]:
    """Those next in line, and why not. Nothing when one reason closes them all."""
    wide = {name for name, _ in gates.WIDE}
    if body["closed"] and body["closed"].get("gate") in wide:
        return []
    left = [each for each in body["candidates"] if each is not best and each["gate"] not in wide]
    return [alternative(each, language) for each in left[:OTHERS]]


def alternative(each: dict[str, Any], language: str) -> rows.Alternative:
    verdict = phrase(each["why_not"], language) if each["why_not"] else Phrase(PhraseCode.LOWER)
    return rows.Alternative(named(each["names"]), verdict, each["expected_cents"])


def script_row(session: Session, contact_id: int) -> rows.ScriptRow | None:
    position = session.get(ScriptPosition, contact_id)
    if position is None:
        return None
    contact, offer = session.get_one(Contact, contact_id), session.get_one(Offer, position.offer_id)
    language = "en" if contact.language == "en" else "es"
    here, jumps = position.here, position.may_jump_to() if position.outcome is None else set()
    asked = scripts.spoken_of(session, contact, position) if position.values else {}
    return rows.ScriptRow(
        contact=contact_id,
        version=position.version,
        offer=offer.id,
        name=Named(offer.name_es, offer.name_en),
        price=price(offer, position.personal_cents),
        card=card(session, offer) if kind_of(here) is StepKind.OFFER else None,
        steps=[
            rows.ScriptStep(each["key"], named(each["title"]), state(each["key"], position), each["key"] in jumps)
            for each in position.script.steps
        ],
        step=position.step,
        say=in_gaps(
            session, contact, offer, here["say"][language], language, asked, personal_cents=position.personal_cents
        ),
        disclosed=disclosed(here["say"][language], position.personal_cents, language),
        answers=[answer(each, offer) for each in scripts.choices(session, contact, position)],
        documents=sending(session, contact, position),
        fields=[field(each, position, language_of_agent(session, contact)) for each in here.get("fields") or []],
        read_until=position.read_until,
        outcome=position.outcome.value if position.outcome else None,
    )


def state(key: str, position: ScriptPosition) -> Literal["done", "current", "ahead"]:
    if key == position.step:
        return "current"
    return "done" if key in position.passed else "ahead"


def field(each: dict[str, Any], position: ScriptPosition, language: str) -> rows.FormField:
    choices = [rows.FormChoice(choice["key"], choice[language]) for choice in each.get("choices") or []]
    return rows.FormField(
        each["key"], each["label"][language], each["type"], choices, bool(each.get("needed")),
        position.values.get(each["key"]),
    )  # fmt: skip


def sending(session: Session, contact: Contact, position: ScriptPosition) -> rows.Documents | None:
    these = documents.of(position.here) if position.outcome is None else []
    if not these:
        return None
    language, sent = language_of_agent(session, contact), documents.sent(session, position)
    return rows.Documents(
        [rows.ScriptDocument(each[language], each["url"]) for each in these],
        [rows.DocumentPlace(each.id, each.way.value, each.hint) for each in documents.places(session, contact)],
        rows.DocumentsSent(sent.way.value, sent.at, sent.failed) if sent else None,
    )


def card(session: Session, offer: Offer) -> rows.OfferCard:
    effects = session.scalars(select(Effect).where(Effect.key.in_(offer.gives)).order_by(Effect.key))
    return rows.OfferCard(offer.valid_until, [Named(each.name_es, each.name_en) for each in effects], offer.documents)


def answer(each: dict[str, Any], offer: Offer) -> rows.Answer:
    return rows.Answer(
        key=each["key"],
        label=named(each["label"]),
        detail=named(each["detail"]) if each.get("detail") else None,
        outcome=each.get("outcome"),
        reasons=[named(reason) for reason in each.get("reasons", [])],
        later=later_days(each, offer) if each.get("outcome") == Result.LATER else None,
    )


def later_days(each: dict[str, Any], offer: Offer) -> rows.LaterDays | None:
    found = later.days(offer, each.get("later_days") or SUGGESTED)
    return rows.LaterDays(*(day.isoformat() for day in (found.first, found.last, found.suggested))) if found else None


def named(words: dict[str, str]) -> Named:
    return Named(es=words["es"], en=words["en"])


def phrase(told: dict[str, Any], language: str) -> Phrase:
    """With the words of the agent's language where a fact was written in both."""
    facts: dict[str, rows.Scalar] = {}
    for name, value in told["facts"].items():
        base, _, tail = name.rpartition("_")
        if tail == language:
            facts[base] = value
        elif tail not in ("es", "en"):
            facts[name] = value
    return Phrase(PhraseCode(told["code"]), facts)


def language_of_agent(session: Session, contact: Contact) -> str:
    agent = session.get(Agent, contact.agent_id) if contact.agent_id else None
    return "en" if agent is not None and agent.language == "en" else "es"

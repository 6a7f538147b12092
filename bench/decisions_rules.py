"""What a decision may never do, written from what was promised, without asking the engine's gates.

`broken` looks at every offer a decision would propose, not only at the one it proposes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from console.contacts.contact import Certainty, Purpose
from console.offers.catalogue import Offer
from console.offers.choosing import Choice, Question
from console.offers.facts import CustomerFacts
from console.offers.told import Outcome, Result
from console.offers.vocabulary import INSURANCE

A_SECOND = Fraction(40, 60)
"""Cents an agent's second costs."""
QUIET = {Result.REJECTED: 90, Result.LATER: 14}
"""Days a category is mute after "not interested" and after "not now"."""
MOST_OF_CATEGORY, MOST_IN_ALL, COUNTED_DAYS = 3, 6, 90


def broken(asked: Question, choice: Choice, body: dict[str, Any]) -> str | None:
    """The first promise that is broken; None for none."""
    offers, open_ = asked.shelf.offers, choice.sifted.open.tolist()
    for number in choice.order:
        offer = offers[open_[number]]
        p, expected = int(choice.chances.p[number]), int(choice.expected[number])
        found = of_person(offer, asked) or of_offer(offer, asked) or of_money(offer, p, expected)
        if found:
            return found
    first = body["candidates"][0] if choice.order else None
    if first is not None and (choice.best is None or first["offer_id"] != offers[open_[choice.best]].id):
        return "another is said than was chosen"
    if (body["closed"] is None) is not bool(choice.order):
        return "it says none although there is one, or the reverse"
    if choice.explored and first is not None and asked.shelf.offers[open_[choice.best or 0]].category == INSURANCE:
        return "insurance was left to chance"
    return next((
        "the sum" for each in body["candidates"] if each["lines"]
        and sum(line["cents"] for line in each["lines"]) != each["expected_cents"]
    ), None)  # fmt: skip


def of_person(offer: Offer, asked: Question) -> str | None:
    facts, sells = asked.facts, offer.purpose is not Purpose.SERVICE
    stranger = facts.customer_id is None
    if sells and facts.purpose is not offer.purpose:
        return "purpose"
    invited = facts.prospect and offer.public
    if sells and not stranger and not invited and not (facts.may_be_told and facts.may_be_profiled):
        return "consent"
    if stranger and not (offer.public and facts.certainty is Certainty.UNKNOWN):
        return "certainty"
    if not stranger and facts.certainty not in (Certainty.VERIFIED, Certainty.RECOGNISED):
        return "certainty"
    in_trouble = facts.open_claim or facts.late_order or facts.contacts_this_week >= 3 or facts.no_sales
    if sells and in_trouble:
        return "service first"
    return "holdout" if sells and asked.held_out else None


def of_offer(offer: Offer, asked: Question) -> str | None:
    facts, at = asked.facts, asked.at
    if not offer.valid_from <= at or (offer.valid_until is not None and offer.valid_until <= at):
        return "validity"
    if offer.required_skill is not None and not trained(asked, offer.required_skill):
        return "skill"
    if not (true_of(offer.eligibility, facts) and true_of(offer.suitability, facts)):
        return "rule"
    if any(effect in facts.against for effect in offer.gives):
        return "contradiction"
    return too_often(offer, [each for each in facts.outcomes if each.result is not Result.NOT_MENTIONED], at)


def trained(asked: Question, skill: str) -> bool:
    skills = asked.agent.skills if asked.agent is not None else []
    today = asked.at.date()
    return any(s.skill == skill and (s.trained_until is None or s.trained_until >= today) for s in skills)


def true_of(rule: str | None, facts: CustomerFacts) -> bool:
    """The few rules of `decisions_people`, in Python: what isn't known makes none of them true."""
    values: dict[str, Any] = dict(facts.values)
    age, children, policies = values["age"], values["children"], values["policies"]
    aged, parent = isinstance(age, int), isinstance(children, int)
    said = {
        None: True,
        "age >= 18": aged and age >= 18,
        "children >= 1": parent and children >= 1,
        "age >= 18 and children < 3": aged and parent and age >= 18 and children < 3,
        "known = true": values["known"] is True,
        '"Coche" in policies': "Coche" in (policies or ()),
        "children < 5": parent and children < 5,
        "age < 75": aged and age < 75,
    }
    return bool(said[rule])


def too_often(offer: Offer, told: list[Outcome], at: datetime) -> str | None:
    if offer.most_each is not None and sum(each.offer_id == offer.id for each in told) >= offer.most_each:
        return "cap of the offer"
    if offer.purpose is Purpose.SERVICE:
        return None
    lately = [each for each in told if each.at > at - timedelta(days=COUNTED_DAYS)]
    if len(lately) >= MOST_IN_ALL:
        return "cap in all"
    if sum(each.category == offer.category for each in lately) >= MOST_OF_CATEGORY:
        return "cap of the category"
    for each in told:
        if each.category == offer.category and each.at > at - timedelta(days=QUIET.get(each.result, 0)):
            return "mute"
    return None


def of_money(offer: Offer, p: int, expected: int) -> str | None:
    """p (M − D) h − (1 − p) k − the agent's time, exactly, then to the cent."""
    share = Fraction(p, 10_000)
    earned = share * (offer.margin_cents - offer.discount_cents) * offer.horizon
    worth = earned - (1 - share) * offer.refusal_cents - offer.seconds * A_SECOND
    if abs(worth - expected) > Fraction(1, 2):
        return "the expected value"
    return "profitability" if expected <= 0 else None

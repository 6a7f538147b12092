"""An offer in the customer's words: names, prices and dates put where a script leaves a gap."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.contacts.contact import Contact
from console.expressions import Money, Values, fill
from console.offers.catalogue import Offer
from console.offers.facts import CustomerFacts, facts


def in_gaps(
    session: Session, contact: Contact, offer: Offer, text: str, language: str, asked: Values | None = None,
    *, personal_cents: int | None = None,
) -> str:  # fmt: skip
    """``asked``: what the forms of the script have learnt, which may stand in a gap as well;
    ``personal_cents``: the discount of a personal price."""
    agent = session.get(Agent, contact.agent_id) if contact.agent_id else None
    return fill(text, {**(asked or {}), **gaps(offer, facts(session, contact), agent, personal_cents)}, language)


DISCLOSED = {
    "es": "«Este precio es personal: se ha calculado automáticamente con sus compras, y solo es para usted.»",
    "en": "“This is a personal price: it was worked out automatically from what you buy, and is for you alone.”",
}
"""Said wherever a personal price is (Directive 2011/83/EU, article 6(1)(ea)); nobody has to think of it."""


def disclosed(text: str, personal_cents: int | None, language: str) -> str | None:
    """What is said right after words of a script that name a personal price."""
    return DISCLOSED[language] if personal_cents is not None and "{price" in text else None


def gaps(offer: Offer, known: CustomerFacts, agent: Agent | None, personal_cents: int | None = None) -> Values:
    """By the names of `facts.GAPS`."""
    price = offer.price_cents
    given = offer.discount_cents if personal_cents is None else personal_cents
    return {
        "first_name": known.first_name,
        "store": known.values.get("store"),
        "points": known.values.get("points"),
        "order": known.order,
        "price": None if price is None else Money(price - given, offer.currency),
        "before": None if price is None else Money(price, offer.currency),
        "agent": agent.first_name if agent else None,
    }

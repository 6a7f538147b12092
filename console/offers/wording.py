"""An offer in the customer's words: names, prices and dates put where a script leaves a gap."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.contacts.contact import Contact
from console.expressions import Money, Values, fill
from console.offers.catalogue import Offer
from console.offers.facts import CustomerFacts, facts


def in_gaps(
    session: Session, contact: Contact, offer: Offer, text: str, language: str, asked: Values | None = None
) -> str:
    """``asked``: what the forms of the script have learnt, which may stand in a gap as well."""
    agent = session.get(Agent, contact.agent_id) if contact.agent_id else None
    return fill(text, {**(asked or {}), **gaps(offer, facts(session, contact), agent)}, language)


def gaps(offer: Offer, known: CustomerFacts, agent: Agent | None) -> Values:
    """By the names of `facts.GAPS`."""
    price = offer.price_cents
    return {
        "first_name": known.first_name,
        "store": known.values.get("store"),
        "points": known.values.get("points"),
        "order": known.order,
        "price": None if price is None else Money(price - offer.discount_cents, offer.currency),
        "before": None if price is None else Money(price, offer.currency),
        "agent": agent.first_name if agent else None,
    }

"""What keeps an offer from being made, in this order, each with its reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock, expressions
from console.agents.agent import Agent
from console.contacts.contact import Certainty, Contact, Purpose
from console.offers.catalogue import FIELDS, Offer
from console.offers.facts import Facts
from console.offers.outcomes import Mute

Told = dict[str, object]
SURE = (Certainty.RECOGNISED, Certainty.VERIFIED)


def closed_for_all(contact: Contact, facts: Facts) -> Told | None:
    """What closes the whole conversation to selling: the purpose of the contact comes first."""
    if contact.purpose is Purpose.SERVICE:
        return told("gate_purpose")
    if contact.certainty not in SURE or facts.customer_id is None:
        return told("gate_certainty")
    if not facts.may_offer:
        return told("gate_consent", purpose="offers")
    if facts.open_claim or facts.late_order:
        return told("gate_service_first", number=facts.open_claim or facts.late_order)
    if facts.no_sales:
        return told("gate_instruction")
    return None


def closed(session: Session, offer: Offer, facts: Facts, agent: Agent | None) -> Told | None:
    """What closes one offer; profitability is arbitration's."""
    if offer.skill and (agent is None or not agent.has(offer.skill, 1, clock.now().date())):
        return told("gate_skill", skill=offer.skill)
    if not expressions.holds(expressions.parse(offer.eligible, FIELDS), facts.seen_by(offer.category)):
        return told("gate_eligibility", text=offer.eligible_es, text_en=offer.eligible_en)
    if until := muted_until(session, facts.customer_id, offer):
        return told("gate_muted", until=until.isoformat())
    return None


def muted_until(session: Session, customer_id: int | None, offer: Offer) -> datetime | None:
    query = select(Mute.until).where(
        Mute.customer_id == customer_id, Mute.category == offer.category, Mute.until > clock.now()
    )
    return session.scalar(query.order_by(Mute.until.desc()).limit(1))


def told(code: str, **facts: object) -> Told:
    return {"code": code, "facts": facts}

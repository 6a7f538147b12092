"""What may not be proposed to this person now, and why. The first closed gate is the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from console import clock
from console.agents.agent import Agent
from console.contacts.contact import Certainty, Purpose
from console.customers.reason import Told
from console.expressions import holds
from console.offers import catalogue
from console.offers.catalogue import Offer
from console.offers.facts import CustomerFacts

CARRIES = {
    Purpose.SERVICE: (Purpose.SERVICE,),
    Purpose.SALES: (Purpose.SERVICE, Purpose.SALES),
    Purpose.RETENTION: (Purpose.SERVICE, Purpose.RETENTION),
}
"""What a contact of each purpose may carry: a service contact carries no selling."""
SURE_ENOUGH = (Certainty.VERIFIED, Certainty.RECOGNISED)


@dataclass(frozen=True, slots=True)
class Case:
    """One offer, for one person, by one agent, now."""

    offer: Offer
    facts: CustomerFacts
    agent: Agent | None
    now: datetime

    @property
    def sells(self) -> bool:
        return self.offer.purpose is not Purpose.SERVICE


Gate = Callable[[Case], Told | None]


def purpose(case: Case) -> Told | None:
    return None if case.offer.purpose in CARRIES[case.facts.purpose] else Told("gate_purpose")


def consent(case: Case) -> Told | None:
    """Of a known person; somebody unknown, or with an instruction not to sell, is stopped by a
    later gate that has the honest reason."""
    facts = case.facts
    if facts.customer_id is None or facts.no_sales or not case.sells:
        return None
    if not facts.may_be_told:
        return Told("gate_consent", {"purpose": "offers"})
    return None if facts.may_be_profiled else Told("gate_consent", {"purpose": "profiling"})


def certainty(case: Case) -> Told | None:
    sure = case.facts.customer_id is not None and case.facts.certainty in SURE_ENOUGH
    return None if sure else Told("gate_certainty")


def service_first(case: Case) -> Told | None:
    if not case.sells:
        return None
    if case.facts.no_sales:
        return Told("gate_instruction")
    number = case.facts.open_claim or case.facts.late_order
    return Told("gate_service_first", {"number": number}) if number else None


def skill(case: Case) -> Told | None:
    """Training that has lapsed counts as none."""
    needed = case.offer.required_skill
    if needed is None or (case.agent is not None and case.agent.has(needed, 1, case.now.date())):
        return None
    return Told("gate_skill", {"skill": needed})


def eligibility(case: Case) -> Told | None:
    rule = catalogue.rule(case.offer)
    if rule is None or holds(rule, case.facts.values):
        return None
    es, en = (catalogue.rule_in_words(case.offer, each) for each in ("es", "en"))
    return Told("gate_eligibility", {"text_es": es, "text_en": en})


def muted(case: Case) -> Told | None:
    """By an answer before: about this category, or having been told anything just now."""
    until = max(
        (each.quiet_until(case.offer.category) for each in case.facts.outcomes if each.told),
        default=case.now,
    )
    return Told("gate_muted", {"until": until.isoformat()}) if until > case.now else None


WIDE: tuple[tuple[str, Gate], ...] = (
    ("purpose", purpose),
    ("consent", consent),
    ("certainty", certainty),
    ("service_first", service_first),
)
"""Those that close the whole contact rather than one offer."""
OF_OFFER: tuple[tuple[str, Gate], ...] = (
    ("skill", skill),
    ("eligibility", eligibility),
    ("muted", muted),
)
IN_ORDER = (*WIDE, *OF_OFFER)
PROFIT = "profit"
ORDER = (*(name for name, _ in IN_ORDER), PROFIT)


@dataclass(frozen=True, slots=True)
class Closed:
    gate: str
    why: Told


def closed(
    offer: Offer, facts: CustomerFacts, agent: Agent | None, *, but: tuple[str, ...] = ()
) -> Closed | None:
    """The first gate that is closed; None when all are open. What it earns comes after."""
    case = Case(offer, facts, agent, clock.now())
    for name, gate in IN_ORDER:
        why = gate(case) if name not in but else None
        if why is not None:
            return Closed(name, why)
    return None

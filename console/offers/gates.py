"""What may not be proposed to this person now, and why. The first closed gate is the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from console import clock
from console.agents.agent import Agent
from console.contacts.contact import Certainty, Purpose
from console.customers.reason import REPEATED_COUNT, REPEATED_DAYS, Told
from console.expressions import holds
from console.offers import catalogue
from console.offers.catalogue import Offer
from console.offers.facts import CustomerFacts
from console.offers.vocabulary import INSURANCE

CARRIES = {
    Purpose.SERVICE: (Purpose.SERVICE,),
    Purpose.SALES: (Purpose.SERVICE, Purpose.SALES),
    Purpose.RETENTION: (Purpose.SERVICE, Purpose.RETENTION),
}
"""What a contact of each purpose may carry: a service contact carries no selling."""
SURE_ENOUGH = (Certainty.VERIFIED, Certainty.RECOGNISED)
CAPPED_FOR = timedelta(days=90)
MOST_OF_CATEGORY = 3
"""How often somebody is told of one category in that time."""
MOST_TOLD = 6
"""How often somebody is told of anything in that time."""


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
    later gate that has the honest reason. Whoever called us as a stranger, and said who they are
    to hear a public offer to its end, is asked for nothing more."""
    facts = case.facts
    if facts.prospect and case.offer.public:
        return None
    if facts.customer_id is None or facts.no_sales or not case.sells:
        return None
    if not facts.may_be_told:
        return Told("gate_consent", {"purpose": "offers"})
    return None if facts.may_be_profiled else Told("gate_consent", {"purpose": "profiling"})


def certainty(case: Case) -> Told | None:
    """A public offer reaches somebody nobody knows; one of several whom a number may mean is
    not nobody."""
    if case.facts.customer_id is None and case.offer.public and case.facts.certainty is Certainty.UNKNOWN:
        return None
    sure = case.facts.customer_id is not None and case.facts.certainty in SURE_ENOUGH
    return None if sure else Told("gate_certainty")


def service_first(case: Case) -> Told | None:
    if not case.sells:
        return None
    if case.facts.no_sales:
        return Told("gate_instruction")
    number = case.facts.open_claim or case.facts.late_order
    if number:
        return Told("gate_service_first", {"number": number})
    if case.facts.contacts_this_week >= REPEATED_COUNT:
        return Told("gate_repeated", {"count": case.facts.contacts_this_week, "days": REPEATED_DAYS})
    return None


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


def contradiction(case: Case) -> Told | None:
    """Something they hold, or somebody in their household, doesn't go with what it gives."""
    for each in case.offer.gives:
        if (other := case.facts.against.get(each)) is not None:
            return Told("gate_contradiction", {"text_es": other.why_es, "text_en": other.why_en})
    return None


def capped(case: Case) -> Told | None:
    """Of this offer, of its category, or of anything, they have been told often enough."""
    heard = [each for each in case.facts.outcomes if each.told]
    of_offer = sum(each.offer_id == case.offer.id for each in heard)
    if case.offer.most_each is not None and of_offer >= case.offer.most_each:
        return Told("gate_capped", {"times": of_offer})
    if not case.sells:
        return None
    lately = [each for each in heard if each.at > case.now - CAPPED_FOR]
    of_category = sum(each.category == case.offer.category for each in lately)
    if of_category >= MOST_OF_CATEGORY or len(lately) >= MOST_TOLD:
        return Told("gate_capped", {"times": max(of_category, len(lately))})
    return None


def muted(case: Case) -> Told | None:
    """By an answer before: about this category, or having been told anything just now."""
    if not case.sells:
        return None
    until = max(
        (each.quiet_until(case.offer.category) for each in case.facts.outcomes if each.told),
        default=case.now,
    )
    return Told("gate_muted", {"until": until.isoformat()}) if until > case.now else None


def suitability(case: Case) -> Told | None:
    """They could have it; whether it is right for them is another question."""
    rule = catalogue.suitable(case.offer)
    if rule is None or holds(rule, case.facts.values):
        return None
    es, en = (catalogue.in_both(rule, each) for each in ("es", "en"))
    return Told("gate_suitability", {"text_es": es, "text_en": en})


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
    ("contradiction", contradiction),
    ("capped", capped),
    ("muted", muted),
    ("suitability", suitability),
)
IN_ORDER = (*WIDE, *OF_OFFER)
PROFIT = "profit"
ORDER = (*(name for name, _ in IN_ORDER), PROFIT)


@dataclass(frozen=True, slots=True)
class Closed:
    gate: str
    why: Told


def closed(
    offer: Offer,
    facts: CustomerFacts,
    agent: Agent | None,
    *,
    but: tuple[str, ...] = (),
    at: datetime | None = None,
) -> Closed | None:
    """The first gate that is closed; None when all are open. What it earns comes after."""
    case = Case(offer, facts, agent, at or clock.now())
    for name, gate in IN_ORDER:
        why = gate(case) if name not in but else None
        if why is not None:
            return Closed(name, why)
    return None


def sift(
    offers: Sequence[Offer], facts: CustomerFacts, agent: Agent | None, at: datetime
) -> list[Closed | None]:
    """`closed` for many at once: what closes the whole contact is asked once per kind of offer, a
    rule once per its words, and a gate only where the offer has something for it to ask."""
    wide: dict[tuple[Purpose, bool], Closed | None] = {}
    rules: Rules = {}
    heard = any(each.told for each in facts.outcomes)
    found: list[Closed | None] = []
    for offer in offers:
        kind = (offer.purpose, offer.public)
        if kind not in wide:
            wide[kind] = first(WIDE, Case(offer, facts, agent, at))
        shut = wide[kind]
        if shut is None and asks(offer, heard, rules):
            shut = narrow(Case(offer, facts, agent, at), heard, rules)
        found.append(shut)
    return found


Rules = dict[tuple[str, str | None, bool], Told | None]
"""Rules asked already: by gate, words, and whether they may look at shopping."""


def asks(offer: Offer, heard: bool, rules: Rules) -> bool:
    """Whether any gate has something to ask of this offer that isn't known to be open."""
    if heard or offer.gives or offer.required_skill is not None or offer.suitability:
        return True
    if not offer.eligibility:
        return False
    known = ("eligibility", offer.eligibility, offer.category == INSURANCE)
    return known not in rules or rules[known] is not None


def narrow(case: Case, heard: bool, rules: Rules) -> Closed | None:
    """As `first(OF_OFFER, case)`, in the same order."""
    offer = case.offer
    insured = offer.category == INSURANCE
    if offer.required_skill is not None and (why := skill(case)):
        return Closed("skill", why)
    if offer.eligibility and (why := ruled("eligibility", offer.eligibility, insured, case, rules)):
        return Closed("eligibility", why)
    if offer.gives and (why := contradiction(case)):
        return Closed("contradiction", why)
    if heard:
        if why := capped(case):
            return Closed("capped", why)
        if why := muted(case):
            return Closed("muted", why)
    if offer.suitability and (why := ruled("suitability", offer.suitability, insured, case, rules)):
        return Closed("suitability", why)
    return None


def ruled(name: str, text: str, insured: bool, case: Case, rules: Rules) -> Told | None:
    key = (name, text, insured)
    if key not in rules:
        rules[key] = eligibility(case) if name == "eligibility" else suitability(case)
    return rules[key]


def first(gates: tuple[tuple[str, Gate], ...], case: Case) -> Closed | None:
    for name, gate in gates:
        why = gate(case)
        if why is not None:
            return Closed(name, why)
    return None

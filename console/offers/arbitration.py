"""What mentioning an offer is worth, as a sum one can read aloud.

    p · (margin − discount) · times  −  (1 − p) · cost of a refusal  −  the agent's time

All in whole numbers. Every line is rounded on the running total, so the lines add up to the
expected value exactly, and the expected value is off by less than half a cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.contacts.contact import Purpose
from console.customers.reason import Told
from console.offers import ladder, liking
from console.offers.catalogue import Offer
from console.offers.facts import CustomerFacts

if TYPE_CHECKING:
    from console.offers.personal_price import Price

CERTAIN = 10_000
A_MINUTE_CENTS = 40
"""What a minute of an agent costs."""
DECLARED = Told("declared", {"what_es": "niños en casa", "what_en": "children at home"})
UNIT = CERTAIN * 60
"""Parts of a cent in which everything is a whole number."""


@dataclass(frozen=True, slots=True)
class Line:
    cents: int
    phrase: Told


@dataclass(frozen=True, slots=True)
class Worth:
    p: int
    """How many of 10,000 like this one accept."""
    expected_cents: int
    lines: tuple[Line, ...]
    """Add up to ``expected_cents``."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that makes accepting likelier, in 10,000ths."""

    weight: int
    phrase: Told


def evidence(offer: Offer, facts: CustomerFacts) -> list[Evidence]:
    found: list[Evidence] = []
    if offer.bought_like:
        times, of = facts.bought(offer.bought_like)
        if times:
            told = Told("bought", {"what": offer.bought_like, "times": times, "of": of})
            found.append(Evidence(offer.bought_weight * times // of, told))
    elif (spoken := liking.speaks_for(offer, facts)) is not None:
        what, times, of = spoken
        told = Told("bought", {"what": what, "times": times, "of": of})
        found.append(Evidence(offer.bought_weight * times // of, told))
    if offer.declared_weight and facts.children:
        found.append(Evidence(offer.declared_weight, DECLARED))
    if offer.accepted_weight:
        times, of = facts.accepted(offer.category)
        if times:
            found.append(Evidence(offer.accepted_weight * times // of, accepted(times, of)))
    return found


def accepted(times: int, of: int) -> Told:
    return Told("text", {
        "text_es": f"Aceptó {times} de {of} propuestas parecidas",
        "text_en": f"Accepted {times} of {of} similar offers",
    })  # fmt: skip


Learnt = Sequence[tuple[Told, int]]
"""What outcomes taught: each phrase moves the 10,000ths by so many."""


def belief(offer: Offer, facts: CustomerFacts) -> int:
    """How many of 10,000 like this one accept at the first rung, as its owner believes."""
    return min(offer.propensity + sum(each.weight for each in evidence(offer, facts)), CERTAIN)


def worth(
    offer: Offer, facts: CustomerFacts, learnt: Learnt = (), price: Price | None = None, *, adds: int | None = None
) -> Worth:
    """At their personal price, or at the price for everybody. ``adds``: how many more of 10,000 that price makes
    accept than the ladder's first rung; else as the price says."""
    earned = offer.margin_cents * offer.horizon
    p = min(offer.propensity, CERTAIN)
    parts = [(p * earned * 60, margin(offer))]
    for each in evidence(offer, facts):
        step = min(each.weight, CERTAIN - p)  # never surer than certain
        p += step
        parts.append((step * earned * 60, each.phrase))
    for phrase, moved in learnt:
        p += moved
        parts.append((moved * earned * 60, phrase))
    if adds is None:
        adds = price.adds if price is not None else -ladder.beneath(offer)
    if adds:
        step = max(min(adds, CERTAIN - p), -p)
        p += step
        parts.append((step * earned * 60, CHEAPER if adds > 0 else DEARER))
    cents = offer.discount_cents if price is None else price.discount_cents
    if cents:
        parts.append((-p * cents * offer.horizon * 60, discount(offer, cents)))
    asking = (CERTAIN - p) * offer.refusal_cents * 60 + offer.seconds * A_MINUTE_CENTS * CERTAIN
    parts.append((-asking, Told("cost_of_asking", {"seconds": offer.seconds})))
    lines = rounded(parts)
    return Worth(p, sum(each.cents for each in lines), lines)


def margin(offer: Offer) -> Told:
    return Told("margin", {"margin_cents": offer.margin_cents, "currency": offer.currency})


def discount(offer: Offer, cents: int) -> Told:
    return Told("discount_cost", {"discount_cents": cents, "currency": offer.currency})


def rounded(parts: list[tuple[int, Told]]) -> tuple[Line, ...]:
    """Each line as what it moves the rounded running total by."""
    lines, total, said = [], 0, 0
    for amount, phrase in parts:
        total += amount
        cents = (2 * total + UNIT) // (2 * UNIT)
        lines.append(Line(cents - said, phrase))
        said = cents
    return tuple(lines)


def told_shortly(lines: Sequence[Line], plus: int = 3, minus: int = 2) -> list[Line]:
    """The strongest reasons for and against, in their order; what is left over is one line more,
    so that they still add up."""
    strongest = sorted(lines, key=lambda each: -abs(each.cents))
    kept = [each for each in strongest if each.cents > 0][:plus]
    kept += [each for each in strongest if each.cents < 0][:minus]
    rest = sum(each.cents for each in lines) - sum(each.cents for each in kept)
    short = [each for each in lines if any(each is one for one in kept)]
    return [*short, Line(rest, REST)] if rest else short


CHEAPER = Told("text", {
    "text_es": "Con su precio personal acepta más gente", "text_en": "More accept at their personal price",
})  # fmt: skip
DEARER = Told("text", {
    "text_es": "Al precio de todos acepta menos gente", "text_en": "Fewer accept at the price for everybody",
})  # fmt: skip
REST = Told("text", {"text_es": "Todo lo demás", "text_en": "Everything else"})


MOST, LEAST = 200, 50
"""Hundredths that a context or a lever may count."""


def context(offer: Offer, facts: CustomerFacts) -> int:
    """Hundredths: how well an offer suits why they are calling."""
    counts = 100
    if facts.purpose is Purpose.RETENTION and offer.purpose is Purpose.RETENTION:
        counts = 200  # they are leaving: what keeps them comes first
    elif offer.purpose is Purpose.SERVICE and (facts.open_claim or facts.late_order):
        counts = 200  # something went wrong: make it good before anything else
    elif offer.campaign and offer.campaign == facts.values.get("campaign"):
        counts = 150  # it is what they called about
    return min(max(counts, LEAST), MOST)


def rank(worths: list[tuple[Offer, Worth]]) -> list[tuple[Offer, Worth]]:
    """The best first; between equals the likelier, then the older: never by chance."""
    return sorted(worths, key=lambda each: (-each[1].expected_cents, -each[1].p, each[0].id))

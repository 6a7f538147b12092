"""Which offer is worth most, in money: EV = p(M - D) - (1 - p)k - seconds x cost, in whole cents.

The reasons shown are a sum: what this customer's likelihood adds, what the discount and the cost
of asking take away. They add up to the expected value exactly, since each is rounded once and
the total is their sum.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from console import expressions
from console.expressions import Value
from console.offers.catalogue import FIELDS, Offer

CENTS_PER_SECOND = 0.6
"""An agent's time, all in: about 21.60 EUR an hour."""
LIKELIEST = 0.9
RULES = 1
"""Version of this arithmetic: stored with each decision, so it can be replayed."""


@dataclass(frozen=True, slots=True)
class Line:
    sign: str
    code: str
    facts: dict[str, Any]
    cents: int


@dataclass(frozen=True, slots=True)
class Worth:
    offer_id: int
    p: float
    lines: tuple[Line, ...]

    @property
    def cents(self) -> int:
        return sum(each.cents for each in self.lines)

    def stored(self) -> dict[str, Any]:
        return asdict(self) | {"cents": self.cents}


def worth(offer: Offer, known: dict[str, Value]) -> Worth:
    """The offer's expected value for somebody of whom this is known, and what it is made of."""
    lines, p = [], offer.propensity
    lines.append(Line("plus", "margin", {"margin_cents": offer.margin_cents, "currency": offer.currency},
                      round(p * offer.margin_cents)))  # fmt: skip
    for each in offer.boosts:
        if expressions.holds(expressions.parse(each["when"], FIELDS), known):
            more = min(each["share"], LIKELIEST - p)
            facts = {name: known.get(value[1:]) if str(value).startswith("$") else value
                     for name, value in each["facts"].items()}  # fmt: skip
            lines.append(Line("plus", each["code"], facts, round(more * offer.margin_cents)))
            p += more
    if offer.discount_cents:
        cost = {"discount_cents": offer.discount_cents, "currency": offer.currency}
        lines.append(Line("minus", "discount_cost", cost, -round(p * offer.discount_cents)))
    asking = -round((1 - p) * offer.irritation_cents + offer.seconds * CENTS_PER_SECOND)
    lines.append(Line("minus", "cost_of_asking", {"seconds": offer.seconds}, asking))
    return Worth(offer.id, p, tuple(lines))

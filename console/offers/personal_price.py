"""The personal price: which discount of its ladder somebody hears an offer with.

*New for them*, the smallest with which mentioning it is expected to pay. *Their usual*, the smallest
that earns more than full price would, and only to defend: they stay away, or they are leaving. Anybody
else hears the offer's own price, and nobody pays more for being known (`ladder.check`).

It is found from what is expected, never from a draw: nothing is explored on price. Insurance has
none, and neither has anything of a sensitive kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from console.contacts.contact import Purpose
from console.offers import arbitration, ladder, liking
from console.offers.arbitration import A_MINUTE_CENTS, CERTAIN
from console.offers.catalogue import Offer

if TYPE_CHECKING:
    from console.offers.facts import CustomerFacts


class Basis(StrEnum):
    USUAL = "usual"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Price:
    discount_cents: int
    adds: int
    """Of 10,000, how many more accept than at the first rung."""
    basis: Basis


def of(offer: Offer, facts: CustomerFacts, p: int) -> Price | None:
    """None: they hear the offer's own price. ``p``: how many of 10,000 are expected to accept at the
    first rung of the ladder."""
    basis = basis_of(offer, facts)
    if basis is None:
        return None
    least = max(0, at_full_price(offer, p)) if basis is Basis.USUAL else 0
    for cents, adds in ladder.rungs(offer):
        if worth(offer, p + adds, cents) > least:
            return Price(cents, adds, basis) if cents > offer.discount_cents else None
    return None


def believed(offer: Offer, facts: CustomerFacts) -> Price | None:
    """By its owner's beliefs alone, whatever gate is closed: what somebody who writes it may expect."""
    return of(offer, facts, arbitration.belief(offer, facts))


def basis_of(offer: Offer, facts: CustomerFacts) -> Basis | None:
    if not facts.may_be_profiled or not ladder.has_one(offer):
        return None
    if liking.is_usual(offer, facts):
        return Basis.USUAL if facts.staying_away or offer.purpose is Purpose.RETENTION else None
    return Basis.NEW if liking.is_new(offer, facts) else None


def at_full_price(offer: Offer, p: int) -> int:
    """A rung less likely than the ladder's first, unless that is the full price."""
    return worth(offer, p - (offer.rung_weight if offer.ladder[0] else 0), 0)


def worth(offer: Offer, p: int, discount_cents: int) -> int:
    """What mentioning it is expected to bring, in parts of a cent (`arbitration.UNIT`), exactly."""
    p = min(max(p, 0), CERTAIN)
    won = p * (offer.margin_cents - discount_cents) * offer.horizon * 60
    lost = (CERTAIN - p) * offer.refusal_cents * 60
    return won - lost - offer.seconds * A_MINUTE_CENTS * CERTAIN

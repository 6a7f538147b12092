"""What mentioning an offer is worth as far as its value card says, for whoever writes it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from console.offers import ladder
from console.offers.arbitration import A_MINUTE_CENTS, CERTAIN
from console.offers.catalogue import Offer


@dataclass(frozen=True, slots=True)
class Card:
    cents: int
    low_cents: int
    high_cents: int
    low: int
    high: int
    """How many of 10,000 accept at the least and at the most, as sure as the evidence is (95 %)."""
    p: int
    """How many of 10,000 accept at the price for everybody."""
    asking_cents: int
    """What the agent's time costs."""


def card(offer: Offer) -> Card:
    """p · (margin − discount) · times − (1 − p) · cost of a refusal − the agent's time, in cents.
    The interval of p is Wilson's, of as many answers as the evidence stands for."""
    p, n, z = max(0, offer.propensity - ladder.beneath(offer)) / CERTAIN, offer.evidence, 1.96
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return Card(
        expected(offer, p), expected(offer, low), expected(offer, high), round(low * CERTAIN), round(high * CERTAIN),
        round(p * CERTAIN), round(offer.seconds * A_MINUTE_CENTS / 60),
    )  # fmt: skip


def expected(offer: Offer, p: float) -> int:
    gained = p * (offer.margin_cents - offer.discount_cents) * offer.horizon
    return round(gained - (1 - p) * offer.refusal_cents - offer.seconds * A_MINUTE_CENTS / 60)

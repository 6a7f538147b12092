"""The ladder of personal discounts: its rungs, and how likely the price for everybody stands beneath it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from console.contacts.contact import Purpose
from console.customers.sensitive import is_sensitive
from console.errors import Invalid
from console.offers.vocabulary import INSURANCE

if TYPE_CHECKING:
    from console.offers.catalogue import Offer


def check(offer: Offer, *, most: int) -> None:
    """Raises Invalid naming the field. ``most``: the largest discount, in cents, of an offer without a price."""
    rungs_: Sequence[Any] = offer.ladder or []
    top = offer.price_cents if offer.price_cents is not None else most
    steps = [each for each in rungs_ if isinstance(each, int) and not isinstance(each, bool) and 0 <= each <= top]
    if len(steps) != len(rungs_) or steps != sorted(set(steps)):
        raise Invalid("The ladder climbs: each discount is larger than the one before.", field="ladder")
    if steps and steps[0] < (offer.discount_cents or 0):
        raise Invalid("Nobody pays more for being known: the ladder begins at the discount for everybody.",
                      field="ladder")  # fmt: skip
    if steps and offer.price_cents is None:
        raise Invalid("A personal price needs a price.", field="price_cents")
    if steps and is_sensitive(offer.category, f"{offer.name_es} {offer.name_en} {offer.bought_like or ''}"):
        raise Invalid("What is nobody's business has one price for everybody.", field="ladder")


def has_one(offer: Offer) -> bool:
    """Whether it may have a personal price at all."""
    return (
        bool(offer.ladder) and offer.purpose is not Purpose.SERVICE and offer.category != INSURANCE
        and not is_sensitive(offer.category, f"{offer.name_es} {offer.name_en} {offer.bought_like or ''}")
    )  # fmt: skip


def rungs(offer: Offer) -> Iterator[tuple[int, int]]:
    """Discount in cents, and how many more of 10,000 it makes accept than the first rung does."""
    for number, cents in enumerate(offer.ladder):
        yield cents, number * offer.rung_weight


def beneath(offer: Offer) -> int:
    """Of 10,000, how many fewer accept at the price for everybody than at the first rung: a rung's worth,
    unless they are the same price."""
    return offer.rung_weight if has_one(offer) and offer.ladder[0] > offer.discount_cents else 0

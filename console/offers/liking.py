"""What last night's tastes say of one offer for one person: that it is their usual, or new for them.

A discount on what somebody buys anyway is money given away, unless it defends: they stay away longer
than they used to, or they are leaving. Insurance is never looked at this way.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from console.contacts.contact import Purpose
from console.customers.reason import Told
from console.offers import ladder
from console.offers.catalogue import Offer
from console.offers.vocabulary import INSURANCE, plain

if TYPE_CHECKING:
    from console.offers.facts import CustomerFacts


class Likes(Protocol):
    """Whoever is asked about: somebody on a contact, or one of a crowd."""

    @property
    def usual(self) -> tuple[str, ...]: ...

    @property
    def staying_away(self) -> bool: ...


USUAL = "usual"
ANYWAY = Told("text", {
    "text_es": "Lo compra igualmente: aquí un descuento no defiende nada",
    "text_en": "They buy it anyway: a discount defends nothing here",
})  # fmt: skip
SHORTEST = 3
"""Shorter words of a name, and figures, tell nothing of what it is."""


def gives_away(offer: Offer, facts: Likes) -> bool:
    """Whether a discount on it would only make their usual cheaper."""
    return bool(facts.usual) and may_give_away(offer) and not facts.staying_away and is_usual(offer, facts)


def may_give_away(offer: Offer) -> bool:
    """Whether it sells at a discount at all."""
    cheaper = bool(offer.discount_cents or offer.ladder)
    return cheaper and offer.purpose is Purpose.SALES and offer.category != INSURANCE


def looks(offer: Offer) -> bool:
    """Whether what somebody buys makes it likelier, or its price theirs."""
    by_purchases = bool(offer.bought_weight) or ladder.has_one(offer)
    return by_purchases and offer.category != INSURANCE


def is_usual(offer: Offer, facts: Likes) -> bool:
    return offer.category != INSURANCE and any(is_of(offer, each) for each in facts.usual)


def is_new(offer: Offer, facts: CustomerFacts) -> bool:
    """Whether they never bought it and something says that they would like it: last night's tastes, or
    that they buy what its owner named."""
    if offer.category == INSURANCE or bought_already(offer, facts):
        return False
    if any(is_of(offer, product) for product, _ in facts.fresh):
        return True
    word = plain(offer.bought_like or "")  # of the offer itself it says that they buy it, not that it is new
    return bool(word) and word not in telling(offer.name_es) and facts.bought(word)[0] > 0


def bought_already(offer: Offer, facts: CustomerFacts) -> bool:
    named = telling(offer.name_es)
    return bool(named) and any(named <= each for each in facts.purchases)


def speaks_for(offer: Offer, facts: CustomerFacts) -> tuple[str, int, int] | None:
    """Of an offer that is new for them, and whose owner named no product it goes by: what they really
    bought that speaks loudest for it, in how many of their last purchases."""
    if offer.bought_like or not offer.bought_weight or offer.category == INSURANCE:
        return None
    for product, because in facts.fresh:
        if is_of(offer, product):
            words = frozenset(plain(each) for each in because.replace("_", " ").split())
            times = sum(words <= each for each in facts.purchases)
            return (because, times, len(facts.purchases)) if times else None
    return None


def is_of(offer: Offer, product: str) -> bool:
    return same(offer.name_es, offer.bought_like, product)


@lru_cache(maxsize=50_000)
def same(name: str, bought_like: str | None, product: str) -> bool:
    """Whether an offer's name is of that product: all its words are in the product's name, or the word
    its owner goes by is in both."""
    offered, bought = telling(name), telling(product)
    by_word = bool(bought_like) and plain(bought_like or "") in offered & bought
    return by_word or (bool(offered) and offered <= bought)


def telling(name: str) -> frozenset[str]:
    words = (plain(each) for each in name.replace("_", " ").split())
    return frozenset(each for each in words if each.isalpha() and len(each) >= SHORTEST)

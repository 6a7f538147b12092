"""What the propensity model may know of a person and of an offer, and how it is called aloud.

A person's row holds what they told us, what they hold and how they reached us. What they buy isn't
in it: purchases speak only through the words an offer's owner wrote, checked against the sensitive
kinds. Without leave to profile only the contact itself is left, and for insurance nothing of the
shop is.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from console.contacts.contact import Purpose
from console.offers.catalogue import Offer
from console.offers.encoding import Encoding, Row
from console.offers.facts import CustomerFacts
from console.offers.vocabulary import INSURANCE, SHOPPING

Vector = NDArray[np.float64]
NUMBERS = ("age", "points", "policies", "contacts", "told")
CATEGORIES = {
    "channel": 3, "language": 3, "purpose": 3, "certainty": 5, "has_card": 2, "shops_online": 2, "children": 2,
}  # fmt: skip
CONTACT_ONLY = ("channel", "language", "purpose", "certainty", "contacts")
LABELS: dict[str, tuple[str, str]] = {
    "age": ("su edad", "their age"),
    "points": ("sus puntos", "their points"),
    "policies": ("sus pólizas", "their policies"),
    "contacts": ("cuánto nos ha llamado esta semana", "how often they contacted us this week"),
    "told": ("cuánto le hemos ofrecido ya", "how much they were offered already"),
    "channel": ("el canal", "the channel"),
    "language": ("el idioma", "the language"),
    "purpose": ("para qué llama", "what they call for"),
    "certainty": ("si está verificado", "whether they are verified"),
    "has_card": ("la Tarjeta Espiga", "the Espiga card"),
    "shops_online": ("que compra por internet", "shopping online"),
    "children": ("niños declarados", "declared children"),
    "1": ("cómo se acepta esta propuesta", "how this offer is taken"),
}
ATTRIBUTES = ("all", "discount", "price", "repeated", "retention", "service", "insurance")


def encoding() -> Encoding:
    return Encoding(NUMBERS, CATEGORIES)


def row_of(facts: CustomerFacts) -> Row:
    """Everything that may be known of whoever is on the contact."""
    values = facts.values
    row: dict[str, float | str | None] = {
        "channel": facts.channel,
        "language": facts.language,
        "purpose": facts.purpose.value,
        "certainty": facts.certainty.value,
        "contacts": float(facts.contacts_this_week),
    }
    if not facts.may_be_profiled:
        return row
    policies = values.get("policies")
    return row | {
        "age": number(values.get("age")),
        "points": math.log1p(max(0.0, number(values.get("points")) or 0.0)),
        "policies": float(len(policies)) if isinstance(policies, tuple) else None,
        "told": float(sum(each.told for each in facts.outcomes)),
        "has_card": truth(values.get("has_card")),
        "shops_online": truth(values.get("shops_online")),
        "children": None if facts.children is None else truth(facts.children > 0),
    }


def without_shopping(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in SHOPPING}


def number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def truth(value: object) -> str | None:
    return None if value is None else "yes" if value else "no"


def attributes_of(offer: Offer) -> Vector:
    """By the names of ATTRIBUTES; each about 0 to 1, so that one prior suits all."""
    price = offer.price_cents or 0
    return np.array([
        1.0,
        min(1.0, offer.discount_cents / price) if price else float(offer.discount_cents > 0),
        math.log1p(price / 100) / 5,
        float(offer.horizon > 1),
        float(offer.purpose is Purpose.RETENTION),
        float(offer.purpose is Purpose.SERVICE),
        float(offer.category == INSURANCE),
    ])  # fmt: skip

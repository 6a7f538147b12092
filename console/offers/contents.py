"""What an offer is while people work on it: a JSON object, and the offer that it describes."""

from __future__ import annotations

from datetime import datetime

from console import clock
from console.contacts.contact import Purpose
from console.errors import Invalid
from console.offers import catalogue
from console.offers.catalogue import Offer, OfferState
from console.publishing.kinds import Content

TEXTS = ("name_es", "name_en", "category", "currency", "script", "fulfilment")
MAYBE_TEXTS = ("bought_like", "eligibility", "suitability", "required_skill", "campaign")
FIGURES = (
    "margin_cents", "discount_cents", "horizon", "propensity", "evidence", "refusal_cents", "seconds",
    "bought_weight", "declared_weight", "accepted_weight", "rung_weight",
)  # fmt: skip
MAYBE_FIGURES = ("price_cents", "most_each", "most_in_all")
MARKS = ("documents", "public")
STANDARD: Content = {
    "currency": "EUR", "purpose": "sales", "discount_cents": 0, "horizon": 1, "propensity": 500, "evidence": 20,
    "refusal_cents": 15, "seconds": 30, "bought_weight": 0, "declared_weight": 0, "accepted_weight": 0,
    "rung_weight": 0, "documents": False, "public": False, "gives": [], "ladder": [], "leave_out": [],
}  # fmt: skip
"""What a new offer begins with."""
LONGEST = 2_000


def offer_of(key: str, content: Content) -> Offer:
    """The offer a content describes, of no session. Raises Invalid for what has the wrong shape."""
    said = {**STANDARD, **content}
    offer = Offer(key=key, version=0, state=OfferState.DRAFT)
    for field in TEXTS:
        setattr(offer, field, text(said, field) or "")
    if offer.currency != STANDARD["currency"]:  # worths of offers are compared, and with what an agent's minute costs
        raise Invalid("Expected {currency}: what offers are worth is compared in one currency.",
                      field="currency", currency=STANDARD["currency"])  # fmt: skip
    for field in MAYBE_TEXTS:
        setattr(offer, field, text(said, field))
    for field in (*FIGURES, *MAYBE_FIGURES):
        setattr(offer, field, figure(said, field, needed=field in FIGURES))
    for field in MARKS:
        setattr(offer, field, bool(said.get(field)))
    offer.purpose = purpose(said)
    offer.gives, offer.ladder = texts(said, "gives"), list(said.get("ladder") or [])
    offer.valid_from = moment(said, "valid_from") or clock.now()
    offer.valid_until = moment(said, "valid_until")
    return offer


def text(said: Content, field: str) -> str | None:
    value = said.get(field)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Invalid("{field_name}: expected text of {most} characters at most.",
                      field=field, field_name=field, most=LONGEST)  # fmt: skip
    return value.strip()


def figure(said: Content, field: str, *, needed: bool) -> int | None:
    value = said.get(field)
    if value is None and not needed:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        least, most = catalogue.LEAST_OF[field]
        raise Invalid("{field_name}: expected a whole number from {least} to {most}.",
                      field=field, field_name=field, least=least, most=most)  # fmt: skip
    return value


def texts(said: Content, field: str) -> list[str]:
    value = said.get(field) or []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise Invalid("{field_name}: expected a list of texts.", field=field, field_name=field)
    return list(value)


def purpose(said: Content) -> Purpose:
    try:
        return Purpose(str(said.get("purpose")))
    except ValueError:
        among = ", ".join(Purpose)
        raise Invalid("{field_name}: expected one of {among}.",
                      field="purpose", field_name="purpose", among=among) from None  # fmt: skip


def moment(said: Content, field: str) -> datetime | None:
    value = said.get(field)
    if value in (None, ""):
        return None
    try:
        read = datetime.fromisoformat(str(value))
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise Invalid("{field_name}: expected a time with its zone.", field=field, field_name=field)
    return read

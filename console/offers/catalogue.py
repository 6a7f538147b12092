"""What there is to propose: what it earns and costs, to whom, by whom, and in which words."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.contacts.contact import Purpose
from console.customers.sensitive import is_sensitive
from console.db import Base
from console.errors import Invalid
from console.expressions import Expression, Vocabulary, check_template, in_words, parse
from console.offers import ladder
from console.offers.vocabulary import GAPS, INSURANCE, VOCABULARY, WITHOUT_SHOPPING


class OfferState(StrEnum):
    DRAFT = "draft"
    LIVE = "live"
    PAUSED = "paused"
    """Stopped by a guardrail, or because there are no more of it."""
    RETIRED = "retired"


class Offer(Base):
    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("propensity BETWEEN 0 AND 10000", name="propensity"),
        CheckConstraint(
            "discount_cents >= 0 AND refusal_cents >= 0 AND seconds >= 0", name="costs"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[OfferState] = mapped_column(default=OfferState.DRAFT)
    name_es: Mapped[str]
    name_en: Mapped[str]
    category: Mapped[str]
    purpose: Mapped[Purpose] = mapped_column(default=Purpose.SALES)
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None]

    currency: Mapped[str] = mapped_column(default="EUR")
    price_cents: Mapped[int | None]
    margin_cents: Mapped[int]
    """Earned each time it is bought."""
    discount_cents: Mapped[int] = mapped_column(default=0)
    """Given away each time it is bought."""
    horizon: Mapped[int] = mapped_column(default=1)
    """How many times somebody who accepts will buy it, as far as we dare to count."""
    propensity: Mapped[int]
    """How many of 10,000 accept, as its owner believes before anybody was asked."""
    evidence: Mapped[int] = mapped_column(default=20)
    """How many answers that belief is worth, against those that will come."""
    ladder: Mapped[list[Any]] = mapped_column(default=list)
    """Discounts in cents of the personal price, the smallest first: see `personal_price.py`."""
    rung_weight: Mapped[int] = mapped_column(default=0, server_default="0")
    """Of 10,000, how many more accept at each rung of the ladder than at the one before; ``propensity`` is
    of the first."""
    refusal_cents: Mapped[int] = mapped_column(default=0)
    """What it costs to have bothered somebody who doesn't want it."""
    seconds: Mapped[int] = mapped_column(default=30)
    """How long telling it takes."""

    bought_like: Mapped[str | None]
    """A word of products or categories that makes accepting likelier."""
    bought_weight: Mapped[int] = mapped_column(default=0)
    """Of 10,000, added for somebody who always buys it, and in proportion for others."""
    declared_weight: Mapped[int] = mapped_column(default=0)
    """Of 10,000, added for children they told us of."""
    accepted_weight: Mapped[int] = mapped_column(default=0)
    """Of 10,000, added for somebody who took all offers of the category."""

    eligibility: Mapped[str | None]
    """A rule for who may have it at all."""
    suitability: Mapped[str | None]
    """A rule for whom it is right, among those."""
    gives: Mapped[list[str]] = mapped_column(default=list)
    """Keys of the effects it promises: see `contradictions.py`."""
    most_each: Mapped[int | None]
    """How often one person is told of it, ever."""
    most_in_all: Mapped[int | None]
    """After so many have accepted there are no more of it."""
    campaign: Mapped[str | None]
    """The key of the campaign it is reported by."""
    public: Mapped[bool] = mapped_column(default=False)
    """Whether somebody nobody knows yet may hear it."""
    required_skill: Mapped[str | None]
    documents: Mapped[bool] = mapped_column(default=False)
    """Whether they are sent before anybody may accept."""
    script: Mapped[str]
    """The key of its script."""
    fulfilment: Mapped[str]
    """What somebody here has to do once it is accepted."""


def save(session: Session, offer: Offer) -> Offer:
    """A new or a changed offer, checked whole. Raises Invalid naming the field."""
    check(offer)
    if offer.id is not None:
        offer.version += 1
    session.add(offer)
    return offer


MOST_CENTS, MOST_TIMES = 100_000_000, 10_000
LEAST_OF: dict[str, tuple[int, int]] = {
    "margin_cents": (0, MOST_CENTS), "discount_cents": (0, MOST_CENTS), "price_cents": (0, MOST_CENTS),
    "refusal_cents": (0, MOST_CENTS), "horizon": (1, 120), "propensity": (0, MOST_TIMES),
    "evidence": (1, MOST_TIMES), "seconds": (0, 3600), "rung_weight": (0, MOST_TIMES), "bought_weight": (0, MOST_TIMES),
    "declared_weight": (0, MOST_TIMES), "accepted_weight": (0, MOST_TIMES), "most_each": (1, 100),
    "most_in_all": (1, 10_000_000),
}  # fmt: skip
"""What each figure may be, from and to."""


def check(offer: Offer) -> None:
    """Raises Invalid naming the first field at fault; nothing is changed."""
    for field in ("name_es", "name_en", "category", "script", "fulfilment"):
        if not (getattr(offer, field) or "").strip():
            raise Invalid("{field_name}: this is needed.", field=field, field_name=field)
    if offer.valid_until is not None and offer.valid_until <= offer.valid_from:
        raise Invalid("It ends before it begins.", field="valid_until")
    check_figures(offer)
    if offer.bought_like and is_sensitive("", offer.bought_like):
        raise Invalid("Nobody is chosen by purchases of this kind.", field="bought_like")
    if offer.category == INSURANCE:
        check_insurance(offer)
    rule(offer)
    suitable(offer)
    check_template(offer.fulfilment, GAPS, field="fulfilment")


def check_figures(offer: Offer) -> None:
    for field, (least, most) in LEAST_OF.items():
        value = getattr(offer, field)
        if value is not None and not least <= value <= most:
            raise Invalid(
                "{field_name}: expected a whole number from {least} to {most}.",
                field=field, field_name=field, least=least, most=most,
            )  # fmt: skip
    if offer.price_cents is not None and (offer.discount_cents or 0) > offer.price_cents:
        raise Invalid("Nobody gives away more than the price.", field="discount_cents")
    ladder.check(offer, most=MOST_CENTS)


def check_insurance(offer: Offer) -> None:
    if offer.bought_like:
        raise Invalid("Insurance never looks at shopping.", field="bought_like")
    if offer.ladder:
        raise Invalid("Insurance has one price for everybody: nothing of the shop feeds it.", field="ladder")
    if not offer.required_skill:
        raise Invalid("Insurance needs a trained skill.", field="required_skill")
    if not offer.documents:
        raise Invalid("Insurance sends its documents first.", field="documents")


def words_for(offer: Offer) -> Vocabulary:
    return WITHOUT_SHOPPING if offer.category == INSURANCE else VOCABULARY


def rule(offer: Offer) -> Expression | None:
    return parsed(offer, "eligibility")


def suitable(offer: Offer) -> Expression | None:
    return parsed(offer, "suitability")


def parsed(offer: Offer, field: str) -> Expression | None:
    text = getattr(offer, field)
    if not text:
        return None
    try:
        return parse(text, words_for(offer))
    except Invalid as wrong:
        raise Invalid(wrong.template, field=field, **wrong.facts) from None


def rule_in_words(offer: Offer, language: str) -> str:
    expression = rule(offer)
    return in_both(expression, language) if expression else ""


def in_both(expression: Expression, language: str) -> str:
    return in_words(expression, VOCABULARY, language)


def live(session: Session) -> list[Offer]:
    """What may be proposed today, always in the same order."""
    now = clock.now()
    return list(
        session.scalars(
            select(Offer)
            .where(Offer.state == OfferState.LIVE, Offer.valid_from <= now)
            .where(Offer.valid_until.is_(None) | (Offer.valid_until > now))
            .order_by(Offer.key)
        )
    )

"""What there is to propose: what it earns and costs, to whom, by whom, and in which words."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.contacts.contact import Purpose
from console.db import Base
from console.errors import Invalid
from console.expressions import Expression, check_template, in_words, parse
from console.offers.facts import GAPS, SENSITIVE, VOCABULARY, WITHOUT_SHOPPING, plain

INSURANCE = "insurance"
"""Never sold by what somebody buys, and only with its documents sent before."""


class OfferState(StrEnum):
    DRAFT = "draft"
    LIVE = "live"
    PAUSED = "paused"


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


def check(offer: Offer) -> None:
    if offer.valid_until is not None and offer.valid_until <= offer.valid_from:
        raise Invalid("It ends before it begins.", field="valid_until")
    if offer.bought_like and plain(offer.bought_like) in SENSITIVE:
        raise Invalid("Nobody is chosen by purchases of this kind.", field="bought_like")
    if offer.category == INSURANCE:
        if offer.bought_like:
            raise Invalid("Insurance never looks at shopping.", field="bought_like")
        if not offer.required_skill:
            raise Invalid("Insurance needs a trained skill.", field="required_skill")
        if not offer.documents:
            raise Invalid("Insurance sends its documents first.", field="documents")
    rule(offer)
    check_template(offer.fulfilment, GAPS, field="fulfilment")


def rule(offer: Offer) -> Expression | None:
    words = WITHOUT_SHOPPING if offer.category == INSURANCE else VOCABULARY
    return parse(offer.eligibility, words) if offer.eligibility else None


def rule_in_words(offer: Offer, language: str) -> str:
    expression = rule(offer)
    return in_words(expression, VOCABULARY, language) if expression else ""


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

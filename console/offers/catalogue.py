"""The offers: what they are worth, whom they are for, and the script that makes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, expressions
from console.contacts.contact import Purpose
from console.db import Base
from console.offers import steps

FIELDS = frozenset({"children", "points", "store", "language", "has_policy", "bought_somontano", "bought_carinena",
                    "bought_coffee", "bought_nappies", "purchases"})  # fmt: skip
"""What conditions may look at. Nothing that tells health, faith or the like is among it."""


class Offer(Base):
    __tablename__ = "offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name_es: Mapped[str]
    name_en: Mapped[str]
    category: Mapped[str]
    purpose: Mapped[Purpose]
    live: Mapped[bool] = mapped_column(default=True)
    valid_until: Mapped[datetime | None]
    margin_cents: Mapped[int]
    """Earned when accepted, before the discount."""
    discount_cents: Mapped[int] = mapped_column(default=0)
    currency: Mapped[str] = mapped_column(default="EUR")
    propensity: Mapped[float]
    """How many of a hundred who hear it accept, as a share; where nobody has more to go by."""
    irritation_cents: Mapped[int] = mapped_column(default=10)
    """What a refusal costs."""
    seconds: Mapped[int] = mapped_column(default=40)
    """How long it takes to make."""
    eligible: Mapped[str] = mapped_column(default="true")
    eligible_es: Mapped[str] = mapped_column(default="")
    eligible_en: Mapped[str] = mapped_column(default="")
    boosts: Mapped[list[Any]] = mapped_column(default=list)
    """``{when, share, code, facts}``: what makes this customer likelier, and the words for why."""
    skill: Mapped[str | None]
    script: Mapped[list[Any]]
    version: Mapped[int] = mapped_column(default=1)


def add(session: Session, offer: Offer) -> Offer:
    """A checked offer. Raises Invalid for a wrong condition or a script with a dead end."""
    expressions.parse(offer.eligible, FIELDS)
    for each in offer.boosts:
        expressions.parse(each["when"], FIELDS)
    steps.checked(offer.script)
    session.add(offer)
    session.flush()  # the caller wants the id
    return offer


def live(session: Session) -> list[Offer]:
    query = select(Offer).where(
        Offer.live, (Offer.valid_until.is_(None)) | (Offer.valid_until > clock.now())
    )
    return list(session.scalars(query.order_by(Offer.id)))

"""What somebody answered to an offer, and how long that keeps us quiet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console.customers.source_records import SourceRecord
from console.db import Base
from console.offers.catalogue import Offer

REJECTED_QUIET = timedelta(days=90)
LATER_QUIET = timedelta(days=14)
ACCEPTED_QUIET = timedelta(days=30)
TOLD_QUIET = timedelta(days=7)
"""After being told anything at all, whatever came of it."""
LATEST = 365
"""Days after which nobody remembers having asked to be asked again."""


class Result(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    LATER = "later"
    NOT_MENTIONED = "not_mentioned"


class Outcome(Base):
    __tablename__ = "offer_outcome"
    __table_args__ = (
        UniqueConstraint("contact_id", "offer_id"),
        Index("ix_offer_outcome_record_id", "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    record_id: Mapped[int | None] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    """None: a stranger, who heard a public offer and told nobody who they are."""
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    category: Mapped[str]
    gives: Mapped[list[str]] = mapped_column(default=list)
    """The effects it promised: held from now on, if it was accepted."""
    result: Mapped[Result]
    reason: Mapped[dict[str, Any] | None]
    later_at: Mapped[datetime | None]
    personal_cents: Mapped[int | None]
    """The discount of the personal price they were told; None: they were told everybody's."""
    at: Mapped[datetime]
    fulfilled_at: Mapped[datetime | None]
    """When its follow-up was opened; the work itself is the follow-up's."""

    @property
    def told(self) -> bool:
        return self.result is not Result.NOT_MENTIONED

    def given(self, offer: Offer) -> int:
        """Cents off each time it is bought."""
        return offer.discount_cents if self.personal_cents is None else self.personal_cents

    def quiet_until(self, category: str) -> datetime:
        """Until when nothing of the category is proposed because of this."""
        until = self.at + TOLD_QUIET
        if category != self.category:
            return until
        if self.result is Result.REJECTED:
            return self.at + REJECTED_QUIET
        if self.result is Result.LATER:
            return max(self.at + LATER_QUIET, self.later_at or self.at)
        return self.at + ACCEPTED_QUIET


def of_customer(session: Session, customer_id: int) -> list[Outcome]:
    mine = select(SourceRecord.id).where(SourceRecord.customer_id == customer_id)
    return list(
        session.scalars(select(Outcome).where(Outcome.record_id.in_(mine)).order_by(Outcome.id))
    )


def of_contact(session: Session, contact_id: int) -> list[Outcome]:
    return list(session.scalars(select(Outcome).where(Outcome.contact_id == contact_id)))


@dataclass(frozen=True, slots=True)
class Tally:
    told: int = 0
    accepted: int = 0


def tallies(session: Session) -> dict[int, Tally]:
    """By offer, how often it was told and how often accepted."""
    counted: dict[int, Counter[Result]] = {}
    each = select(Outcome.offer_id, Outcome.result, func.count()).group_by(Outcome.offer_id, Outcome.result)
    for offer_id, result, n in session.execute(each):
        counted.setdefault(offer_id, Counter())[result] = n
    return {
        offer_id: Tally(n.total() - n[Result.NOT_MENTIONED], n[Result.ACCEPTED]) for offer_id, n in counted.items()
    }

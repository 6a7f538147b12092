"""What people ordered, claimed and insured. All of it hangs on a source record."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.customers.preferences import Instruction, Promise
from console.customers.purchases import Purchase
from console.customers.source_records import SourceRecord
from console.db import Base

FINISHED = ("delivered", "cancelled", "returned")


class Order(Base):
    """An order of the web shop: on its way until it is in a finished state."""

    __tablename__ = "customer_order"
    __table_args__ = (
        UniqueConstraint("record_id", "number"),
        Index("ix_customer_order_number", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    number: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[str]
    """placed, paid, on_the_way, delivered, cancelled, returned"""
    due_from: Mapped[datetime | None]
    due_to: Mapped[datetime | None]
    amount_cents: Mapped[int]
    currency: Mapped[str] = mapped_column(default="EUR")
    detail: Mapped[str | None]

    @property
    def open(self) -> bool:
        return self.state not in FINISHED

    @property
    def late(self) -> bool:
        """What was promised has passed, whatever was promised since."""
        return self.open and self.due_to is not None and self.due_to < clock.now()


class Claim(Base):
    __tablename__ = "claim"
    __table_args__ = (UniqueConstraint("record_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    number: Mapped[str]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    text: Mapped[str]
    amount_cents: Mapped[int | None]
    currency: Mapped[str] = mapped_column(default="EUR")


class Policy(Base):
    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("record_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    number: Mapped[str]
    product: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]
    premium_cents: Mapped[int | None]
    currency: Mapped[str] = mapped_column(default="EUR")
    detail: Mapped[str | None]


T = TypeVar("T", Purchase, Order, Claim, Policy, Promise, Instruction)


def of(session: Session, customer_id: int, kind: type[T]) -> list[T]:
    """Everything of a kind that hangs on the customer's records, oldest first."""
    mine = select(SourceRecord.id).where(SourceRecord.customer_id == customer_id)
    return list(session.scalars(select(kind).where(kind.record_id.in_(mine)).order_by(kind.id)))


def open_orders(session: Session, customer_id: int) -> list[Order]:
    """Those not finished, the latest first."""
    mine = select(SourceRecord.id).where(SourceRecord.customer_id == customer_id)
    query = select(Order).where(Order.record_id.in_(mine), Order.state.not_in(FINISHED))
    return sorted(session.scalars(query), key=lambda each: (each.due_to or each.at, each.id))


def open_claims(session: Session, customer_id: int) -> list[Claim]:
    """Oldest first."""
    mine = select(SourceRecord.id).where(SourceRecord.customer_id == customer_id)
    query = select(Claim).where(Claim.record_id.in_(mine), Claim.closed_at.is_(None))
    return list(session.scalars(query.order_by(Claim.opened_at, Claim.id)))

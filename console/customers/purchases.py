"""What people bought, receipt by receipt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console.customers.source_records import SourceRecord
from console.db import Base


class Purchase(Base):
    """One receipt, of a shop or of the web."""

    __tablename__ = "purchase"
    __table_args__ = (
        UniqueConstraint("record_id", "number"),
        Index("ix_purchase_at", "record_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    number: Mapped[str]
    at: Mapped[datetime]
    store: Mapped[str | None]
    """None: on the web"""
    amount_cents: Mapped[int]
    currency: Mapped[str] = mapped_column(default="EUR")

    lines: Mapped[list[PurchaseLine]] = relationship(
        back_populates="purchase",
        order_by="PurchaseLine.position",
        cascade="all, delete-orphan",
        passive_deletes=True,
        lazy="selectin",  # a receipt is never read without them
    )


class PurchaseLine(Base):
    __tablename__ = "purchase_line"
    __table_args__ = (
        Index("ix_purchase_line_purchase_id", "purchase_id", "position"),
        Index("ix_purchase_line_product", "product"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id", ondelete="CASCADE"))
    position: Mapped[int]
    product: Mapped[str]
    category: Mapped[str]
    quantity: Mapped[int] = mapped_column(default=1)
    cents: Mapped[int]
    """Paid for the line, after its discount."""
    discount_cents: Mapped[int] = mapped_column(default=0)
    cost_cents: Mapped[int | None]
    """What the line cost the company, where the source says so."""

    purchase: Mapped[Purchase] = relationship(back_populates="lines")


def purchases_of(
    session: Session, customer_id: int, *, since: datetime | None = None, most: int = 1000
) -> list[Purchase]:
    """Newest first, with their lines."""
    query = (
        select(Purchase)
        .join(SourceRecord, SourceRecord.id == Purchase.record_id)
        .where(SourceRecord.customer_id == customer_id)
        .order_by(Purchase.at.desc(), Purchase.id.desc())
        .limit(most)
    )
    return list(session.scalars(query if since is None else query.where(Purchase.at >= since)))


def newest_of(session: Session, customer_ids: Collection[int], *, most: int) -> dict[int, list[Purchase]]:
    """The same of many customers at once; who never bought anything isn't there."""
    newest_first = (Purchase.at.desc(), Purchase.id.desc())
    place = func.row_number().over(partition_by=SourceRecord.customer_id, order_by=newest_first)
    numbered = (
        select(Purchase.id, SourceRecord.customer_id, place.label("place"))
        .join(SourceRecord, SourceRecord.id == Purchase.record_id)
        .where(SourceRecord.customer_id.in_(customer_ids))
        .subquery()
    )
    query = select(numbered.c.customer_id, Purchase).join(Purchase, Purchase.id == numbered.c.id)
    found: dict[int, list[Purchase]] = defaultdict(list)
    for customer_id, purchase in session.execute(query.where(numbered.c.place <= most).order_by(*newest_first)):
        found[customer_id].append(purchase)
    return dict(found)

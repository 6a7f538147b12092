"""What somebody was promised, and how they want to be treated. Never the cause of either."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.customers.events import touch
from console.customers.source_records import SourceRecord
from console.db import Base

NO_SALES = "no_sales"


class Promise(Base):
    """Ours to keep: once, when it has a time; each time, until it expires, when it hasn't."""

    __tablename__ = "promise"
    __table_args__ = (
        UniqueConstraint("record_id", "key"),
        Index("ix_promise_due_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    key: Mapped[str]
    text: Mapped[str]
    place: Mapped[str | None]
    made_by: Mapped[str | None]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    kept_at: Mapped[datetime | None]


class Instruction(Base):
    """How to treat somebody from now on: ``no_sales`` forbids any selling."""

    __tablename__ = "instruction"
    __table_args__ = (UniqueConstraint("record_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    kind: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime | None]


def promises_of(session: Session, customer_id: int) -> list[Promise]:
    """Those still to keep, soonest first; one just broken stays in sight for a day."""
    now = clock.now()
    query = (
        select(Promise)
        .join(SourceRecord, SourceRecord.id == Promise.record_id)
        .where(
            SourceRecord.customer_id == customer_id,
            Promise.kept_at.is_(None),
            or_(Promise.due_at.is_(None), Promise.due_at > now - timedelta(days=1)),
            or_(Promise.expires_at.is_(None), Promise.expires_at > now),
        )
    )
    far = now + timedelta(days=36500)
    return sorted(session.scalars(query), key=lambda each: (each.due_at or far, each.id))


def no_sales(session: Session, customer_id: int) -> bool:
    """Whether an instruction not to sell stands now, on any of the person's records."""
    query = (
        select(Instruction.id)
        .join(SourceRecord, SourceRecord.id == Instruction.record_id)
        .where(
            SourceRecord.customer_id == customer_id,
            Instruction.kind == NO_SALES,
            or_(Instruction.until.is_(None), Instruction.until > clock.now()),
        )
    )
    return session.scalar(query.limit(1)) is not None


def instruct(
    session: Session, record: SourceRecord, *, kind: str = NO_SALES, until: datetime | None = None
) -> Instruction:
    """Holds from now, until a moment or until it is taken back."""
    known = session.scalar(
        select(Instruction).where(Instruction.record_id == record.id, Instruction.kind == kind)
    )
    made = known or Instruction(record_id=record.id, kind=kind)
    made.at, made.until = clock.now(), until
    session.add(made)
    touch(session, record.customer)
    return made

"""Sources and the rows they gave us, never changed; and which rows are one person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from console.db import Base


class Source(Base):
    """Where rows come from: crm, loyalty, shop, insurance, and `console` itself."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Customer(Base):
    """A person or company as we know them. Holds only what resolution decided; every fact is
    read from the member records."""

    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    records: Mapped[list[SourceRecord]] = relationship(back_populates="customer")


class SourceRecord(Base):
    """The newest version of one source's row about somebody."""

    __tablename__ = "source_record"
    __table_args__ = (UniqueConstraint("source_id", "key"), Index("ix_source_record_customer_id", "customer_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    """The profile it belongs to now: the only link between history and a profile."""
    version: Mapped[int] = mapped_column(default=1)
    fields: Mapped[dict[str, Any]]
    """Normalised, as `normalising.py` promises; the raw row is in its version."""
    updated_at: Mapped[datetime]

    source: Mapped[Source] = relationship()
    customer: Mapped[Customer] = relationship(back_populates="records")
    versions: Mapped[list[SourceRecordVersion]] = relationship(back_populates="record")


class SourceRecordVersion(Base):
    """A source's row exactly as it came, once per change."""

    __tablename__ = "source_record_version"
    __table_args__ = (UniqueConstraint("record_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    version: Mapped[int]
    raw: Mapped[dict[str, Any]]
    digest: Mapped[str]
    """SHA-256 of the raw row: the same row again is no change."""
    imported_at: Mapped[datetime]

    record: Mapped[SourceRecord] = relationship(back_populates="versions")

"""By what a record is found: exact keys in one index, each in its normal form."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from console.db import Base

if TYPE_CHECKING:
    from console.customers.source_records import SourceRecord


class IdentifierKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    CARD = "card"
    DOCUMENT = "document"
    ORDER = "order"


class Identifier(Base):
    """Something exact by which a record is found, in its normal form."""

    __tablename__ = "identifier"
    __table_args__ = (
        UniqueConstraint("record_id", "kind", "value"),
        Index("ix_identifier_value", "value", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    kind: Mapped[IdentifierKind]
    value: Mapped[str]

    record: Mapped[SourceRecord] = relationship(back_populates="identifiers")


def identifiers_in(fields: Mapping[str, Any]) -> set[tuple[IdentifierKind, str]]:
    """What a record can be found by, from its normalised fields."""
    found = {(IdentifierKind.PHONE, each) for each in fields.get("phones", [])}
    found |= {(IdentifierKind.EMAIL, each) for each in fields.get("emails", [])}
    for kind in (IdentifierKind.CARD, IdentifierKind.DOCUMENT):
        if fields.get(kind.value):
            found.add((kind, fields[kind.value]))
    return found

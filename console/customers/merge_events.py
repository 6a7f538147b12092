"""What joined and parted profiles, as events; and who is where by the sum of those that stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from console.db import Base


class MergeKind(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


class MergeEvent(Base):
    """``from_id`` and ``to_id`` are profiles; an undoing has those of what it undoes."""

    __tablename__ = "merge_event"
    __table_args__ = (
        Index("ix_merge_event_from_id", "from_id"),
        Index("ix_merge_event_to_id", "to_id"),
        Index("ix_merge_event_undoes_id", "undoes_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MergeKind]
    at: Mapped[datetime]
    from_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    records: Mapped[list[Any]]
    """Ids of those it moved."""
    reason: Mapped[str]
    """A code: document, phone, matched, said_same, said_two, contradiction, rival …"""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    """None: the matcher."""
    probability: Mapped[float | None]
    model_version: Mapped[str | None]
    link_id: Mapped[int | None] = mapped_column(ForeignKey("link.id", ondelete="SET NULL"))
    """The answer of a person that it followed from."""
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("merge_event.id"))
    undone: Mapped[bool] = mapped_column(default=False)
    """By an undoing that stands itself."""


def replay(homes: Mapping[int, int], events: Iterable[MergeEvent]) -> dict[int, int]:
    """The sum of the events that stand, in their order; from each record to its profile."""
    there = dict(homes)
    for each in events:
        if each.undone or each.kind is MergeKind.UNDO:
            continue
        chosen = None if each.kind is MergeKind.MERGE else set(each.records)
        for record, profile in there.items():
            if profile == each.from_id and (chosen is None or record in chosen):
                there[record] = each.to_id
    return there

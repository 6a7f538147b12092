"""Everything that happened with somebody, in one order. Upper floors write; nobody rewrites."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, UniqueConstraint, bindparam, select, tuple_, union_all
from sqlalchemy.orm import Mapped, Session, mapped_column

from console.customers.events import touch
from console.customers.source_records import SourceRecord
from console.db import Base

CONTACTS = ("call", "chat")
Place = tuple[datetime, int]
"""Where a page ends: the moment and the number of its last line."""


class TimelineEntry(Base):
    __tablename__ = "timeline_entry"
    __table_args__ = (
        UniqueConstraint("record_id", "key"),
        Index("ix_timeline_entry_at", "record_id", "at", "id"),
        Index("ix_timeline_entry_kind", "record_id", "kind", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    key: Mapped[str | None]
    """What it tells of, as ``claims:R-2291``: one line each, told again when that changes."""
    at: Mapped[datetime]
    kind: Mapped[str]
    title: Mapped[dict[str, Any]]
    """A phrase: ``{code, facts}``."""
    detail: Mapped[str | None]
    by: Mapped[str | None]
    articles: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """Quoted or read, each as ``{article, version, title}``; the title may be empty where it isn't for everybody."""


COLUMNS = (TimelineEntry.at, TimelineEntry.id)


def write(
    session: Session,
    record_id: int,
    *,
    kind: str,
    at: datetime,
    title: dict[str, Any],
    detail: str | None = None,
    by: str | None = None,
    key: str | None = None,
    articles: list[dict[str, Any]] | None = None,
) -> TimelineEntry:
    """Adds one line; with a ``key``, the line of that key says this from now on."""
    known = keyed(session, record_id, key) if key is not None else None
    entry = known or TimelineEntry(record_id=record_id, key=key)
    entry.kind, entry.at, entry.title, entry.detail, entry.by = kind, at, title, detail, by
    entry.articles = articles
    if session.is_modified(entry) or known is None:
        session.add(entry)
        touch(session, session.get_one(SourceRecord, record_id).customer)
    return entry


def keyed(session: Session, record_id: int, key: str) -> TimelineEntry | None:
    return session.scalar(
        select(TimelineEntry).where(TimelineEntry.record_id == record_id, TimelineEntry.key == key)
    )


def page(
    session: Session, customer_id: int, *, before: Place | None = None, limit: int = 50, kinds: tuple[str, ...] = ()
) -> list[TimelineEntry]:
    """Newest first, those before a place. Each record gives its own newest by its index, so that
    somebody with ten thousand lines is read as quickly as somebody with ten."""
    mine = list(session.scalars(select(SourceRecord.id).where(SourceRecord.customer_id == customer_id)))
    if not mine:
        return []
    parts = [select(newest(each, before, limit, kinds).subquery().c.id) for each in mine]
    found = select(TimelineEntry).where(TimelineEntry.id.in_(union_all(*parts)))
    return list(session.scalars(found.order_by(TimelineEntry.at.desc(), TimelineEntry.id.desc()).limit(limit)))


def newest(record_id: int, before: Place | None, limit: int, kinds: tuple[str, ...]) -> Select[int]:
    """One record's newest lines, by number."""
    query = select(TimelineEntry.id).where(TimelineEntry.record_id == record_id)
    if before is not None:
        query = query.where(tuple_(TimelineEntry.at, TimelineEntry.id) < tuple_(*map(literal_of, COLUMNS, before)))
    if kinds:
        query = query.where(TimelineEntry.kind.in_(kinds))
    return query.order_by(TimelineEntry.at.desc(), TimelineEntry.id.desc()).limit(limit)


def literal_of(column: Any, value: Any) -> Any:
    """Bound as the column is stored: a moment in a comparison of pairs has no column to learn it from."""
    return bindparam(None, value, type_=column.type, unique=True)


def latest(
    session: Session, customer_id: int, n: int = 20, contacts_only: bool = False
) -> list[TimelineEntry]:
    """The newest ``n``; of contacts only, when an agent wants to know what was said before."""
    return page(session, customer_id, limit=n, kinds=CONTACTS if contacts_only else ())

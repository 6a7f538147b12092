"""Sources and the rows they gave us, never changed; and which rows are one person."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console import clock, due
from console.customers import normalising
from console.customers.events import touch
from console.customers.identifiers import Identifier as Identifier
from console.customers.identifiers import IdentifierKind, identifiers_in
from console.db import Base

CONSOLE = "console"
"""The source that is this program: what agents and visitors told us."""
INDEX, MATCH = "customers.index", "customers.match"
"""What is due when a record is new or changed: `name_index` takes it in, `resolving` compares it."""


class Source(Base):
    """Where rows come from: crm, loyalty, shop, insurance, and `console` itself."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    mapping: Mapped[dict[str, Any] | None]
    """By kind of row, what its columns mean, as `mappings.py` describes; None: a file says it, or their names."""


class Customer(Base):
    """A person or company as we know them. Holds only what resolution decided; every fact is
    read from the member records. One without members stays: its number is never given again."""

    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    records: Mapped[list[SourceRecord]] = relationship(back_populates="customer")


class SourceRecord(Base):
    """The newest version of one source's row about somebody."""

    __tablename__ = "source_record"
    __table_args__ = (
        UniqueConstraint("source_id", "key"),
        Index("ix_source_record_customer_id", "customer_id"),
        Index(
            "ix_source_record_unfindable", "id",
            sqlite_where=text("NOT findable"), postgresql_where=text("NOT findable"),
        ),
        Index(
            "ix_source_record_unmatched", "id",
            sqlite_where=text("NOT matched"), postgresql_where=text("NOT matched"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    """The profile it belongs to now: the only link between history and a profile."""
    home_id: Mapped[int | None]
    """The profile it came with, kept once it moves: where it is when all moving is undone."""
    version: Mapped[int] = mapped_column(default=1)
    fields: Mapped[dict[str, Any]]
    """Normalised, as `normalising.py` promises; the raw row is in its version."""
    digest: Mapped[str]
    """Of the newest version, so that the same row again costs no second look."""
    updated_at: Mapped[datetime]
    findable: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """Its newest version is in the index of names; new or changed, it waits for the worker."""
    matched: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """Its newest version was compared with those like it; new or changed, it waits as well."""

    source: Mapped[Source] = relationship()
    customer: Mapped[Customer] = relationship(back_populates="records")
    versions: Mapped[list[SourceRecordVersion]] = relationship(
        back_populates="record", cascade="all, delete-orphan", passive_deletes=True
    )
    identifiers: Mapped[list[Identifier]] = relationship(
        back_populates="record", cascade="all, delete-orphan", passive_deletes=True
    )


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


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


def source(session: Session, key: str, *, name: str | None = None) -> Source:
    """The source of that key, made when it is new."""
    known = session.scalar(select(Source).where(Source.key == key))
    if known is not None:
        return known
    try:
        with session.begin_nested():  # another process may make it at this moment
            made = Source(key=key, name=name or key)
            session.add(made)
        return made
    except IntegrityError:
        return session.scalars(select(Source).where(Source.key == key)).one()


def names(session: Session) -> dict[str, str]:
    """Every source but our own, by key."""
    query = select(Source.key, Source.name).where(Source.key != CONSOLE).order_by(Source.id)
    return {each.key: each.name for each in session.execute(query)}


def digest_of(raw: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest()


def upsert(
    session: Session, source: Source, key: str, raw: dict[str, Any], fields: dict[str, Any]
) -> tuple[SourceRecord, Outcome]:
    """The record of ``key`` with this row as its newest version. A new one belongs to nobody
    and isn't in the session yet."""
    found = select(SourceRecord).where(SourceRecord.source_id == source.id, SourceRecord.key == key)
    known, digest = session.scalar(found), digest_of(raw)
    if known is None:
        record = SourceRecord(source=source, key=key, version=0)
        take_version(record, raw, fields, digest)
        index_later(session)
        return record, Outcome.NEW
    if known.digest == digest and known.fields == fields:
        return known, Outcome.SAME
    take_version(known, raw, fields, digest)
    index_later(session)
    touch(session, known.customer)
    return known, Outcome.CHANGED


def take_version(
    record: SourceRecord, raw: dict[str, Any], fields: dict[str, Any], digest: str
) -> None:
    record.version += 1
    record.findable = record.matched = False
    record.fields, record.digest, record.updated_at = fields, digest, clock.now()
    made = SourceRecordVersion(version=record.version, raw=raw, digest=digest)
    made.imported_at = record.updated_at
    record.versions.append(made)
    wanted = identifiers_in(fields)
    orders = [each for each in record.identifiers if each.kind is IdentifierKind.ORDER]
    kept = [each for each in record.identifiers if (each.kind, each.value) in wanted]
    fresh = wanted - {(each.kind, each.value) for each in kept}
    made_now = [Identifier(kind=kind, value=value) for kind, value in sorted(fresh)]
    record.identifiers = [*orders, *kept, *made_now]


def index_later(session: Session) -> None:
    """One wish for each transaction, and no lock: two imports never wait for each other."""
    if not session.info.get(INDEX):
        session.info[INDEX] = True
        due.add(session, INDEX)
        due.add(session, MATCH)


def find_console_record(session: Session, customer_id: int) -> SourceRecord | None:
    """After a merge a person may have two; the older one goes on."""
    return session.scalar(
        select(SourceRecord)
        .join(Source)
        .where(SourceRecord.customer_id == customer_id, Source.key == CONSOLE)
        .order_by(SourceRecord.id)
        .limit(1)
    )


def console_record(session: Session, customer: Customer) -> SourceRecord:
    """The person's record of our own, on which contacts, promises and consents hang."""
    known = find_console_record(session, customer.id)
    if known is not None:
        return known
    session.get_one(Customer, customer.id, with_for_update=True)  # two calls make it only once
    known = find_console_record(session, customer.id)
    return known if known is not None else own_record(session, customer, {})


def own_record(session: Session, customer: Customer, fields: dict[str, Any]) -> SourceRecord:
    record = SourceRecord(source=source(session, CONSOLE), key=uuid.uuid4().hex, version=0)
    take_version(record, fields, fields, digest_of(fields))
    index_later(session)
    record.customer = customer
    session.add(record)
    session.flush()  # history wants the id
    return record


def new_person(
    session: Session, *, name: str | None = None, phone: str | None = None, language: str = "es"
) -> SourceRecord:
    """Somebody no source knows: a profile of their own, and its `console` record."""
    fields: dict[str, Any] = {"language": language}
    if name:
        fields["name"] = normalising.name(name)
    if phone:
        fields["phones"] = [normalising.needed_phone(phone)]
    customer = Customer(created_at=clock.now())
    session.add(customer)
    session.flush()  # the event wants the id
    touch(session, customer)
    return own_record(session, customer, fields)

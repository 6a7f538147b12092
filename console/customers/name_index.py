"""Where a name or a mistyped address is looked up: keys of every record, kept by the worker.

A record waits here with ``findable`` false, new or changed, until its turn; names are never read
out of the records themselves. A word that nobody bears any more leaves the vocabulary too.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import due
from console.customers import sounding
from console.customers.source_records import INDEX, SourceRecord
from console.db import Base

BATCH_SECONDS = 0.025
SMALL, MOST = 10, 200


class NameLine(Base):
    """The name of a record in plain words, and the day it was born: what candidates are ranked by."""

    __tablename__ = "name_line"
    __table_args__ = (Index("ix_name_line_born", "born"),)

    record_id: Mapped[int] = mapped_column(
        ForeignKey("source_record.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    name: Mapped[str]
    born: Mapped[date | None]


class NameKey(Base):
    """Two sounds of a name. Carries the name, so that thousands are ranked without a join."""

    __tablename__ = "name_key"
    __table_args__ = (Index("ix_name_key_record_id", "record_id"), {"sqlite_with_rowid": False})

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    record_id: Mapped[int] = mapped_column(
        ForeignKey("source_record.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    name: Mapped[str]


class EmailKey(Base):
    """Two thirds of what stands before the @: one mistake leaves at least two of them whole."""

    __tablename__ = "email_key"
    __table_args__ = (Index("ix_email_key_record_id", "record_id"), {"sqlite_with_rowid": False})

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    record_id: Mapped[int] = mapped_column(
        ForeignKey("source_record.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class NameWord(Base):
    """A word that names are made of, and how many records bear it."""

    __tablename__ = "name_word"

    word: Mapped[str] = mapped_column(primary_key=True)
    borne: Mapped[int]


class NameGap(Base):
    """A word with one letter left out leads to it: see `sounding.gaps`."""

    __tablename__ = "name_gap"
    __table_args__ = ({"sqlite_with_rowid": False},)

    gap: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)


def index_due(session: Session, _: due.Due) -> None:
    """A batch of what waits, as many as fit 25 ms of the write lock; the rest is due at once."""
    due.alone(session, INDEX)
    until, done = time.monotonic() + BATCH_SECONDS, 0
    while done < MOST and time.monotonic() < until:
        if not index_some(session, SMALL):
            return
        done += SMALL
    due.add(session, INDEX, once=INDEX)


def index_some(session: Session, limit: int) -> int:
    waiting = select(SourceRecord).where(SourceRecord.findable.is_(False)).order_by(SourceRecord.id)
    records = list(session.scalars(waiting.limit(limit)))
    ids = [each.id for each in records]
    if not ids:
        return 0
    lines = {each.id: line_of(each.id, each.fields) for each in records}
    take_out(session, ids)
    put_in(session, [each for each in lines.values() if each["name"]], records)
    session.execute(update(SourceRecord).where(SourceRecord.id.in_(ids)).values(findable=True))
    return len(ids)


def forget(session: Session, record_ids: list[int]) -> None:
    """Before records are destroyed: not even a rare surname stays behind."""
    take_out(session, record_ids)


def line_of(record_id: int, fields: dict[str, Any]) -> dict[str, Any]:
    born = fields.get("birth_date")
    name = " ".join(sounding.words_of(fields.get("name") or ""))
    return {"record_id": record_id, "name": name, "born": date.fromisoformat(born) if born else None}


def take_out(session: Session, ids: list[int]) -> None:
    names = list(session.scalars(select(NameLine.name).where(NameLine.record_id.in_(ids))))
    for table in (NameLine, NameKey, EmailKey):
        session.execute(delete(table).where(table.record_id.in_(ids)))
    count_words(session, names, by=-1)


def put_in(session: Session, lines: list[dict[str, Any]], records: Iterable[SourceRecord]) -> None:
    keys = [
        {"key": key, "record_id": each["record_id"], "name": each["name"]}
        for each in lines for key in sounding.pair_keys(each["name"].split())
    ]  # fmt: skip
    emails = [
        {"key": key, "record_id": each.id}
        for each in records for key in email_keys_of(each.fields.get("emails", []))
    ]  # fmt: skip
    for table, rows in ((NameLine, lines), (NameKey, keys), (EmailKey, emails)):
        if rows:
            session.execute(insert(table), rows)
    count_words(session, [each["name"] for each in lines], by=1)


def count_words(session: Session, names: list[str], *, by: int) -> None:
    """A new word enters with its gaps; one that nobody bears any more goes with them."""
    counted = Counter(word for name in names for word in name.split())
    rows = session.scalars(select(NameWord).where(NameWord.word.in_(counted)).with_for_update())
    known = {each.word: each for each in rows}
    for word, count in counted.items():
        if word in known:
            known[word].borne += by * count
    session.flush()
    gone = [each.word for each in known.values() if each.borne <= 0]
    for word in gone:
        session.expunge(known[word])
    session.execute(delete(NameWord).where(NameWord.word.in_(gone)))
    session.execute(delete(NameGap).where(NameGap.word.in_(gone)))
    fresh = [word for word in counted if word not in known] if by > 0 else []
    if fresh:
        session.execute(insert(NameWord), [{"word": word, "borne": counted[word]} for word in fresh])
        gaps = [{"gap": gap, "word": word} for word in fresh for gap in sounding.gaps(word)]
        session.execute(insert(NameGap), gaps)


def email_keys_of(addresses: Iterable[str]) -> set[int]:
    return {key for each in addresses for key in email_keys(each.rpartition("@")[0])}


def email_keys(local: str) -> set[int]:
    """Each two of its three thirds, with its length."""
    first, middle, last = thirds(local, len(local))
    return {
        hashed(f"a{len(local)}:{first}|{middle}"),
        hashed(f"b{len(local)}:{middle}|{last}"),
        hashed(f"c{len(local)}:{first}|{last}"),
    }


def thirds(text: str, length: int) -> tuple[str, str, str]:
    one, two = length // 3, length - length // 3
    return text[:one], text[one:two], text[two:]


def hashed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)

"""Taking somebody out of the living tables, a little at a time: first that by which they are found and
shown, in the transaction that forgets them; then what hangs on it, by the worker.

Each step puts its rows into a piece of the archive and takes them out of their table in one short
transaction, so a kill loses and doubles nothing, and a history of any length holds up nobody.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, Table, delete, select, tuple_, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import due, events
from console.db import Base, reading, transaction
from console.privacy import gathering, tracing
from console.privacy.gathering import Rows
from console.privacy.treatment import TREATMENT, What, tables

SEAL, DESTROY = "privacy.seal", "privacy.destroy"
FIRST = frozenset({
    "source_record", "source_record_version", "identifier", "name_line", "name_key", "email_key", "block_key", "link",
    "segment_snapshot", "customer_taste",
})  # fmt: skip
"""Without these nobody finds, shows or counts them: they go at once. All else is the worker's, a moment later."""
STEP = 200
"""Rows of a step: about 10 ms on SQLite, which writes over what it deletes. A photo is a step of its own."""


@dataclass(frozen=True, slots=True)
class PersonForgotten:
    """Something of somebody was taken out: after the commit the file's log is emptied."""

    erasure_id: int


class ErasurePiece(Base):
    """A part of an archive that came later than its beginning."""

    __tablename__ = "erasure_piece"

    id: Mapped[int] = mapped_column(primary_key=True)
    erasure_id: Mapped[int] = mapped_column(ForeignKey("erasure.id", ondelete="CASCADE"), index=True)
    archive: Mapped[bytes] = mapped_column(LargeBinary)
    """As `Erasure.archive`."""


def take_out(session: Session, found: Rows) -> None:
    """Those that refer to others first."""
    for table in reversed(tables()):
        treat(session, table, found.get(table.name, []))


def treat(session: Session, table: Table, rows: Sequence[Any]) -> None:
    if TREATMENT[table.name].what is What.EMPTY:
        empty(session, table, rows)
    elif TREATMENT[table.name].what is What.DELETE:
        remove(session, table, rows)


def empty(session: Session, table: Table, rows: Sequence[Any]) -> None:
    values = TREATMENT[table.name].values
    for row in rows:
        blank = {name: value() if callable(value) else value for name, value in values.items()}
        session.execute(update(table).where(*(each == row[each.name] for each in table.primary_key)).values(**blank))


def remove(session: Session, table: Table, rows: Sequence[Any]) -> None:
    key = list(table.primary_key)
    for some in gathering.portions(list(rows)):
        if len(key) == 1:
            session.execute(delete(table).where(key[0].in_([each[key[0].name] for each in some])))
        else:
            session.execute(delete(table).where(tuple_(*key).in_([tuple(e[c.name] for c in key) for e in some])))


def seal_due(_: Session, facts: list[dict[str, Any]]) -> None:
    """Whatever is still there of somebody who was forgotten, and what others' rows say of them."""
    for each in facts:
        seal_rest(each["erasure"], each["customer"], each["records"], each["leaving"])


def seal_rest(erasure_id: int, customer_id: int, record_ids: list[int], leaving: list[int]) -> None:
    """``leaving``: the records that don't stay as empty shells."""
    while True:
        with reading() as session:
            found = gathering.gather(session, [customer_id], record_ids)
        steps = list(steps_of(found))
        for table, rows in steps:
            if gathering.is_heavy(table):
                with reading() as session:
                    rows = [gathering.whole(session, table, each) for each in rows]
            piece = packed({table.name: rows})
            with transaction() as session:
                session.add(ErasurePiece(erasure_id=erasure_id, archive=piece))
                treat(session, table, rows)
        if not steps:
            break
    with transaction() as session:
        source_record = next(each for each in tables() if each.name == "source_record")
        session.execute(delete(source_record).where(source_record.c.id.in_(leaving)))
    with reading() as session:
        numbers = numbers_of(session, erasure_id)
    tracing.forget_elsewhere(customer_id, numbers)
    with transaction() as session:
        erasure = Base.metadata.tables["erasure"]
        at = session.scalar(select(erasure.c.destroy_at).where(erasure.c.id == erasure_id))
        due.add(session, DESTROY, at=at, once=str(erasure_id), erasure=erasure_id)  # it may have waited for this
        events.record(session, PersonForgotten(erasure_id))


def steps_of(found: Rows) -> Iterator[tuple[Table, list[Any]]]:
    for table in reversed(tables()):
        if table.name not in FIRST and TREATMENT[table.name].what is not What.KEEP:
            rows, step = list(found[table.name]), 1 if gathering.is_heavy(table) else STEP
            yield from ((table, rows[start : start + step]) for start in range(0, len(rows), step))


def numbers_of(session: Session, erasure_id: int) -> set[str]:
    """The phone numbers they had, from the archive: nowhere else do they stand any more."""
    erasure = Base.metadata.tables["erasure"]
    first = session.scalar(select(erasure.c.archive).where(erasure.c.id == erasure_id))
    told = unpacked([first] if first else [])
    return {each["value"] for each in told.get("identifier", []) if each["kind"] == "phone"}


def pieces(session: Session, erasure_id: int) -> list[bytes]:
    query = select(ErasurePiece.archive).where(ErasurePiece.erasure_id == erasure_id).order_by(ErasurePiece.id)
    return list(session.scalars(query))


def packed(found: Rows | dict[str, Any]) -> bytes:
    plain = {table: [dict(each) for each in rows] for table, rows in found.items() if rows}
    return zlib.compress(json.dumps(plain, default=said, ensure_ascii=False).encode(), 6)


def unpacked(archives: Iterable[bytes]) -> dict[str, list[Any]]:
    whole: dict[str, list[Any]] = {}
    for each in archives:
        for table, rows in json.loads(zlib.decompress(each)).items():
            whole.setdefault(table, []).extend(rows)
    return whole


def said(value: Any) -> Any:
    """A value that JSON has no form for."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)

"""Every row about a person, table by table, found by what refers to what.

What is as large as a photo is left out of the rows: whoever wants it takes it one row at a time (`whole`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import LargeBinary, RowMapping, Table, or_, select
from sqlalchemy.orm import Session

from console.privacy.treatment import ROOTS, tables

Rows = dict[str, list[RowMapping]]
AT_ONCE = 500
"""Numbers in one question: both databases take that many."""


def gather(
    session: Session, customer_ids: Sequence[int], record_ids: Sequence[int], *, only: Collection[str] | None = None
) -> Rows:  # fmt: skip
    """By table's name, in the order of their keys. Large for a large history; read, not locked.

    ``only``: of these tables, whatever else hangs on the person."""
    numbers: dict[str, set[Any]] = {"customer": set(customer_ids), "source_record": set(record_ids)}
    found: Rows = {}
    for table in tables():
        if only is not None and table.name not in only and table.name not in ROOTS:
            continue
        rows = chosen(session, table, numbers) if table.name not in ROOTS else own(session, table, numbers)
        found[table.name] = rows
        key = key_of(table)
        if table.name not in ROOTS and key is not None:
            numbers[table.name] = {each[key] for each in rows}
    return found


def own(session: Session, table: Table, numbers: dict[str, set[Any]]) -> list[RowMapping]:
    ids = sorted(numbers[table.name])
    return [each for some in portions(ids) for each in all_of(session, table, table.c.id.in_(some))]


def chosen(session: Session, table: Table, numbers: dict[str, set[Any]]) -> list[RowMapping]:
    """Rows that refer to any of the rows found so far; each once."""
    seen: dict[tuple[Any, ...], RowMapping] = {}
    for key in table.foreign_keys:
        parent = key.column.table.name
        for some in portions(sorted(numbers.get(parent, ()))) if parent != table.name else ():
            for row in all_of(session, table, or_(key.parent.in_(some))):
                seen[tuple(row[each.name] for each in table.primary_key)] = row
    return [seen[each] for each in sorted(seen)]


def all_of(session: Session, table: Table, where: Any) -> Sequence[RowMapping]:
    wanted = [each for each in table.c if not isinstance(each.type, LargeBinary)]
    return session.execute(select(*wanted).where(where)).mappings().all()


def is_heavy(table: Table) -> bool:
    """Whether its rows have more to them than `gather` brings."""
    return any(isinstance(each.type, LargeBinary) for each in table.c)


def whole(session: Session, table: Table, row: RowMapping) -> RowMapping:
    """The row with all there is to it."""
    key = (each == row[each.name] for each in table.primary_key)
    return session.execute(select(table).where(*key)).mappings().one()


def portions(ids: list[Any]) -> Iterator[list[Any]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def key_of(table: Table) -> str | None:
    """The one column that others refer to it by."""
    columns = list(table.primary_key)
    return columns[0].name if len(columns) == 1 else None

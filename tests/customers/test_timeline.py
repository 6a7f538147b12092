"""Ten thousand lines, one order, read a page at a time by index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text

from console.customers import timeline
from console.customers.source_records import SourceRecord
from console.customers.timeline import Place, TimelineEntry
from console.db import reading, transaction
from tests.customers.exporting import person

START = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = ("call", "purchase", "claim")


def lines(customer_id: int, count: int, *, minutes: int = 7) -> None:
    """Spread over all the customer's records; every third shares its moment with the one before."""
    with transaction() as session:
        records = [each.id for each in session.query(SourceRecord).filter_by(customer_id=customer_id)]
        rows = [
            {
                "record_id": records[n % len(records)], "key": None, "kind": KINDS[n % 7 % 3], "detail": None,
                "by": None,
                "at": START + timedelta(minutes=minutes * (n - (n % 3 == 0))), "title": {"code": "text", "facts": {}},
            }
            for n in range(count)
        ]  # fmt: skip
        session.execute(insert(TimelineEntry), rows)


def pages(customer_id: int, size: int, kinds: tuple[str, ...] = ()) -> Iterator[list[TimelineEntry]]:
    before: Place | None = None
    while True:
        with reading() as session:
            page = timeline.page(session, customer_id, before=before, limit=size, kinds=kinds)
        if not page:
            return
        yield page
        before = (page[-1].at, page[-1].id)


@pytest.mark.parametrize("size", [1, 7, 60, 61, 200])
@pytest.mark.parametrize("kinds", [(), ("claim",), ("call", "claim")])
def test_pages_put_together_are_the_whole_in_one_order(store: str, kinds: tuple[str, ...], size: int) -> None:
    ada = person("crm", "1", "Ada Lovelace", document="99100037Y")
    assert person("shop", "u1", "Ada Lovelace", document="99100037Y") == ada
    other = person("crm", "2", "Dan Stranger")
    lines(ada, 61)
    lines(other, 5)
    whole = [each for page in pages(ada, size, kinds) for each in page]
    expected = sum(KINDS[n % 7 % 3] in (kinds or KINDS) for n in range(61))
    assert len(whole) == len({each.id for each in whole}) == expected
    places = [(each.at, each.id) for each in whole]
    assert places == sorted(places, reverse=True)


def test_a_page_of_ten_thousand_lines_reads_no_more_than_it_shows(store: str) -> None:
    ada = person("crm", "1", "Ada Lovelace")
    lines(ada, 10_000)
    if store == "postgresql":
        with transaction() as session:
            session.execute(text("ANALYZE timeline_entry"))
    with reading() as session:
        record = session.query(SourceRecord).filter_by(customer_id=ada).one().id
        place = (START + timedelta(minutes=7 * 5000), 5000)
        for kinds in ((), ("claim",)):
            query = timeline.newest(record, place, 50, kinds).compile(
                session.connection(), compile_kwargs={"literal_binds": False, "render_postcompile": True}
            )
            explain = "EXPLAIN QUERY PLAN " if store == "sqlite" else "EXPLAIN "
            connection = session.connection()
            plan = connection.exec_driver_sql(explain + str(query), bound(query, store))
            told = "\n".join(str(each) for each in plan)
            assert "ix_timeline_entry" in told, told
            assert "SCAN" not in told.replace("Index Scan", "").replace("Index Only Scan", "").upper(), told
            if not kinds:
                assert "TEMP B-TREE" not in told
                assert "Sort" not in told


def bound(query: Any, store: str) -> Any:
    """The query's parameters as its driver wants them."""
    processors = query._bind_processors
    values = {k: processors[k](v) if k in processors else v for k, v in query.params.items()}
    return tuple(values[each] for each in query.positiontup) if store == "sqlite" else values

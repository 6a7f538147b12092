"""Two workers with a wish each for work that looks for its rows itself: one does it, the other finds it done."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from console import clock, db, due
from console.customers import name_index, resolving, segmenting, source_records
from console.customers.name_index import NameLine
from console.customers.segments import SegmentSnapshot
from console.customers.source_records import INDEX, MATCH, Customer, SourceRecord
from console.customers.tastes import CustomerTaste
from console.db import reading, transaction
from console.offers import tasting
from console.offers.tasting import Taste
from tests.offers.people import agrees
from tests.server import until

NAMES = ("Ada Lovelace Byron", "Bob Gómez Ruiz", "Cleo Ruiz Pardo")
Handler = Callable[[Session, due.Due], object]


@pytest.fixture(autouse=True)
def people(postgresql_url: str) -> None:
    """On SQLite there is only one writer."""
    db.connect(postgresql_url)
    with transaction() as session:
        for number, name in enumerate(NAMES):
            agrees(session, source_records.new_person(session, name=name, phone=f"+3461122233{number}"))


def somebody_waits() -> bool:
    with reading() as session:
        return bool(session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def keeps_tastes(session: Session, _: due.Due) -> None:
    ids = list(session.scalars(select(Customer.id)))
    tasting.keep(session, ids, [Taste(each, [["Queso", 3]], []) for each in ids], clock.now().date())


@pytest.mark.parametrize(("kind", "handler", "table"), [
    (INDEX, name_index.index_due, NameLine), (segmenting.KIND, segmenting.segments_due, SegmentSnapshot),
    (tasting.KIND, keeps_tastes, CustomerTaste),
])  # fmt: skip
def test_what_two_workers_do_at_once_is_done_once(kind: str, handler: Handler, table: type[db.Base]) -> None:
    failed: list[Exception] = []

    def other_worker() -> None:
        try:
            with transaction() as session:
                handler(session, due.Due(kind=kind, facts={}))
        except Exception as error:
            failed.append(error)

    with transaction() as session:
        handler(session, due.Due(kind=kind, facts={}))
        session.flush()
        beside = threading.Thread(target=other_worker)
        beside.start()
        until(somebody_waits)
    beside.join(30)
    assert failed == []
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(table)) == len(NAMES)


def test_nobody_compares_while_another_does_and_the_wish_is_kept() -> None:
    compared = select(func.count()).where(SourceRecord.matched)
    with reading() as comparing, reading() as session:
        assert due.alone(comparing, MATCH, wait=False)
        resolving.match_due(session, [])
        with reading() as after:
            assert after.scalar(compared) == 0
            kept = select(due.Due).where(due.Due.kind == MATCH, due.Due.due_at > clock.now())
            assert after.scalars(kept).one()
    with reading() as session:
        resolving.match_due(session, [])
        assert session.scalar(compared) == len(NAMES)

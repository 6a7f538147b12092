from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from console import clock
from console.customers import preferences, reason, source_records, timeline
from console.customers.source_records import Customer, SourceRecord
from console.db import reading, transaction
from tests.customers.exporting import ORDERS, person, stranger, take

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
CLAIM = "key,person,opened_at,closed_at,text,amount_cents\nR-1,u1,2026-11-19,{},Yoghurts,\"6,35\"\n"
PROMISE = "key,person,text,made_at,due_at\nP1,u1,Bread kept,2026-11-21 09:30,2026-11-24 20:00\n"
LATE = ORDERS + "7,u1,2026-11-20,paid,2026-11-23 18:00,2026-11-23 20:00,10\n"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.stopped_at(NOON):
        yield


@pytest.fixture
def ada(store: str) -> int:
    return person("shop", "u1", "Ada Lovelace")


def why(customer_id: int) -> tuple[str | None, str | None]:
    with reading() as session:
        why_ = reason.probable_reason(session, customer_id)
        beside = reason.warning(session, customer_id, why_)
        return why_.code if why_ else None, beside.code if beside else None


def record(session: object, customer_id: int) -> SourceRecord:
    return source_records.console_record(session, session.get_one(Customer, customer_id))  # type: ignore


def test_a_late_order_before_a_promise_before_a_claim(ada: int) -> None:
    assert why(ada) == (None, None)
    take("shop", "claims", CLAIM.format(""))
    assert why(ada) == ("claim_open", None)
    take("shop", "promises", PROMISE)
    assert why(ada) == ("promise_due", "claim_open")
    take("shop", "orders", LATE)
    assert why(ada) == ("order_late", "claim_open")
    assert why(stranger()) == (None, None)


def test_what_is_over_is_no_reason(ada: int) -> None:
    take("shop", "claims", CLAIM.format("2026-11-20"))
    take("shop", "orders", LATE.replace("paid", "delivered"))
    assert why(ada) == (None, None)


def test_an_order_is_late_the_moment_its_hour_has_passed(ada: int) -> None:
    take("shop", "orders", LATE.replace("2026-11-23", "2026-11-24"))
    assert why(ada)[0] == "order"
    clock.advance(timedelta(hours=8))
    assert why(ada)[0] == "order_late"


def test_an_instruction_warns_and_then_the_third_contact_of_a_week(ada: int) -> None:
    with transaction() as session:
        for days in (1, 2, 30):
            timeline.write(
                session, record(session, ada).id, kind="call", at=NOON - timedelta(days=days),
                title={"code": "call", "facts": {}},
            )  # fmt: skip
    assert why(ada) == (None, "repeated")
    with transaction() as session:
        preferences.instruct(session, record(session, ada))
    assert why(ada) == (None, "no_sales")


def test_a_broken_promise_stays_in_sight_for_a_day(ada: int) -> None:
    take("shop", "promises", PROMISE)
    clock.advance(timedelta(hours=20))
    with reading() as session:
        assert reason.promise_due(session, ada) is not None
    clock.advance(timedelta(hours=20))
    with reading() as session:
        assert reason.promise_due(session, ada) is None


def test_the_timeline_is_read_page_by_page_newest_first(ada: int) -> None:
    with transaction() as session:
        for days in range(5):
            timeline.write(
                session, record(session, ada).id, kind="note" if days % 2 else "call",
                at=NOON - timedelta(days=days), title={"code": "note", "facts": {"text": str(days)}},
            )  # fmt: skip
    with reading() as session:
        first = timeline.page(session, ada, limit=2)
        rest = timeline.page(session, ada, before=(first[-1].at, first[-1].id))
        assert [each.title["facts"]["text"] for each in (*first, *rest)] == list("01234")
        assert len(timeline.latest(session, ada, 3, contacts_only=True)) == 3
        assert timeline.page(session, stranger_like(ada)) == []


def stranger_like(customer_id: int) -> int:
    return customer_id + 1000

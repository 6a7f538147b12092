"""The interval told to whoever waits is true of the past, and silent without one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import clock
from console.contacts.contact import Contact, ContactEvent
from console.db import reading, transaction
from console.reports import waits
from console.reports.waits import Wait
from tests import cast
from tests.cast import Cast

SECONDS = st.floats(min_value=0, max_value=4000, allow_nan=False)


@given(st.lists(SECONDS, min_size=1, max_size=60))
def test_when_nobody_gives_up_it_is_the_plain_quantile(seconds: list[float]) -> None:
    ordered = sorted(seconds)
    half = waits.quantile([(each, True) for each in seconds], 0.5)
    assert half is not None
    assert sum(each <= half for each in ordered) >= len(ordered) / 2
    assert sum(each < half for each in ordered) <= len(ordered) / 2


@given(st.lists(st.tuples(SECONDS, st.booleans()), max_size=60))
def test_somebody_who_gives_up_never_makes_it_look_shorter(told: list[tuple[float, bool]]) -> None:
    """They would have waited longer, so counting them as answered flatters."""
    honest = waits.quantile(told, 0.5)
    flattering = waits.quantile([(seconds, True) for seconds, _ in told], 0.5)
    assert honest is None or (flattering is not None and honest >= flattering)


def test_a_curve_worked_out_by_hand() -> None:
    """6 at risk, one answered: 5/6. Then one leaves; 4 at risk, one answered: 5/8; 3: 5/12."""
    told = [(10.0, True), (20.0, False), (30.0, True), (40.0, True), (50.0, False), (60.0, True)]
    assert waits.quantile(told, 0.3) == 30
    assert waits.quantile(told, 0.5) == 40
    assert waits.quantile(told, 0.9) == 60
    assert waits.quantile(told[:5], 0.9) is None  # the last one left before we could know


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, 10), (9.9, 10), (10, 20), (119, 120), (120, 150), (299, 300), (300, 360), (None, None)]
)
def test_it_is_rounded_up_so_that_less_than_is_true(seconds: float | None, said: int | None) -> None:
    assert waits.rounded(seconds) == said


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


def past(people: Cast, queue_id: int, seconds: list[float], *, days: int = 0) -> None:
    contact_id = cast.call()
    with transaction() as session:
        contact = session.get_one(Contact, contact_id)
        contact.queue_id = queue_id
        for place, each in enumerate(seconds, start=2):
            session.add(ContactEvent(
                contact_id=contact_id, seq=place, kind="accepted", at=clock.now() - timedelta(days=days, seconds=1),
                queue_id=queue_id, facts={"waited_seconds": each},
            ))  # fmt: skip
        contact.seq = len(seconds) + 1


@pytest.mark.usefixtures("people")
def test_with_too_little_history_nothing_is_said(people: Cast) -> None:
    past(people, people.orders, [60.0] * (waits.LEAST - 1))
    with reading() as session:
        assert waits.lately(session, people.orders) == Wait(None, None)


def test_it_looks_at_this_queue_and_at_the_last_days_only(people: Cast) -> None:
    past(people, people.orders, [60.0] * 18 + [200.0] * 2)
    past(people, people.sales, [600.0] * 40)
    past(people, people.orders, [900.0] * 40, days=30)
    with reading() as session:
        assert waits.lately(session, people.orders) == Wait(half=70, most=70)
        assert waits.lately(session, people.sales) == Wait(half=660, most=660)

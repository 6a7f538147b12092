"""Everybody is measured by the worker, dated and kept; nothing sensitive is ever in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import clock, due
from console.customers import behaviour, consent, margins, segmenting, segments, source_records
from console.customers.behaviour import Behaviour
from console.customers.consent import ConsentAct
from console.customers.segmenting import KIND
from console.customers.segments import Segment
from console.customers.sensitive import is_sensitive, tells_too_much
from console.customers.source_records import Customer
from console.db import reading, transaction
from tests.customers.exporting import CONSENTS, PURCHASES, person, take

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def this_morning(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    yield


def run() -> None:
    """The worker's part, until only the next night is waiting."""
    with transaction() as session:
        segmenting.schedule(session)
    while True:
        with transaction() as session:
            row = due.claim(session, [KIND])
            if row is None:
                return
            session.delete(row)
            session.flush()
            segmenting.segments_due(session, row)


def bought(key: str, *purchases: tuple[int, str, str]) -> None:
    """Days ago, amount, lines; each a receipt of the loyalty card."""
    rows = "".join(
        f'{key}-{n};{key};{(NOW - timedelta(days=ago)).isoformat()};Delicias;{amount};"{lines}"\n'
        for n, (ago, amount, lines) in enumerate(purchases)
    )
    report = take("loyalty", "purchases", PURCHASES + rows)
    assert not report.problems, report.problems


def figures(customer_id: int) -> Behaviour:
    with reading() as session:
        return behaviour.measure(session, [customer_id])[customer_id]


def test_figures_are_sums_anybody_can_check(store: str) -> None:
    ada = person("loyalty", "1", "Ada Lovelace")
    bought("1", (28, "10,00", "Pan|bakery|1|10,00|0"), (21, "10,00", "Pan|bakery|1|6,00|2,00"),
           (14, "10,00", ""), (7, "10,00", "Rioja|wine|1|10,00|3,00"))  # fmt: skip
    found = figures(ada)
    assert (found.purchases, found.paid_cents, found.discount_cents) == (4, 4000, 500)
    assert found.discount_share == pytest.approx(500 / 4500)
    assert (found.lines, found.lines_discounted) == (3, 2)
    assert found.categories == {"bakery": 1600, "wine": 1000}
    assert (found.recency_days, found.usual_gap_days, found.overdue) == (7, 7.0, 1.0)
    assert (margins.of(found, {}, 0.25).cents, found.cost_cents(50)) == (1000, 0)


@pytest.mark.parametrize(("category", "product"), [
    ("pharmacy", "Ibuprofeno"), ("home", "Test de embarazo"), ("baby", "Toallitas"), ("pantry", "Pan sin gluten"),
    ("meat", "Pollo halal"), ("home", "Preservativos"), ("diet_food", "Batido"), ("home", "Pañales T4"),
])  # fmt: skip
def test_what_is_sensitive_reaches_no_figure(store: str, category: str, product: str) -> None:
    ada, bob = person("loyalty", "1", "Ada Lovelace"), person("loyalty", "2", "Bob Gómez")
    line = f"{product}|{category}|1|10,00|1,00"
    bought("1", (9, "12,00", f"Pan|bakery|1|2,00|0; {line}"), (3, "10,00", line))
    bought("2", (9, "2,00", "Pan|bakery|1|2,00|0"))
    assert figures(ada) == figures(bob)
    run()
    with reading() as session:
        mine, theirs = segments.of(session, ada), segments.of(session, bob)
        assert mine and theirs
        assert mine.paid_cents == theirs.paid_cents == 200
        assert (mine.segment, mine.recency, mine.frequency, mine.money) == (
            theirs.segment, theirs.recency, theirs.frequency, theirs.money
        )  # fmt: skip


def test_ordinary_goods_are_nobodys_secret() -> None:
    for category, product in (("bakery", "Pan de pueblo"), ("wine", "Rioja"), ("home", "Detergente")):
        assert not is_sensitive(category, product)


@pytest.mark.parametrize("text", [
    "Siempre saluda por su nombre", "Judías verdes, las finas", "Llame a Rosario después de las seis",
    "La barra, poco hecha", "Cerveza sin alcohol", "Pago por transferencia", "Ring twice, the bell is weak",
    "Prefiere el transporte de tarde",
])  # fmt: skip
def test_what_to_do_may_be_said_in_plain_words(text: str) -> None:
    assert not tells_too_much(text)


def test_everybody_has_a_place_and_the_day_is_shown_only_when_all_have(store: str) -> None:
    often = person("loyalty", "1", "Ada Lovelace")
    bought("1", *((ago, "20,00", "") for ago in range(2, 200, 7)))
    fading = person("loyalty", "2", "Bob Gómez")
    bought("2", *((ago, "20,00", "") for ago in range(150, 340, 7)))
    new = person("loyalty", "3", "Cleo Ruiz")
    bought("3", (5, "20,00", ""))
    never = person("loyalty", "4", "Dan Stranger")
    for n in range(6):
        person("loyalty", f"x{n}", f"Once {'abcdef'[n]}lfa")
        bought(f"x{n}", (100, "5,00", ""))
    with reading() as session:
        assert segments.latest_day(session) is None
    run()
    with reading() as session:
        day = segments.latest_day(session)
        assert day == date(2026, 11, 26)
        places = {each: segments.of(session, each).segment for each in (often, fading, new, never)}  # type: ignore[union-attr]
        assert places == {
            often: Segment.FREQUENT, fading: Segment.FADING, new: Segment.NEW, never: Segment.NONE
        }  # fmt: skip
        sizes = {each.segment: each.customers for each in segments.sizes(session, day)}
        assert sizes[Segment.FREQUENT] == sizes[Segment.NONE] == 1
        assert sum(sizes.values()) == 10
        assert [each.customer_id for each in segments.members(session, day, Segment.NEW)] == [new]


def test_the_first_run_looks_back_on_the_months_before_as_everybody_stood_then(store: str) -> None:
    ada = person("loyalty", "1", "Ada Lovelace")
    bought("1", (80, "20,00", ""), (5, "30,00", ""))
    run()
    with reading() as session:
        assert segments.days(session) == [date(2026, 11, 26), date(2026, 10, 31), date(2026, 9, 30)]
        paid = {
            day: segments.members(session, day, each.segment)[0].paid_cents
            for day in segments.days(session) for each in segments.sizes(session, day) if each.customers
        }  # fmt: skip
        assert list(paid.values()) == [5000, 2000, 2000]
        assert segments.members(session, date(2026, 9, 30), Segment.NEW)[0].customer_id == ada
    run()
    with reading() as session:
        assert len(segments.days(session)) == 3


def test_who_moved_from_where_to_where(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = person("loyalty", "1", "Ada Lovelace")
    run()
    later = NOW + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    bought("1", (0, "20,00", ""))
    bob = person("loyalty", "2", "Bob Gómez")
    run()
    with reading() as session:
        newest, before = segments.days(session)
        moved = segments.movement(session, before, newest)
        assert moved == {(Segment.NONE, Segment.NEW): 1, (None, Segment.NONE): 1}
        assert list(segments.moved(session, before, newest, Segment.NONE, Segment.NEW)) == [ada]
        assert bob not in [each.customer_id for each in segments.members(session, before, Segment.NONE)]


def test_who_refuses_profiling_leaves_every_snapshot_at_once_and_stays_out(store: str) -> None:
    ada, bob = person("loyalty", "1", "Ada Lovelace"), person("loyalty", "2", "Bob Gómez")
    run()
    with transaction() as session:
        record = source_records.console_record(session, session.get_one(Customer, ada))
        consent.record_act(session, record, ConsentAct(
            key="k1", purpose="profiling", given=False, how="said it", wording=None, channel=None, at=NOW,
            expires_at=None,
        ))  # fmt: skip
    with reading() as session:
        assert segments.of(session, ada) is None
        assert segments.of(session, bob) is not None
    take("loyalty", "consents", CONSENTS + f"k2,2,profiling,,no,call,May we?,{NOW.isoformat()},\n")
    with reading() as session:
        assert segments.of(session, bob) is None


def test_a_run_goes_on_where_it_was_killed(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segmenting, "SOME", 1)
    monkeypatch.setattr(segmenting, "STEP_SECONDS", 0.0)
    for each in range(4):
        person("loyalty", str(each), f"Ada {'abcd'[each]}lfa")
    with transaction() as session:
        segmenting.schedule(session)
    with pytest.raises(RuntimeError), transaction() as session:
        row = due.claim(session, [KIND])
        assert row is not None
        session.delete(row)
        session.flush()
        segmenting.segments_due(session, row)
        raise RuntimeError("killed")
    monkeypatch.setattr(segmenting, "STEP_SECONDS", 0.001)
    run()
    with reading() as session:
        assert sum(each.customers for each in segments.sizes(session, date(2026, 11, 26))) == 4


def test_old_days_go_but_for_each_months_last(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    person("loyalty", "1", "Ada Lovelace")
    for ago in (80, 70, 60, 20, 0):
        when = NOW - timedelta(days=ago)
        monkeypatch.setattr(clock, "now", lambda when=when: when)
        with transaction() as session:
            due.cancel(session, KIND, KIND)
            due.add(session, KIND, once=KIND)
        run()
    with reading() as session:
        kept = [(NOW.date() - each).days for each in segments.days(session)]
    assert kept == [0, 20, 60]


@given(st.lists(st.integers(0, 50), min_size=1, max_size=200))
def test_fifths_hold_a_fifth_each_as_far_as_equal_values_allow(values: list[int]) -> None:
    counts = {str(each): values.count(each) for each in set(values)}
    cuts = segmenting.fifths(counts)
    assert cuts == sorted(cuts)
    for part, cut in enumerate(cuts, 1):
        assert sum(each <= cut for each in values) * 5 >= part * len(values)
        assert sum(each < cut for each in values) * 5 < part * len(values)

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from console import clock
from console.customers import consent, preferences, source_records
from console.customers.source_records import Customer
from console.db import reading, transaction
from tests.customers.exporting import CONSENTS, person, stranger, take

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.stopped_at(NOON):
        yield


@pytest.fixture
def ada(store: str) -> int:
    return person("crm", "1", "Ada Lovelace")


def act(key: str, given: str, at: str, *, how: str = "call", wording: str = "May we?", until: str = "",
        channel: str = "phone", purpose: str = "offers") -> None:  # fmt: skip
    row = f"{key},1,{purpose},{channel},{given},{how},{wording},{at},{until}\n"
    assert take("crm", "consents", CONSENTS + row).new == 1


def allowed(customer_id: int, channel: str | None = "phone", purpose: str = "offers") -> bool:
    with reading() as session:
        return consent.allows(session, customer_id, purpose, channel)


def test_silence_is_no(ada: int) -> None:
    assert not allowed(ada)


def test_a_provable_yes_counts_for_its_channel_its_purpose_and_its_person(ada: int) -> None:
    act("1", "yes", "2026-01-01")
    assert allowed(ada)
    assert not allowed(ada, "email")
    assert not allowed(ada, purpose="profiling")
    assert not allowed(stranger())


@pytest.mark.parametrize("missing", [{"how": ""}, {"wording": ""}, {"given": "?"}, {"given": ""}])
def test_an_unclear_or_unproved_yes_is_no(ada: int, missing: dict[str, str]) -> None:
    act("1", **{"given": "yes", "at": "2026-01-01", **missing})
    assert not allowed(ada)


def test_the_latest_act_wins_in_whichever_order_they_arrive(ada: int) -> None:
    act("2", "no", "2026-02-01", wording="")
    act("1", "yes", "2026-01-01")
    assert not allowed(ada)
    act("3", "yes", "2026-03-01")
    assert allowed(ada)


def test_a_later_no_for_everything_silences_a_channel(ada: int) -> None:
    act("1", "yes", "2026-01-01")
    act("2", "no", "2026-02-01", channel="")
    assert not allowed(ada)


def test_what_stands_is_told_with_the_act_that_decides_it(ada: int) -> None:
    act("1", "yes", "2026-01-01")
    act("2", "no", "2026-02-01", channel="")
    with reading() as session:
        told = {(each.channel, each.given, each.act.key) for each in consent.standing(session, ada)}
    assert told == {("phone", False, "2"), (None, False, "2")}


def test_at_the_same_moment_no_wins(ada: int) -> None:
    act("1", "no", "2026-01-01")
    act("2", "yes", "2026-01-01", channel="")
    assert not allowed(ada)


def test_a_yes_expires(ada: int) -> None:
    act("1", "yes", "2026-01-01", until="2026-11-25")
    assert allowed(ada)
    clock.advance(timedelta(days=2))
    assert not allowed(ada)


def test_an_instruction_not_to_sell_outweighs_a_yes_until_it_ends(ada: int) -> None:
    act("1", "yes", "2026-01-01")
    with transaction() as session:
        record = source_records.console_record(session, session.get_one(Customer, ada))
        preferences.instruct(session, record, until=NOON + timedelta(days=1))
    assert not allowed(ada)
    clock.advance(timedelta(days=2))
    assert allowed(ada)

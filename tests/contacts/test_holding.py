"""A held call stays the agent's, and the seconds on hold add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from console import clock, due
from console.agents.agent import Agent
from console.contacts import holding, wrapping_up
from console.contacts.contact import Contact, ContactEvent
from console.db import reading, transaction
from console.errors import Missing
from console.telephony import provider
from console.worker import Worker
from tests import cast
from tests.cast import Cast


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.stopped_at(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


def do(verb: Callable[..., object], contact_id: int, agent_id: int) -> None:
    with transaction() as session:
        verb(session, session.get_one(Contact, contact_id), by=session.get_one(Agent, agent_id))


def kinds(contact_id: int) -> list[str]:
    with reading() as session:
        query = session.query(ContactEvent.kind).filter_by(contact_id=contact_id)
        return [kind for (kind,) in query.order_by(ContactEvent.seq)]


def test_holding_twice_is_holding_once_and_the_seconds_add_up(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    for _ in range(2):
        do(holding.hold, contact_id, people.ada)
        do(holding.hold, contact_id, people.ada)
        clock.advance(timedelta(seconds=40))
        do(holding.resume, contact_id, people.ada)
        do(holding.resume, contact_id, people.ada)
    assert cast.contact(contact_id).held_seconds == 80
    assert cast.contact(contact_id).held_since is None
    assert kinds(contact_id).count("held") == kinds(contact_id).count("resumed") == 2


def test_a_caller_who_hangs_up_on_hold_is_released_first(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    do(holding.hold, contact_id, people.ada)
    clock.advance(timedelta(seconds=30))
    with transaction() as session:
        wrapping_up.customer_gone(session, session.get_one(Contact, contact_id), cause="normalClearing")
    assert kinds(contact_id)[-2:] == ["resumed", "ended"]
    assert cast.contact(contact_id).held_seconds == 30


def test_nobody_else_holds_my_call(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    for stranger in (people.bob, people.dan):
        with pytest.raises(Missing):
            do(holding.hold, contact_id, stranger)
    assert cast.contact(contact_id).held_since is None


def test_a_call_that_only_rings_or_is_over_cannot_be_held(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    do(wrapping_up.hang_up, contact_id, people.ada)
    with pytest.raises(holding.NothingToHold):
        do(holding.hold, contact_id, people.ada)


def test_the_phone_system_is_told_each_time_and_in_order(people: Cast) -> None:
    told: list[tuple[str, str]] = []

    class Line:
        name = "simulator"

        def obey(self, key: str, command: str, extension: str | None) -> None:
            told.append((key, command))

    provider.use(Line())
    contact_id = cast.on_a_call(people.ada)
    do(holding.hold, contact_id, people.ada)
    do(holding.resume, contact_id, people.ada)
    do(wrapping_up.hang_up, contact_id, people.ada)
    worker = Worker({"telephony.command": provider.command})
    worker.work_off()
    worker.stop()
    key = cast.contact(contact_id).provider_key
    assert told == [(key, command) for command in ("answer", "hold", "resume", "hang_up")]
    with reading() as session:
        assert session.query(due.Due).filter_by(kind="telephony.command").count() == 0

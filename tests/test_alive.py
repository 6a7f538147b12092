"""An absence of ours punishes nobody: what was counting down gets that long more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from console import alive, clock, due
from console.agents.agent import Agent, AgentState
from console.contacts import wrapping_up
from console.contacts.contact import Contact, ContactState
from console.db import reading, transaction
from console.worker import LIGHT, Worker
from tests import cast
from tests.cast import Cast

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
AWAY = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.stopped_at(NOON):
        yield


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def worker(people: Cast) -> Iterator[Worker]:
    found = Worker({"ring_over": LIGHT["ring_over"]}, keeps_time=True)
    found.beat()
    yield found
    found.stop()


def again() -> Worker:
    """The next process."""
    found = Worker({"ring_over": LIGHT["ring_over"]}, keeps_time=True)
    found.beat()
    found.work_off()
    found.stop()
    return found


def ringing(people: Cast) -> int:
    cast.available(people.ada)
    contact_id = cast.call()
    cast.route()
    return contact_id


def test_a_ring_that_ran_out_while_we_were_away_is_no_missed_call(people: Cast, worker: Worker) -> None:
    contact_id = ringing(people)
    until = cast.contact(contact_id).ring_until
    clock.advance(AWAY)
    again()
    now = cast.contact(contact_id)
    assert now.state is ContactState.RINGING
    assert until is not None and now.ring_until == until + AWAY
    assert cast.agent_now(people.ada).state is AgentState.AVAILABLE


def test_it_is_missed_once_the_rest_of_its_time_is_over(people: Cast, worker: Worker) -> None:
    contact_id = ringing(people)
    clock.advance(AWAY)
    next_process = again()
    clock.advance(timedelta(seconds=19))
    next_process.stopped.clear()
    next_process.work_off()
    assert cast.contact(contact_id).state is ContactState.RINGING
    clock.advance(timedelta(seconds=2))
    next_process.last_beat = clock.now()  # this process beat all the while
    next_process.work_off()
    assert cast.contact(contact_id).state is ContactState.WAITING
    assert cast.agent_now(people.ada).reason == "missed"


def test_a_ring_that_had_run_out_before_is_missed(people: Cast, worker: Worker) -> None:
    contact_id = ringing(people)
    for _ in range(11):  # alive until it had run out, and killed before it could do the work
        clock.advance(timedelta(seconds=2))
        worker.beat()
    clock.advance(AWAY)
    again()
    assert cast.contact(contact_id).state is ContactState.WAITING


def test_the_time_to_wrap_up_moves_too_and_every_screen_hears(people: Cast, worker: Worker) -> None:
    contact_id = cast.on_a_call(people.ada)
    with transaction() as session:
        wrapping_up.hang_up(session, session.get_one(Contact, contact_id), by=session.get_one(Agent, people.ada))
    before = cast.contact(contact_id)
    clock.advance(AWAY)
    again()
    now = cast.contact(contact_id)
    assert now.wrap_until is not None and before.wrap_until is not None
    assert now.wrap_until - before.wrap_until == AWAY
    assert now.seq == before.seq + 1  # a new version of the row, so it is pushed and healed


def test_an_appointment_keeps_its_hour(people: Cast, worker: Worker) -> None:
    with transaction() as session:
        due.add(session, "publishing.publish", at=NOON + timedelta(minutes=5), once="x")
    clock.advance(AWAY)
    again()
    with reading() as session:
        assert session.query(due.Due).one().due_at == NOON + timedelta(minutes=5)


@pytest.mark.usefixtures("people")
def test_a_blink_is_no_absence_and_another_process_covers_for_us(worker: Worker) -> None:
    def beat() -> object:
        with transaction() as session:
            return alive.beat(session)

    clock.advance(alive.GAP)
    assert beat() is None  # what another process says
    clock.advance(timedelta(seconds=1))
    assert beat() is None
    clock.advance(alive.GAP + timedelta(seconds=1))
    assert beat() == (NOON + alive.GAP + timedelta(seconds=1), alive.GAP + timedelta(seconds=1))

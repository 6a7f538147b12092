"""The law's share is counted by hand, and the day is foretold from the same weekdays or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from flask import Flask

from console import clock, db
from console.agents.agent import Agent
from console.contacts import transferring
from console.contacts.contact import Certainty, Channel, Contact, ContactEvent, ContactState, Purpose
from console.db import reading, transaction
from console.reports import legal_clock
from tests import cast, web
from tests.cast import Cast

NOON = datetime.fromisoformat("2026-11-24T12:00:00+01:00")
numbers = count(1)


@pytest.fixture
def people(store: str) -> Iterator[Cast]:
    with clock.stopped_at(NOON.astimezone(UTC)):
        yield cast.cast()


def call(people: Cast, at: datetime, waited: float, *kinds: str, channel: Channel = Channel.PHONE) -> None:
    """A contact whose waits of so many seconds were over then."""
    with transaction() as session:
        made = Contact(
            provider="past", provider_key=str(next(numbers)), channel=channel, queue_id=people.orders,
            purpose=Purpose.SERVICE, state=ContactState.CLOSED, certainty=Certainty.UNKNOWN, language="es",
            arrived_at=at, queued_at=at,
        )  # fmt: skip
        session.add(made)
        session.flush()
        for seq, kind in enumerate(kinds or ("accepted",), 1):
            session.add(ContactEvent(
                contact_id=made.id, seq=seq, kind=kind, at=at + timedelta(minutes=seq), queue_id=people.orders,
                facts={"waited_seconds": waited},
            ))  # fmt: skip


def today() -> legal_clock.Day:
    with reading() as session:
        return legal_clock.today(session)


def test_it_counts_who_gave_up_and_who_still_waits_but_no_chat_and_no_second_wait(people: Cast) -> None:
    for waited in (5, 100, 179):
        call(people, NOON - timedelta(hours=2), waited)
    call(people, NOON - timedelta(hours=1), 181, "abandoned")
    call(people, NOON - timedelta(hours=1), 10, "abandoned")
    call(people, NOON - timedelta(hours=1), 10, "accepted", "accepted")  # transferred: its first wait counts
    call(people, NOON - timedelta(hours=1), 900, channel=Channel.CHAT)
    call(people, NOON - timedelta(days=1), 900)
    assert (today().good, today().long) == (5, 1)
    cast.call()
    clock.advance(timedelta(seconds=200))
    assert (today().good, today().long, today().share) == (5, 2, 5 / 7)


def test_a_call_that_was_passed_on_and_waits_for_long_again_is_one_call(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    with transaction() as session:
        ada = session.get_one(Agent, people.ada)
        passed = session.get_one(Contact, contact_id)
        transferring.to_queue(session, passed, by=ada, queue_id=people.sales, words="")
    clock.advance(timedelta(seconds=200))
    assert (today().good, today().long) == (1, 0)


def test_the_line_is_the_share_up_to_each_half_hour(people: Cast) -> None:
    call(people, NOON.replace(hour=9, minute=1), 10)
    call(people, NOON.replace(hour=9, minute=40), 500)
    assert today().past == [(570, 1.0), (600, 0.5), (630, 0.5), (660, 0.5), (690, 0.5), (720, 0.5)]


def test_with_too_few_such_days_nothing_is_foretold(people: Cast) -> None:
    call(people, NOON - timedelta(hours=1), 10)
    for week in range(1, legal_clock.FEWEST):
        call(people, NOON + timedelta(hours=3, weeks=-week), 10)
    assert (today().ahead, today().days, today().expected, today().crosses) == ([], 0, None, None)


def test_it_is_foretold_from_what_the_same_weekdays_brought_after_this_hour(people: Cast) -> None:
    for _ in range(19):
        call(people, NOON - timedelta(hours=1), 10)
    for week in range(1, 6):
        call(people, NOON + timedelta(hours=-3, weeks=-week), 500)  # before this hour: says nothing of what comes
        call(people, NOON + timedelta(hours=3, weeks=-week), 10)
        for _ in range(week):  # one long wait five weeks running, two, three …
            call(people, NOON + timedelta(hours=5, weeks=-week), 500)
    found = today()
    assert (found.share, found.days, found.expected) == (1.0, 5, 19 + 1 + 3)
    last = found.ahead[-1]
    assert last.middle == 20 / 23 and last.low < last.middle < last.high
    assert (found.ahead[0].middle, found.crosses) == (1.0, 17 * 60 + 30)  # the half hour in which they came


def test_days_from_which_nothing_is_foretold_any_more_are_let_go(people: Cast) -> None:
    for _ in range(3 * legal_clock.WEEKS):
        today()
        clock.advance(timedelta(weeks=1))
    assert len(legal_clock._known) == legal_clock.WEEKS


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def test_who_oversees_is_told_when_it_changes_and_nobody_else(app: Flask, people: Cast) -> None:
    sockets = {name: web.browser(app, name).socket() for name in ("ada", "cleo", "dan")}
    broadcasts = app.extensions["console_broadcasts"]
    call(people, NOON - timedelta(hours=1), 10)
    for each in sockets.values():
        each.get_received()
    broadcasts.send_legal_clock()
    broadcasts.send_legal_clock()
    assert [(each["total"], each["long"]) for each in web.rows(sockets["cleo"], "legal_clock")] == [(1, 0)]
    for stranger in ("ada", "dan"):
        assert web.rows(sockets[stranger], "legal_clock") == []

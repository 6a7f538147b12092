"""One write: all of it and said, or nothing of it and silence."""

from __future__ import annotations

import pytest

from console import due, events
from console.contacts.contact import Contact
from console.contacts.events import ContactChanged
from console.db import reading, transaction
from tests import cast

pytestmark = pytest.mark.usefixtures("store")


def test_a_rolled_back_write_says_nothing_and_leaves_nothing(store: str) -> None:
    people = cast.cast()
    cast.available(people.ada)
    heard: list[ContactChanged] = []
    stop = events.subscribe(ContactChanged, heard.append)
    try:
        with pytest.raises(ZeroDivisionError), transaction() as session:
            contact = Contact
            from console.contacts import waiting

            waiting.arrive(
                session, provider="simulator", provider_key="lost", queue=waiting.queue_of(session, cast.LINE)
            )
            1 / 0  # noqa: B018
        assert contact is Contact
        with reading() as session:
            assert session.query(Contact).count() == 0
        assert heard == []
        cast.call()
        assert len(heard) == 1
    finally:
        stop()


def test_a_transaction_does_not_nest(store: str) -> None:
    with transaction(), pytest.raises(RuntimeError), transaction():
        pass


def test_what_is_wished_twice_under_one_key_is_one_row(store: str) -> None:
    with transaction() as session:
        due.add(session, "route", once="all")
        session.flush()
        due.add(session, "route", once="all")
    with reading() as session:
        assert session.query(due.Due).count() == 1


def test_a_failing_subscriber_fails_no_write_and_silences_nobody(store: str) -> None:
    people = cast.cast()
    heard: list[ContactChanged] = []

    def fails(_: ContactChanged) -> None:
        raise RuntimeError("sockets are down")

    stops = [events.subscribe(ContactChanged, fails), events.subscribe(ContactChanged, heard.append)]
    try:
        contact_id = cast.call()
    finally:
        for stop in stops:
            stop()
    assert cast.contact(contact_id).queue_id == people.orders
    assert heard

"""`kill -9` between any two steps of a call loses nothing that was acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console import db, migrations
from console.alive import Alive
from console.contacts.contact import Contact
from console.due import Due
from tests import cast
from tests.cast import Cast
from tests.server import Person, Server, until


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path)
    yield found
    found.kill()


@pytest.fixture
def people(server: Server, tmp_path: Path) -> Iterator[Cast]:
    url = f"sqlite:///{tmp_path / 'console.sqlite3'}"
    migrations.upgrade(url)
    db.connect(url)
    made = cast.cast()
    cast.carmen()
    yield made
    db.disconnect()


def test_a_whole_call_with_the_power_cut_after_every_step(server: Server, people: Cast) -> None:
    server.start()
    ada = Person(server, "ada")
    ada.send("PUT", "/me/state", {"state": "available"})
    server.again()
    assert ada.rows("agent")[0]["state"] == "available"

    contact_id = cast.call(caller=cast.CARMEN)  # acknowledged, and nobody has routed it yet
    server.again()
    until(lambda: [each for each in ada.rows("contact") if each["state"] == "ringing"])

    server.again()
    ada.send("PUT", f"/contacts/{contact_id}/assignment")
    server.again()
    assert ada.rows("contact")[0]["state"] == "active"

    ada.send("PUT", f"/contacts/{contact_id}/note", {"text": "Llama por el pan", "version": 0})
    server.again()
    assert ada.rows("note")[0]["text"] == "Llama por el pan"

    ada.send("PUT", f"/contacts/{contact_id}/resolution")
    server.again()
    assert ada.rows("contact")[0]["resolved_at"]

    ada.send("PUT", f"/contacts/{contact_id}/ending")
    server.again()
    assert ada.rows("contact")[0]["state"] == "wrap_up"

    ada.send("PUT", f"/contacts/{contact_id}/wrap-up", {"disposition": "done", "next": "available"})
    server.again()
    assert ada.rows("contact") == []
    assert ada.rows("agent")[0]["state"] == "available"
    # and the finished call reaches the customer's timeline, by whichever process comes next
    until(lambda: written(contact_id))


def written(contact_id: int) -> bool:
    from console.customers.timeline import TimelineEntry

    with db.reading() as session:
        return session.query(TimelineEntry).filter_by(kind="call").count() == 1


def an_hour_goes_by(contact_id: int) -> None:
    """As far as anybody who starts now can tell: everything written is an hour older."""
    hour = timedelta(hours=1)
    with db.transaction() as session:
        contact = session.get_one(Contact, contact_id)
        assert contact.ring_until is not None and contact.rung_at is not None
        contact.ring_until, contact.rung_at = contact.ring_until - hour, contact.rung_at - hour
        for row in session.query(Due).filter_by(kind="ring_over"):
            row.due_at, row.facts = row.due_at - hour, row.facts | {"rung_at": contact.rung_at.isoformat()}
        session.query(Alive).one().at -= hour


def test_a_ring_that_ran_out_while_the_server_was_away_is_no_missed_call(server: Server, people: Cast) -> None:
    server.start()
    ada = Person(server, "ada")
    ada.send("PUT", "/me/state", {"state": "available"})
    contact_id = cast.call(caller=cast.CARMEN)
    until(lambda: [each for each in ada.rows("contact") if each["state"] == "ringing"])
    server.kill()
    an_hour_goes_by(contact_id)
    server.start()
    until(lambda: cast.contact(contact_id).seq > 2)  # the new process has looked at the clock
    row = ada.rows("contact")[0]
    assert row["state"] == "ringing"
    assert datetime.fromisoformat(row["ring_until"]) > datetime.now(UTC)
    assert ada.rows("agent")[0]["state"] == "available"
    ada.send("PUT", f"/contacts/{contact_id}/assignment")

"""`kill -9` between any two steps of a call loses nothing that was acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console import db, migrations
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

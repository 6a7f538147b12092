"""Looking people up is written down and slowed down; so is reading who rings."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from console import db
from console.customers import reads
from console.customers.reads import PersonLookup
from console.db import reading
from tests import cast, web
from tests.cast import Cast


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def test_a_lookup_is_written_down_without_what_was_typed(app: Flask, people: Cast) -> None:
    carmen = cast.carmen()
    ada = web.browser(app, "ada")
    assert [each["id"] for each in ada.client.get("/people?q=611222333").get_json()] == [carmen]
    assert ada.client.get("/people?q=nobody@example.com").get_json() == []
    with reading() as session:
        written = session.scalars(select(PersonLookup).order_by(PersonLookup.id)).all()
        assert [(each.agent_id, each.by, each.found) for each in written] == [
            (people.ada, "phone", 1), (people.ada, None, 0),
        ]  # fmt: skip


def test_copying_the_book_of_customers_is_slowed_down(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reads, "LOOKUPS", "3/minute")
    ada, bob = web.browser(app, "ada"), web.browser(app, "bob")
    answers = [ada.client.get(f"/people?q=61122233{digit}").status_code for digit in range(5)]
    assert answers == [200] * 3 + [429] * 2
    assert bob.client.get("/people?q=611222333").status_code == 200


def test_whoever_it_rings_at_has_read_the_profile(people: Cast) -> None:
    carmen = cast.carmen()
    contact_id = cast.on_a_call(people.ada, caller=cast.CARMEN)
    with reading() as session:
        written = [(each.agent_id, each.purpose, each.contact_id) for each in reads.reads_of(session, carmen)]
    assert written == [(people.ada, "contact", contact_id)]

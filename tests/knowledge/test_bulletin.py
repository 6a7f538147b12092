"""A note of the day: whom it concerns, who has read it, and that it ends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient

from console import clock, db
from console.agents.agent import Agent
from console.db import reading, transaction
from console.errors import Invalid
from console.knowledge import articles, bulletin
from console.knowledge.bulletin import Bulletin
from console.worker import LIGHT, Worker
from tests import cast, web
from tests.cast import Cast

HOUR = timedelta(hours=1)


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def put_up(people: Cast, *queues: int, text: str = "Card payments are down", hours: float = 1) -> int:
    with transaction() as session:
        cleo = session.get_one(Agent, people.cleo)
        return bulletin.write(
            session, by=cleo, text=text, queues=queues, ends_at=clock.now() + hours * HOUR
        ).id  # fmt: skip


def on(app: Flask, name: str) -> list[str]:
    return [each["row"]["text"] for each in snapshot(app, name) if each["kind"] == "bulletin"]


def snapshot(app: Flask, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = web.browser(app, name).client.get("/desk/snapshot").get_json()["rows"]
    return found


def test_it_stands_on_the_desks_of_its_queues_and_on_no_other(app: Flask, people: Cast) -> None:
    put_up(people, people.orders)
    assert {name: on(app, name) for name in ("ada", "bob", "cleo", "dan")} == {
        "ada": ["Card payments are down"], "bob": ["Card payments are down"],
        "cleo": ["Card payments are down"], "dan": [],
    }  # fmt: skip


def test_one_for_no_queue_in_particular_is_for_everybody(app: Flask, people: Cast) -> None:
    put_up(people)
    assert all(on(app, name) for name in ("ada", "bob", "cleo", "dan"))


def sockets(app: Flask) -> dict[str, SocketIOTestClient]:
    found = {name: web.browser(app, name).socket() for name in ("ada", "bob", "cleo", "dan")}
    for each in found.values():
        each.get_received()
    return found


def test_it_is_pushed_to_exactly_those_it_concerns(app: Flask, people: Cast) -> None:
    lines = sockets(app)
    put_up(people, people.orders)
    heard = {name: len(web.rows(line, "bulletin")) for name, line in lines.items()}
    assert heard["dan"] == 0
    assert min(heard[name] for name in ("ada", "bob", "cleo")) >= 1


def test_who_has_read_it_is_told_to_themselves_only(app: Flask, people: Cast) -> None:
    note = put_up(people, people.orders)
    lines = sockets(app)
    ada = web.browser(app, "ada")
    for _ in range(2):  # a second press changes nothing
        answer = ada.send("PUT", f"/bulletins/{note}/acknowledgement")
        assert answer.get_json() == {"bulletin": note, "agent": people.ada, "version": 1}
    assert len(web.rows(lines["ada"], "bulletin_read")) == 1
    assert not any(web.rows(lines[name], "bulletin_read") for name in ("bob", "cleo", "dan"))
    with reading() as session:
        assert [each.id for each, _ in bulletin.readers(session, session.get_one(Bulletin, note))] == [people.ada]
    page = web.browser(app, "cleo").client.get("/knowledge/notes?language=en").get_data(as_text=True)
    assert "Not yet: Bob" in page  # of those it concerns; Dan takes no orders
    assert "Dan" not in page.partition("Not yet:")[2].partition("</p>")[0]


def test_a_stranger_cannot_acknowledge_what_does_not_concern_them(app: Flask, people: Cast) -> None:
    note = put_up(people, people.orders)
    assert web.browser(app, "dan").send("PUT", f"/bulletins/{note}/acknowledgement").status_code == 404
    assert app.test_client().put(f"/bulletins/{note}/acknowledgement").status_code in (400, 401, 403)


def test_it_goes_from_every_desk_when_its_time_is_over(app: Flask, people: Cast) -> None:
    note = put_up(people, people.orders)
    lines = sockets(app)
    worker = Worker(LIGHT)
    worker.work_off()
    assert not any(("gone", {"kind": "bulletin", "key": note}) in web.heard(each) for each in lines.values())
    clock.advance(HOUR + timedelta(seconds=1))
    worker.work_off()
    worker.stop()
    gone = {name: ("gone", {"kind": "bulletin", "key": note}) in web.heard(line) for name, line in lines.items()}
    assert gone == {"ada": True, "bob": True, "cleo": True, "dan": False}
    assert on(app, "ada") == []


def test_taking_it_down_takes_it_from_every_desk_at_once(app: Flask, people: Cast) -> None:
    note = put_up(people, people.orders)
    line = sockets(app)["ada"]
    cleo = web.browser(app, "cleo")
    assert cleo.client.post(f"/knowledge/notes/{note}/end", data={"csrf_token": cleo.csrf}).status_code == 302
    assert ("gone", {"kind": "bulletin", "key": note}) in web.heard(line)
    assert on(app, "ada") == []


def test_correcting_it_puts_another_in_its_place_that_nobody_has_read(app: Flask, people: Cast) -> None:
    note = put_up(people, people.orders)
    ada, cleo = web.browser(app, "ada"), web.browser(app, "cleo")
    ada.send("PUT", f"/bulletins/{note}/acknowledgement")
    page = cleo.client.get(f"/knowledge/notes?instead={note}&language=en").get_data(as_text=True)
    assert "Card payments are down</textarea>" in page and f'value="{people.orders}" checked' in page
    until = (clock.now() + 2 * HOUR).strftime("%Y-%m-%dT%H:%M")
    sent = {"instead": str(note), "text": "Cards work again", "queue": str(people.orders), "csrf_token": cleo.csrf}
    assert cleo.client.post("/knowledge/notes", data=sent | {"ends_at": ""}).status_code == 400
    assert on(app, "ada") == ["Card payments are down"]  # refused, it stays as it was
    lines = sockets(app)
    assert cleo.client.post("/knowledge/notes", data=sent | {"ends_at": until}).status_code == 302
    assert ("gone", {"kind": "bulletin", "key": note}) in web.heard(lines["ada"])
    assert on(app, "ada") == ["Cards work again"] and not web.heard(lines["dan"])
    assert "Read by 0 of 2" in cleo.client.get("/knowledge/notes?language=en").get_data(as_text=True)
    assert cleo.client.post("/knowledge/notes", data=sent | {"ends_at": until}).status_code == 404  # it is gone
    assert ada.client.get(f"/knowledge/notes?instead={note}").status_code == 404


def test_a_note_for_queues_that_are_gone_is_not_one_for_everybody(app: Flask, people: Cast) -> None:
    cleo = web.browser(app, "cleo")
    until = (clock.now() + HOUR).strftime("%Y-%m-%dT%H:%M")
    sent = {"text": "x", "queue": "999", "ends_at": until, "csrf_token": cleo.csrf}
    assert cleo.client.post("/knowledge/notes", data=sent).status_code == 400
    assert on(app, "ada") == []


def test_supervisors_write_it_on_a_page_and_agents_find_no_such_page(app: Flask, people: Cast) -> None:
    cleo, ada = web.browser(app, "cleo"), web.browser(app, "ada")
    until = (clock.now() + 30 * HOUR).strftime("%Y-%m-%dT%H:%M")
    sent = {"text": "Say: try again at six", "queue": [str(people.orders), "999"], "ends_at": until}
    assert cleo.client.post("/knowledge/notes", data=sent | {"csrf_token": cleo.csrf}).status_code == 302
    with transaction() as session:
        fees = articles.publish(session, key="fees", language="en", title="Card fees", body="None.").id
    told = sent | {"csrf_token": cleo.csrf}
    assert cleo.client.post("/knowledge/notes", data=told | {"article": "Card fee"}).status_code == 400
    assert cleo.client.post("/knowledge/notes", data=told | {"article": "Card fees"}).status_code == 302
    row = next(each["row"] for each in snapshot(app, "ada") if each["kind"] == "bulletin")
    assert row["article"] == fees
    assert 'value="Card fees"' in cleo.client.get(f"/knowledge/notes?instead={row['id']}").get_data(as_text=True)
    assert "Say: try again at six" in cleo.client.get("/knowledge/notes").get_data(as_text=True)
    assert on(app, "dan") == []
    assert ada.client.get("/knowledge/notes").status_code == 404
    assert ada.client.post("/knowledge/notes", data=sent | {"csrf_token": ada.csrf}).status_code == 404
    assert app.test_client().get("/knowledge/notes").status_code == 401


def test_a_note_that_cannot_be_says_why_beside_its_field(app: Flask, people: Cast) -> None:
    cleo = web.browser(app, "cleo")
    answer = cleo.client.post(
        "/knowledge/notes", data={"text": "x", "ends_at": "2001-01-01T10:00", "csrf_token": cleo.csrf}
    )
    assert answer.status_code == 400
    assert 'name="ends_at" required value="2001-01-01T10:00" autofocus' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("text", "hours", "field"),
    [(" ", 1, "text"), ("x" * 401, 1, "text"), ("x", 720, "ends_at")],
)
def test_no_empty_no_endless_and_no_long_note(people: Cast, text: str, hours: float, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        put_up(people, text=text, hours=hours)
    assert refused.value.field == field
    with reading() as session:
        assert session.query(Bulletin).count() == 0

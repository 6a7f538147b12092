"""A push reaches whom it is for, and everybody else stays silent."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient
from sqlalchemy import event

from console import db
from console.app import sockets
from console.contacts import messaging, wrapping_up
from console.contacts.contact import Contact, Queue
from console.db import transaction
from tests import cast, web
from tests.cast import Cast


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def everybody(app: Flask) -> dict[str, SocketIOTestClient]:
    found = {name: web.browser(app, name).socket() for name in ("ada", "bob", "cleo", "dan")}
    for each in found.values():
        each.get_received()
    return found


def test_a_ringing_call_is_told_to_the_agent_it_rings_at_only(app: Flask, people: Cast) -> None:
    cast.carmen()
    cast.available(people.ada)
    sockets_ = everybody(app)
    cast.call(caller=cast.CARMEN)
    cast.route()
    told = web.heard(sockets_["ada"])
    kinds = [what["kind"] for name, what in told if name == "row"]
    assert "contact" in kinds
    assert kinds.index("customer") < kinds.index("contact")  # never a call without its name
    for stranger in ("bob", "cleo", "dan"):
        assert not {"contact", "customer"} & {w["kind"] for n, w in web.heard(sockets_[stranger]) if n == "row"}


def test_who_oversees_hears_at_whom_it_rings_and_when_it_no_longer_does(app: Flask, people: Cast) -> None:
    cast.available(people.ada)
    sockets_ = everybody(app)
    contact_id = cast.call()
    cast.route()
    assert [each["agent"] for each in web.rows(sockets_["cleo"], "ringing")] == [people.ada]
    cast.accept(contact_id, people.ada)
    assert ("gone", {"kind": "ringing", "key": people.ada}) in web.heard(sockets_["cleo"])
    for stranger in ("ada", "bob", "dan"):
        told_ = [what["kind"] for name, what in web.heard(sockets_[stranger]) if name in ("row", "gone")]
        assert "ringing" not in told_


def test_a_declined_call_is_gone_from_that_desk(app: Flask, people: Cast) -> None:
    cast.available(people.ada)
    contact_id = cast.call()
    cast.route()
    ada = web.browser(app, "ada")
    socket = ada.socket()
    socket.get_received()
    assert ada.send("DELETE", f"/contacts/{contact_id}/assignment").status_code == 204
    assert ("gone", {"kind": "contact", "key": contact_id}) in web.heard(socket)


def test_a_note_is_told_to_its_writers_tabs_only(app: Flask, people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    sockets_ = everybody(app)
    ada = web.browser(app, "ada")
    ada.send("PUT", f"/contacts/{contact_id}/note", {"text": "Llama por el pan", "version": 0})
    assert [each["text"] for each in web.rows(sockets_["ada"], "note")] == ["Llama por el pan"]
    for stranger in ("bob", "cleo", "dan"):
        assert web.rows(sockets_[stranger], "note") == []


def test_an_agents_state_is_told_to_them_and_to_supervisors(app: Flask, people: Cast) -> None:
    sockets_ = everybody(app)
    cast.available(people.ada)
    assert web.rows(sockets_["ada"], "agent")[-1]["state"] == "available"
    assert web.rows(sockets_["cleo"], "agent")[-1]["state"] == "available"
    assert web.rows(sockets_["bob"], "agent") == []


def test_a_visitor_hears_their_own_chat_and_never_a_note_or_an_offer(app: Flask, people: Cast) -> None:
    def start() -> tuple[int, SocketIOTestClient]:
        with transaction() as session:
            queue = session.get_one(Queue, people.chat)
            chat, key = messaging.start(
                session, queue=queue, client_id=str(uuid4()), language="es", name=None, text="Hola"
            )
        socket = sockets(app).test_client(app, namespace="/visitor", auth={"token": key})
        socket.get_received("/visitor")
        return chat.contact_id, socket

    cast.available(people.ada)
    mine, my_socket = start()
    cast.route()
    _, other_socket = start()
    my_socket.get_received("/visitor")
    other_socket.get_received("/visitor")
    ada = web.browser(app, "ada")
    ada.send("PUT", f"/contacts/{mine}/note", {"text": "secret", "version": 0})
    ada.send("POST", f"/contacts/{mine}/messages", {"client_id": str(uuid4()), "text": "Buenos días"})
    kinds = {e["args"][0]["kind"] for e in my_socket.get_received("/visitor") if e["name"] == "row"}
    assert kinds == {"visitor_chat", "visitor_message"}
    said = [e for e in other_socket.get_received("/visitor") if e["name"] == "row"]
    assert not [e for e in said if e["args"][0]["kind"] == "visitor_message"]


def test_a_stranger_gets_no_socket(app: Flask) -> None:
    stranger = sockets(app).test_client(app, auth={"csrf": "forged"})
    assert not stranger.is_connected()
    visitor = sockets(app).test_client(app, namespace="/visitor", auth={"token": "forged"})
    assert not visitor.is_connected("/visitor")


def test_the_heartbeat_answers_with_what_is_missing_and_what_is_gone(app: Flask, people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    socket = web.browser(app, "ada").socket()
    answer = socket.emit("screen", {"contact": {"999": 3}}, callback=True)
    assert {"kind": "contact", "key": 999} in answer["gone"]
    assert contact_id in [each["row"]["id"] for each in answer["rows"] if each["kind"] == "contact"]


def visitor(app: Flask, people: Cast) -> tuple[int, SocketIOTestClient]:
    with transaction() as session:
        queue = session.get_one(Queue, people.chat)
        chat, key = messaging.start(session, queue=queue, client_id=str(uuid4()), language="es", name=None, text="Hola")
    socket = sockets(app).test_client(app, namespace="/visitor", auth={"token": key})
    return chat.contact_id, socket


def told(socket: SocketIOTestClient, kind: str) -> list[dict[str, Any]]:
    said = [e["args"][0] for e in socket.get_received("/visitor") if e["name"] == "row"]
    return [each["row"] for each in said if each["kind"] == kind]


def test_who_waits_behind_hears_that_they_have_moved_up(app: Flask, people: Cast) -> None:
    first, _ = visitor(app, people)
    second, behind = visitor(app, people)
    told(behind, "visitor_place")
    with transaction() as session:
        wrapping_up.customer_gone(session, session.get_one(Contact, first), cause="normalClearing")
    moved = told(behind, "visitor_place")
    assert [(each["id"], each["place"]) for each in moved] == [(second, 1)]
    assert moved[0]["half_seconds"] is None  # no history yet, so no promise


def test_whether_anybody_is_there_is_asked_once_for_all_who_wait(app: Flask, people: Cast) -> None:
    first, _ = visitor(app, people)
    behind = [visitor(app, people)[1] for _ in range(4)]
    said: list[str] = []

    def hear(_: object, __: object, statement: str, *___: object) -> None:
        said.append(statement)

    event.listen(db.engine(), "before_cursor_execute", hear)
    try:
        with transaction() as session:
            wrapping_up.customer_gone(session, session.get_one(Contact, first), cause="normalClearing")
    finally:
        event.remove(db.engine(), "before_cursor_execute", hear)
    assert [told(each, "visitor_place")[-1]["staffed"] for each in behind] == [False] * 4
    assert sum("seen_at >=" in each for each in said) == 1


def test_the_visitor_hears_when_it_ended_and_by_whom(app: Flask, people: Cast) -> None:
    cast.available(people.ada)
    mine, socket = visitor(app, people)
    _, other = visitor(app, people)
    cast.route()
    for each in (socket, other):
        each.get_received("/visitor")
    ada = web.browser(app, "ada")
    ada.send("PUT", f"/contacts/{mine}/ending")
    ended = told(socket, "visitor_chat")[-1]
    assert (ended["state"], ended["ended_by"], ended["agent_name"]) == ("ended", "agent", "Ada")
    assert ended["ended_at"] is not None
    assert told(other, "visitor_chat") == []


def test_the_sheet_of_after_call_work_is_told_to_its_agent_only(app: Flask, people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    sockets_ = everybody(app)
    ada = web.browser(app, "ada")
    ada.send("PUT", f"/contacts/{contact_id}/ending")
    assert [each["contact"] for each in web.rows(sockets_["ada"], "wrap_up")] == [contact_id]
    for stranger in ("bob", "cleo", "dan"):
        assert web.rows(sockets_[stranger], "wrap_up") == []
    ada.send("PUT", f"/contacts/{contact_id}/wrap-up", {"disposition": "done", "next": "away", "reason": "lunch"})
    assert ("gone", {"kind": "wrap_up", "key": contact_id}) in web.heard(sockets_["ada"])
    assert cast.agent_now(people.ada).reason == "lunch"


def test_a_queues_figures_are_told_once_to_its_agents_and_to_those_who_oversee(app: Flask, people: Cast) -> None:
    sockets_ = everybody(app)
    broadcasts = app.extensions["console_broadcasts"]
    broadcasts.send_queue_stats()
    for each in sockets_.values():
        each.get_received()
    cast.call()
    waits: list[float] = []
    broadcasts.send_queue_stats(waits.append)
    for name in ("ada", "bob", "cleo"):
        told_ = [each for each in web.rows(sockets_[name], "queue_stats") if each["id"] == people.orders]
        assert [each["waiting"] for each in told_] == [1]
    assert web.rows(sockets_["dan"], "queue_stats") == []
    assert len(waits) > 1 and sum(waits) == 1.0  # in slices, spread over a second
    broadcasts.send_queue_stats(waits.append)
    assert web.rows(sockets_["ada"], "queue_stats") == []  # nothing has changed


def test_figures_that_could_not_be_counted_are_counted_the_next_time(
    app: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleo = web.browser(app, "cleo").socket()
    broadcasts = app.extensions["console_broadcasts"]
    cast.call()

    def away(*_: object) -> None:
        raise RuntimeError("the database is away")

    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr("console.desk.floor_rows.queue_stats_row", away)
        broadcasts.send_queue_stats()
    cleo.get_received()
    broadcasts.send_queue_stats()
    assert people.orders in [each["id"] for each in web.rows(cleo, "queue_stats")]

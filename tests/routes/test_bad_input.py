"""Whatever comes in wrong gets a clear answer, names its field, and leaves everything as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from console import clock, db
from console.agents.agent import Agent
from console.app import sockets
from console.contacts import follow_ups, messaging
from console.contacts.contact import Contact, ContactEvent, ContactState
from console.contacts.follow_ups import Wanted
from console.contacts.messaging import Message
from console.contacts.wrapping_up import Note
from console.db import reading, transaction
from tests import cast, web
from tests.cast import Cast
from tests.server import ROOT

CTI = "/api/v1/cti/cti-token-cti-token"
CALL = {
    "event": "newCall",
    "callId": "1",
    "from": "34611222333",
    "to": "34900555010",
    "direction": "in",
    "user": ["201"],
}
MEGABYTE = "x" * 1_000_000
SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


ENGLISH = {"Accept-Language": "en"}


def count(table: type) -> int:
    with reading() as session:
        return session.query(table).count()


def refused(answer: Any, field: str | None = None) -> str:
    """It is a clear 4xx in JSON that names the field; its words."""
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.get_data(as_text=True)[:200])
    error = answer.get_json()["error"]
    assert error["message"] and error["code"]
    if field is not None:
        assert error["field"] == field
    return str(error["message"])


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"event": "explode"}, "event", "newCall, answer, hangup"),
        ({"event": None}, "event", "expected text"),
        ({"from": "12"}, "from", "12 is no phone number"),
        ({"to": "the bakery"}, "to", "no phone number"),
        ({"to": "34911111111"}, "line", "+34911111111"),
        ({"callId": ""}, "callId", "the call's own id"),
        ({"callId": MEGABYTE}, "callId", "expected text"),
        ({"direction": "up"}, "direction", "in or out"),
        ({"cause": "gremlins"}, "cause", "normalClearing"),
        ({"user": [{"a": 1}]}, "user", "list of texts"),
        ({"from": MEGABYTE}, "from", "expected text"),
        ({"callId": "a\x00b"}, "callId", "expected text"),
    ],
)
def test_a_phone_event_that_cannot_be_says_what_is_wrong(
    app: Flask, wrong: dict[str, Any], field: str, words: str
) -> None:
    assert words in refused(app.test_client().post(CTI, json=CALL | wrong, headers=ENGLISH), field)
    assert count(Contact) == 0


@pytest.mark.parametrize("sent", [b"", b"not json", b"[1, 2]", b'"text"', b"\xff\xfe", b"{" * 1000])
def test_a_phone_event_that_is_no_object_is_refused(app: Flask, sent: bytes) -> None:
    refused(app.test_client().post(CTI, data=sent, content_type="application/json"))
    assert count(Contact) == 0


def test_a_phone_system_with_another_token_finds_no_such_address(app: Flask) -> None:
    refused(app.test_client().post("/api/v1/cti/cti-token-cti-tokem", json=CALL))
    assert count(Contact) == 0


def test_events_late_twice_and_backwards_make_one_call_that_never_goes_back(app: Flask, people: Cast) -> None:
    cast.available(people.ada)
    client = app.test_client()
    for event in ("hangup", "answer", "newCall", "newCall", "hangup", "answer"):
        assert client.post(CTI, json=CALL | {"event": event}).status_code == 200
    with reading() as session:
        only = session.query(Contact).one()
        assert only.state is ContactState.ABANDONED
        assert session.query(ContactEvent).filter_by(kind="abandoned").count() == 1


def doors(contact_id: int) -> list[tuple[str, str, dict[str, Any], str]]:
    """Every door of an agent that takes text: method, path, a good body, and the field to spoil."""
    here = f"/contacts/{contact_id}"
    follow_up = {"what": "Call", "due_at": (clock.now() + timedelta(hours=1)).isoformat()}
    wrapped = {"disposition": "done", "next": "available", "follow_up": follow_up}
    return [
        ("PUT", f"{here}/note", {"text": "x", "version": 0}, "text"),
        ("PUT", f"{here}/verification", {"checks": ["birth_date"]}, "checks"),
        ("PUT", f"{here}/purpose", {"purpose": "sales"}, "purpose"),
        ("PUT", f"{here}/customer", {"customer": 1}, "customer"),
        ("PUT", f"{here}/wrap-up", wrapped, "disposition"),
        ("PUT", f"{here}/wrap-up", wrapped, "follow_up"),
        ("POST", f"{here}/messages", {"client_id": str(uuid4()), "text": "x"}, "text"),
        ("POST", f"{here}/messages", {"client_id": str(uuid4()), "text": "x"}, "client_id"),
        ("PUT", f"{here}/script", {"offer": 1}, "offer"),
        ("PUT", f"{here}/read", {"seq": 1}, "seq"),
        ("PUT", f"{here}/painted", {"after_ms": 1}, "after_ms"),
        ("PUT", "/me/state", {"state": "away"}, "state"),
        ("PUT", "/me/state", {"state": "away", "reason": "lunch"}, "reason"),
    ]


@pytest.mark.parametrize("wrong", [MEGABYTE, None, 7.5, -1, 2**70, True, [], [None], {}, {"$ne": 1}, "a\x00b", SCRIPT])
def test_no_field_of_an_agent_takes_what_it_cannot_be(app: Flask, people: Cast, wrong: Any) -> None:
    """Refused with a reason, or taken as the words they are; never an error of ours."""
    contact_id = cast.on_a_call(people.ada)
    ada = web.browser(app, "ada")
    for method, path, body, field in doors(contact_id):
        answer = ada.send(method, path, body | {field: wrong})
        assert answer.status_code < 500, (path, field, answer.get_data(as_text=True)[:200])
        if wrong is MEGABYTE:
            refused(answer)
    assert cast.contact(contact_id).state is ContactState.ACTIVE
    with reading() as session:
        note = session.get(Note, contact_id)
    assert note is None or note.text == SCRIPT


@pytest.mark.parametrize("wrong", [b"", b"[]", b"null", b"{", b"\xff", b'{"text": NaN}'])
def test_a_body_that_is_no_object_is_refused_at_every_door(app: Flask, people: Cast, wrong: bytes) -> None:
    contact_id = cast.on_a_call(people.ada)
    ada = web.browser(app, "ada")
    for method, path, _, _ in doors(contact_id):
        answer = ada.client.open(path, method=method, data=wrong, headers={"X-CSRFToken": ada.csrf})
        assert 400 <= answer.status_code < 500, (path, answer.status_code)


def test_a_megabyte_of_words_is_refused_wherever_words_go_in(app: Flask, people: Cast) -> None:
    client = app.test_client()
    start = {"client_id": str(uuid4()), "language": "es", "text": "Hola"}
    for field in ("text", "name", "client_id", "language"):
        refused(client.post("/chat/contacts", json=start | {field: MEGABYTE}), field)
    key = client.post("/chat/contacts", json=start).get_json()["token"]
    bearer = {"Authorization": f"Bearer {key}"}
    said = client.post("/chat/contact/messages", json={"client_id": str(uuid4()), "text": MEGABYTE}, headers=bearer)
    refused(said, "text")
    assert count(Message) == 1
    ada = web.browser(app, "ada")
    for path in ("/articles", "/people"):
        answer = ada.client.get(path, query_string={"q": "x" * 20_000})
        assert answer.status_code < 500
    form = web.token(client, "/sign-in")
    signed = client.post("/sign-in", data={"username": "x" * 200_000, "password": "y" * 200_000, "csrf_token": form})
    assert signed.status_code == 422


def test_what_is_larger_than_any_request_is_refused_while_it_arrives(app: Flask) -> None:
    answer = app.test_client().post(CTI, data=b"x" * 3_000_000, content_type="application/json")
    assert answer.status_code == 413


def test_words_stay_words_on_every_page_that_shows_them(app: Flask, people: Cast) -> None:
    """Written by a visitor, a caller, an agent and whoever signs in."""
    cast.available(people.ada)
    client = app.test_client()
    client.post("/chat/contacts", json={"client_id": str(uuid4()), "language": "es", "text": SCRIPT, "name": SCRIPT})
    cast.route()
    contact_id = cast.on_a_call(people.ada)
    ada = web.browser(app, "ada")
    ada.send("PUT", f"/contacts/{contact_id}/note", {"text": SCRIPT, "version": 0})
    form = web.token(client, "/sign-in")
    shown = [
        ada.client.get("/desk"),
        web.browser(app, "cleo").client.get("/wallboard"),
        client.post("/sign-in", data={"username": SCRIPT, "password": "wrong", "csrf_token": form}),
        client.get("/sign-in", query_string={"language": SCRIPT}),
        client.get(f"/{SCRIPT}", headers={"Accept": "text/html"}),
    ]
    for page in shown:
        text = page.get_data(as_text=True)
        assert "<script>alert" not in text and "<img src=x" not in text
        assert "script-src 'nonce-" in page.headers["Content-Security-Policy"]
    snapshot = ada.client.get("/desk/snapshot").get_json()
    words = [each["row"].get("text") for each in snapshot["rows"] if each["kind"] in ("note", "message")]
    assert words.count(SCRIPT) == 2  # kept exactly as written, for the page to show as text


def test_an_expired_session_opens_nothing_and_its_page_is_cut(app: Flask, people: Cast) -> None:
    ada = web.browser(app, "ada")
    socket = ada.socket()
    assert socket.is_connected()
    clock.advance(timedelta(hours=13))
    assert ada.client.get("/desk/snapshot").status_code == 401
    socket.emit("screen", {})
    assert not socket.is_connected()
    again = sockets(app).test_client(app, flask_test_client=ada.client, auth={"csrf": ada.csrf})
    assert not again.is_connected()


def test_a_visitors_key_opens_nothing_a_day_after_the_end(app: Flask, people: Cast) -> None:
    client = app.test_client()
    start = {"client_id": str(uuid4()), "language": "es", "text": "Hola"}
    key = client.post("/chat/contacts", json=start).get_json()["token"]
    bearer = {"Authorization": f"Bearer {key}"}
    clock.advance(timedelta(days=2))
    assert client.get("/chat/contact", headers=bearer).status_code == 200  # still waiting: it is theirs
    client.put("/chat/contact/ending", json={}, headers=bearer)
    clock.advance(messaging.KEY_LASTS - timedelta(minutes=1))
    assert client.get("/chat/contact", headers=bearer).status_code == 200  # to read it once more
    clock.advance(timedelta(minutes=2))
    for method, path in (("GET", "/chat/contact"), ("POST", "/chat/contact/messages"), ("PUT", "/chat/contact/read")):
        body = {"client_id": str(uuid4()), "text": "x", "seq": 1}
        answer = client.open(path, method=method, json=None if method == "GET" else body, headers=bearer)
        assert answer.status_code == 404
    visitor = sockets(app).test_client(app, namespace="/visitor", auth={"token": key})
    assert not visitor.is_connected("/visitor")


@pytest.mark.parametrize(
    "auth", [None, {}, {"csrf": None}, {"csrf": 7}, {"csrf": [1]}, {"token": {"a": 1}}, "text", [1]]
)
def test_a_socket_with_nonsense_for_a_key_is_refused(app: Flask, auth: Any) -> None:
    assert not sockets(app).test_client(app, auth=auth).is_connected()
    assert not sockets(app).test_client(app, namespace="/visitor", auth=auth).is_connected("/visitor")


@pytest.mark.parametrize("said", [None, 7, "x", [], {"contact": "x"}, {"contact": {"1": "new"}}, {"contact": 2**62}])
def test_nonsense_over_a_socket_is_let_go(app: Flask, people: Cast, said: Any) -> None:
    socket = web.browser(app, "ada").socket()
    for event in ("screen", "typing"):
        socket.emit(event, said)
    socket.emit("no such event", said)
    assert socket.is_connected()
    assert socket.emit("screen", {}, callback=True)["rows"]


def test_a_setting_that_is_not_known_stops_the_start_with_one_line(tmp_path: Path) -> None:
    environment = os.environ | {"CONSOLE_FOO": "1", "CONSOLE_DATA": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "console.cli", "run"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (2, "console: There is no setting CONSOLE_FOO.\n")


def test_a_key_that_is_none_and_a_time_beyond_all_times_are_refused_by_name(app: Flask, people: Cast) -> None:
    cast.carmen()
    contact_id = cast.on_a_call(people.ada, caller=cast.CARMEN)
    with transaction() as session:
        wanted, ada = Wanted("Call", clock.now() + timedelta(hours=1)), session.get_one(Agent, people.ada)
        made = follow_ups.promise(session, session.get_one(Contact, contact_id), by=ada, wanted=wanted).id
    browser = web.browser(app, "ada")
    refused(browser.send("PUT", f"/contacts/{contact_id}/codes/%00", {"way": "x"}), "client_id")
    refused(browser.send("PUT", f"/follow-ups/{made}/due", {"due_at": "9999-12-31T23:59:59-14:00"}), "due_at")


def test_a_number_no_row_can_have_is_no_such_address(app: Flask, people: Cast) -> None:
    ada = web.browser(app, "ada")
    for number in (2**31, 10**30):
        for method, path, _, _ in doors(number)[:1] + doors(number)[5:6]:
            assert ada.send(method, path, {"text": "x", "version": 0}).status_code == 404


def test_nothing_of_this_leaves_a_transaction_open(app: Flask, people: Cast) -> None:
    refused(app.test_client().post(CTI, json=CALL | {"event": "explode"}), "event")
    with transaction() as session:
        assert session.query(Contact).count() == 0

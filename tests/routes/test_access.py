"""Every door has a stranger before it."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from console import db
from console.agents import signing_in
from console.agents.agent import Agent
from console.contacts import messaging
from console.contacts.contact import Queue
from console.db import transaction
from tests import cast, web
from tests.cast import Cast

WRITES = [
    ("PUT", "assignment", {}), ("DELETE", "assignment", {}), ("PUT", "painted", {"after_ms": 5}),
    ("PUT", "customer", {"customer": 1}), ("PUT", "verification", {"checks": []}),
    ("PUT", "purpose", {"purpose": "sales"}), ("PUT", "resolution", {}), ("PUT", "hold", {}),
    ("DELETE", "hold", {}), ("PUT", "ending", {}), ("PUT", "note", {"text": "x", "version": 0}),
    ("PUT", "wrap-up", {"disposition": "done", "next": "available"}),
    ("POST", "messages", {"client_id": str(uuid4()), "text": "x"}), ("PUT", "read", {"seq": 1}),
    ("PUT", "script", {"offer": 1}), ("GET", "timeline", None), ("GET", "profile", None), ("PUT", "number", {}),
    ("PUT", "correction", {"field": "city", "value": "Bilbao"}), ("PUT", "memories/x", {"text": "x"}),
    ("PUT", "promises/1", {"ended": "kept"}), ("PUT", "consents/x", {"purpose": "offers", "answer": "yes"}),
    ("PUT", "quotes/x", {"topic": "price", "text": "x"}), ("PUT", "birth-date", {"birth_date": "14/03/1968"}),
    ("PUT", "person/x", {"name": "Ada Lovelace"}),
]  # fmt: skip


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


@pytest.mark.parametrize(("method", "what", "body"), WRITES)
def test_a_stranger_finds_nothing_where_my_contact_is(
    app: Flask, people: Cast, method: str, what: str, body: object
) -> None:
    contact_id = cast.on_a_call(people.ada)
    before = cast.contact(contact_id).seq
    dan = web.browser(app, "dan")
    answer = dan.send(method, f"/contacts/{contact_id}/{what}", body)
    expected = 409 if (method, what) == ("PUT", "assignment") else 404
    assert answer.status_code == expected
    assert cast.contact(contact_id).seq == before


@pytest.mark.parametrize("path", ["/desk/snapshot", "/wallboard/snapshot", "/articles?q=x", "/people?q=x"])
def test_nobody_gets_rows_without_signing_in(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 401


def test_agents_have_no_wallboard_and_no_imports(app: Flask) -> None:
    ada, cleo = web.browser(app, "ada"), web.browser(app, "cleo")
    assert ada.client.get("/wallboard/snapshot").status_code == 404
    assert ada.client.get("/admin/imports").status_code == 404
    assert cleo.client.get("/wallboard/snapshot").status_code == 200
    assert cleo.client.get("/admin/imports").status_code == 404


def test_a_write_without_the_pages_token_is_refused(app: Flask, people: Cast) -> None:
    ada = web.browser(app, "ada")
    answer = ada.client.put("/me/state", json={"state": "available"})
    assert answer.status_code in (400, 403)
    assert cast.agent_now(people.ada).state.value == "offline"


def test_a_revoked_session_opens_nothing_at_once(app: Flask, people: Cast) -> None:
    ada = web.browser(app, "ada")
    assert ada.client.get("/desk/snapshot").status_code == 200
    with transaction() as session:
        signing_in.revoke_all(session, session.get_one(Agent, people.ada))
    assert ada.client.get("/desk/snapshot").status_code == 401


def test_a_forged_cookie_opens_nothing(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("console", "eyJzaWduX2luIjoiZm9yZ2VkIn0.forged.forged")
    assert client.get("/desk/snapshot").status_code == 401


def test_guessing_passwords_is_slowed_down(app: Flask) -> None:
    client = app.test_client()
    form = web.token(client, "/sign-in")
    answers = [
        client.post("/sign-in", data={"username": "ada", "password": "wrong", "csrf_token": form}).status_code
        for _ in range(6)
    ]
    assert answers == [422] * 5 + [429]


def test_a_visitor_with_a_forged_key_finds_nothing(app: Flask, people: Cast) -> None:
    with transaction() as session:
        queue = session.get_one(Queue, people.chat)
        _, key = messaging.start(session, queue=queue, client_id=str(uuid4()), language="es", name=None, text="Hola")
    client = app.test_client()
    assert client.get("/chat/contact", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    assert client.get("/chat/contact", headers={"Authorization": "Bearer forged"}).status_code == 404
    assert client.get("/chat/contact").status_code == 404


def test_the_webhook_without_its_token_is_not_there(app: Flask, people: Cast) -> None:
    call = {"event": "newCall", "callId": "1", "from": "34611222333", "to": "34900555010", "direction": "in"}
    client = app.test_client()
    assert client.post("/api/v1/cti/wrong", json=call).status_code == 404
    assert client.post("/api/v1/cti/cti-token-cti-token", json=call).status_code == 200
    assert client.post("/api/v1/cti/cti-token-cti-token", data=call | {"callId": "2"}).status_code == 200


def test_strict_headers_on_every_answer(app: Flask) -> None:
    headers = app.test_client().get("/sign-in").headers
    assert "script-src 'nonce-" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_message_of_one_megabyte_is_refused_and_named(app: Flask, people: Cast) -> None:
    answer = app.test_client().post(
        "/chat/contacts", json={"client_id": str(uuid4()), "language": "es", "text": "x" * 1_000_000}
    )
    assert answer.status_code == 400
    assert answer.get_json()["error"]["field"] == "text"


def test_words_cannot_end_the_pages_own_script(app: Flask, people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    ada = web.browser(app, "ada")
    ada.send("PUT", f"/contacts/{contact_id}/note", {"text": "</script><script>alert(1)</script>", "version": 0})
    assert "<script>alert" not in ada.client.get("/desk").get_data(as_text=True)


def test_every_answer_carries_the_number_it_has_in_the_log(app: Flask) -> None:
    client = app.test_client()
    ids = {client.get(path).headers["X-Request-Id"] for path in ("/sign-in", "/nowhere", "/desk/snapshot", "/healthz")}
    assert len(ids) == 4

"""Administrators keep who works here and where contacts wait; nobody else finds those pages."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from console import clock, db
from console.agents import signing_in
from console.agents.agent import Agent, AgentState, Role
from console.contacts.contact import ContactState, Queue
from console.db import reading, transaction
from tests import cast, web
from tests.cast import Cast
from tests.web import Browser

GREETING = {"greeting_es": "Hola, soy {agent}.", "greeting_en": "Hello, this is {agent}."}
SETTINGS = GREETING | {
    "name_es": "Pedidos", "name_en": "Orders", "purpose": "service", "line": "+34 900 555 010", "skill": "orders",
    "level": "1", "target_seconds": "30", "target_percent": "90", "short_abandon_seconds": "5", "ring_seconds": "15",
    "wrap_seconds": "60", "reasons": "late | Pedidos > Retraso | Orders > Late\nother | Otro | Other", "version": "1",
}  # fmt: skip


@pytest.fixture
def people(store: str) -> Cast:
    made = cast.cast()
    with transaction() as session:
        cast.agent(session, "admin", "Ana Admin", None, role=Role.ADMIN)
    return made


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


@pytest.fixture
def ana(app: Flask) -> Browser:
    return signed_in(app, "admin")


def signed_in(app: Flask, username: str) -> Browser:
    client = app.test_client()
    form = web.token(client, "/sign-in?language=en")
    client.post("/sign-in", data={"username": username, "password": cast.PASSWORD, "csrf_token": form})
    return Browser(app, client, web.token(client, "/admin/people" if username == "admin" else "/desk"))


def post(browser: Browser, path: str, fields: dict[str, str] | None = None) -> Any:
    return browser.client.post(path, data={"csrf_token": browser.csrf} | (fields or {}))


def somebody(**more: str) -> dict[str, str]:
    return {"name": "Eve Nueva", "role": "agent", "language": "es", "chat_capacity": "2", "skill-0": "orders"} | more


def named(username: str) -> Agent | None:
    with reading() as session:
        found = session.query(Agent).filter_by(username=username).one_or_none()
        _ = found and [each.skill for each in found.skills]
        return found


def error(answer: Any) -> str:
    found = re.search(r'<p class="err"[^>]*>(.*?)</p>', answer.get_data(as_text=True))
    assert found
    return found[1]


PAGES = [
    "/admin/people",
    "/admin/people/new",
    "/admin/people/1",
    "/admin/queues",
    "/admin/queues/new",
    "/admin/queues/1",
]
WRITES = [
    "/admin/people/new",
    "/admin/people/1",
    "/admin/people/1/password",
    "/admin/people/1/sessions",
    "/admin/people/1/access",
    "/admin/queues/new",
    "/admin/queues/1",
]


@pytest.mark.parametrize("path", PAGES)
def test_to_anybody_but_an_administrator_the_page_is_not_there(app: Flask, ana: Browser, path: str) -> None:
    assert ana.client.get(path).status_code == 200
    for stranger in ("dan", "cleo"):
        assert web.browser(app, stranger).client.get(path).status_code == 404
    assert app.test_client().get(path).status_code == 401


@pytest.mark.parametrize("path", WRITES)
def test_nobody_else_changes_anything_and_no_form_comes_from_elsewhere(
    app: Flask, people: Cast, ana: Browser, path: str
) -> None:
    fields = somebody() | SETTINGS | {"password": "a new password", "access": "no", "username": "eve", "key": "new"}
    for stranger in ("dan", "cleo"):
        assert post(web.browser(app, stranger), path, fields).status_code == 404
    assert app.test_client().post(path, data=fields).status_code in (400, 403)
    assert ana.client.post(path, data=fields).status_code == 403  # an administrator's browser, a stranger's form
    ada = cast.agent_now(people.ada)
    assert (ada.name, ada.disabled_at) == ("Ada Lovelace", None)
    assert named("eve") is None


def test_a_new_agent_can_sign_in_and_take_calls(app: Flask, ana: Browser) -> None:
    sent = somebody(username="eve", password="a long password", extension="299", **{"level-0": "2"})
    assert post(ana, "/admin/people/new", sent).status_code == 302
    eve = named("eve")
    assert eve is not None
    assert (eve.name, eve.first_name, eve.extension, eve.chat_capacity) == ("Eve Nueva", "Eve", "299", 2)
    assert [(each.skill, each.level) for each in eve.skills] == [("orders", 2)]
    with transaction() as session:
        signing_in.sign_in(session, username="eve", password="a long password", address="127.0.0.1")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"username": "Eve!"}, "A user name has"),
        ({"username": "ada"}, "ada is taken."),
        ({"password": "short"}, "12 characters"),
        ({"name": "  "}, "A name has"),
        ({"extension": "201"}, "Ada Lovelace&#39;s extension"),
        ({"extension": "2 0"}, "An extension"),
        ({"chat_capacity": "99"}, "From 0 to 6"),
        ({"role": "king"}, "expected one of"),
        ({"skill-0": "two words"}, "one word"),
        ({"skill-1": "orders"}, "orders is there twice"),
        ({"until-0": "soon"}, "expected a day"),
        ({"level-0": "11"}, "from 1 to 10"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(
    ana: Browser, fields: dict[str, str], said: str
) -> None:
    sent = somebody(username="eve", password="a long password") | fields
    answer = post(ana, "/admin/people/new", sent)
    assert answer.status_code == 400
    assert said in error(answer)
    page = answer.get_data(as_text=True)
    assert page.count('aria-invalid="true"') == 1
    assert "a long password" not in page
    if "name" not in fields:
        assert 'value="Eve Nueva"' in page  # what was typed is still there
    assert named("eve") is None


def test_a_skill_learnt_opens_its_queue_on_the_agents_screen_at_once(app: Flask, people: Cast, ana: Browser) -> None:
    sockets = {name: web.browser(app, name).socket() for name in ("dan", "bob")}
    for each in sockets.values():
        each.get_received()
    sent = somebody(name="Dan Stranger", extension="204", **{"skill-0": "orders", "until-0": tomorrow()})
    post(ana, f"/admin/people/{people.dan}", sent)
    heard = web.heard(sockets["dan"])
    queues = {what["row"]["id"] for name, what in heard if name == "row" and what["kind"] == "queue"}
    assert queues == {people.orders, people.chat}
    assert ("gone", {"kind": "queue", "key": people.sales}) in heard  # "wine" was taken away
    assert not [what for name, what in web.heard(sockets["bob"]) if name == "row" and what["kind"] == "queue"]
    cast.available(people.dan)
    web.heard(sockets["dan"])
    cast.call()
    cast.route()
    assert cast.agent_now(people.dan).state is AgentState.AVAILABLE
    assert [each["state"] for each in web.rows(sockets["dan"], "contact")] == ["ringing"]


def tomorrow() -> str:
    return (clock.now() + timedelta(days=1)).date().isoformat()


def test_another_role_takes_a_new_sign_in(app: Flask, people: Cast, ana: Browser) -> None:
    bob = web.browser(app, "bob")
    post(ana, f"/admin/people/{people.bob}", somebody(name="Bob Gómez", role="supervisor"))
    assert bob.client.get("/desk/snapshot").status_code == 401
    assert web.browser(app, "bob").client.get("/wallboard/snapshot").status_code == 200


def test_a_new_password_cuts_whoever_had_the_old_one(app: Flask, people: Cast, ana: Browser) -> None:
    bob, ada = web.browser(app, "bob"), web.browser(app, "ada")
    assert post(ana, f"/admin/people/{people.bob}/password", {"password": "short"}).status_code == 400
    assert bob.client.get("/desk/snapshot").status_code == 200
    post(ana, f"/admin/people/{people.bob}/password", {"password": "another long one"})
    assert bob.client.get("/desk/snapshot").status_code == 401
    assert ada.client.get("/desk/snapshot").status_code == 200
    with transaction() as session:
        signing_in.sign_in(session, username="bob", password="another long one", address="127.0.0.1")


def test_signing_out_everywhere_cuts_every_browser_of_that_person(app: Flask, people: Cast, ana: Browser) -> None:
    mine, other = [web.browser(app, "bob") for _ in range(2)], web.browser(app, "ada")
    post(ana, f"/admin/people/{people.bob}/sessions")
    assert [each.client.get("/desk/snapshot").status_code for each in [*mine, other]] == [401, 401, 200]


def test_who_is_disabled_leaves_the_floor_and_comes_back_when_let(app: Flask, people: Cast, ana: Browser) -> None:
    cast.available(people.bob)
    contact_id = cast.call()
    cast.route()
    cleo = web.browser(app, "cleo").socket()
    cleo.get_received()
    post(ana, f"/admin/people/{people.bob}/access", {"access": "no"})
    assert cast.contact(contact_id).state is ContactState.WAITING  # what rang there waits again
    assert ("gone", {"kind": "agent", "key": people.bob}) in web.heard(cleo)
    assert cast.agent_now(people.bob).state is AgentState.OFFLINE
    post(ana, f"/admin/people/{people.bob}/access", {"access": "yes"})
    assert cast.agent_now(people.bob).disabled_at is None


def test_nobody_is_disabled_with_a_contact_in_hand(people: Cast, ana: Browser) -> None:
    contact_id = cast.on_a_call(people.bob)
    answer = post(ana, f"/admin/people/{people.bob}/access", {"access": "no"})
    assert answer.status_code == 422
    assert error(answer) == "Bob Gómez has a contact in hand. Wait until it is wrapped up."
    assert cast.contact(contact_id).agent_id == people.bob


def test_an_administrator_always_remains(ana: Browser) -> None:
    me = named("admin")
    assert me is not None
    assert post(ana, f"/admin/people/{me.id}/access", {"access": "no"}).status_code == 422
    answer = post(ana, f"/admin/people/{me.id}", somebody(name="Ana Admin"))
    assert (answer.status_code, error(answer)[:8]) == (422, "Somebody")
    assert named("admin").role is Role.ADMIN  # type: ignore[union-attr]


def test_names_are_text_wherever_they_are_shown(people: Cast, ana: Browser) -> None:
    post(ana, f"/admin/people/{people.bob}", somebody(name="<script>alert(1)</script>"))
    for path in ("/admin/people", f"/admin/people/{people.bob}"):
        assert "<script>alert" not in ana.client.get(path).get_data(as_text=True)


def queue_now(queue_id: int) -> Queue:
    with reading() as session:
        found = session.get_one(Queue, queue_id)
        _ = [each.code for each in found.dispositions]
        return found


def test_a_queue_is_changed_for_everybody_who_sees_it(app: Flask, people: Cast, ana: Browser) -> None:
    sockets = {name: web.browser(app, name).socket() for name in ("ada", "cleo", "dan")}
    for each in sockets.values():
        each.get_received()
    assert post(ana, f"/admin/queues/{people.orders}", SETTINGS).status_code == 302
    now = queue_now(people.orders)
    assert (now.ring_seconds, now.target_share, now.line, now.version) == (15, 0.9, cast.LINE, 2)
    assert [(each.code, each.path_es) for each in now.dispositions] == [
        ("late", ["Pedidos", "Retraso"]),
        ("other", ["Otro"]),
    ]
    for name in ("ada", "cleo"):
        assert web.rows(sockets[name], "queue")[-1]["dispositions"][1]["code"] == "other"
    assert web.rows(sockets["dan"], "queue") == []


def test_a_queue_that_asks_for_another_skill_leaves_the_desks_of_those_without_it(
    app: Flask, people: Cast, ana: Browser
) -> None:
    ada, dan = (web.browser(app, name).socket() for name in ("ada", "dan"))
    for each in (ada, dan):
        each.get_received()
    post(ana, f"/admin/queues/{people.orders}", SETTINGS | {"skill": "wine"})
    assert ("gone", {"kind": "queue", "key": people.orders}) in web.heard(ada)
    assert web.rows(dan, "queue")[-1]["id"] == people.orders


def test_a_stale_form_overwrites_nobody(people: Cast, ana: Browser) -> None:
    post(ana, f"/admin/queues/{people.orders}", SETTINGS)
    answer = post(ana, f"/admin/queues/{people.orders}", SETTINGS | {"ring_seconds": "99"})
    assert answer.status_code == 409
    assert "Somebody else changed" in error(answer)
    assert queue_now(people.orders).ring_seconds == 15


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name_es": ""}, "A name has"),
        ({"line": "12"}, "A line is a number"),
        ({"line": "+34900555030"}, "sales already answers"),
        ({"skill": "two words"}, "one word"),
        ({"ring_seconds": "1"}, "From 5 to 120"),
        ({"target_percent": "120"}, "from 0 to 100"),
        ({"greeting_es": "Hola"}, "A greeting says {agent}"),
        ({"greeting_en": "I am {agent.password_hash}"}, "A greeting says"),
        ({"greeting_en": "{agent"}, "A greeting says"),
        ({"reasons": ""}, "one reason at least"),
        ({"reasons": "late | Solo"}, "Line 1"),
        ({"reasons": "a | Uno | One\na | Dos | Two"}, "Line 1"),
        ({"reasons": "a | Uno > Dos | One"}, "Line 1"),
        ({"level": "x"}, "whole number"),
    ],
)
def test_a_queue_that_cannot_be_is_refused_at_its_field(
    people: Cast, ana: Browser, fields: dict[str, str], said: str
) -> None:
    answer = post(ana, f"/admin/queues/{people.orders}", SETTINGS | fields)
    assert answer.status_code == 400
    assert said in error(answer)
    assert queue_now(people.orders).version == 1


def test_a_new_queue_takes_contacts(people: Cast, ana: Browser) -> None:
    sent = SETTINGS | {"key": "bakery", "channel": "phone", "line": "900 555 099", "name_es": "Obrador"}
    assert post(ana, "/admin/queues/new", sent).status_code == 302
    cast.available(people.ada)
    contact_id = cast.call(queue="+34900555099")
    cast.route()
    assert cast.contact(contact_id).agents == (people.ada,)

"""What an agent promised stands on their own desk until it is done; nobody else sees or touches it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from console import clock, db
from console.agents.agent import Agent, Role
from console.contacts import follow_ups
from console.contacts.contact import Contact
from console.contacts.follow_ups import FollowUp, Wanted
from console.db import reading, transaction
from console.desk import follow_up_rows
from console.desk.rows import FollowUpRow
from tests import cast, web
from tests.cast import Cast


@pytest.fixture
def app(store_url: str, tmp_path: Path) -> Flask:
    return web.app_for(store_url, tmp_path)


def promises(contact: int, by: int, what: str = "Call back about the bread") -> int:
    with transaction() as session:
        wanted = Wanted(what, clock.now() + timedelta(hours=2))
        return follow_ups.promise(session, session.get_one(Contact, contact), by=cast.agent_now(by), wanted=wanted).id


def on_desk(browser: web.Browser) -> list[dict[str, Any]]:
    told = browser.client.get("/desk/snapshot").get_json()["rows"]
    return [each["row"] for each in told if each["kind"] == "follow_up"]


def test_it_is_pushed_to_its_owner_alone_and_leaves_when_it_is_done(app: Flask) -> None:
    people: Cast = cast.cast()
    contact = cast.on_a_call(people.ada)
    ada, bob = web.browser(app, "ada"), web.browser(app, "bob")
    hers, his = ada.socket(), bob.socket()
    number = promises(contact, people.ada)
    pushed = web.rows(hers, "follow_up")
    assert [(each["id"], each["what"]) for each in pushed] == [(number, "Call back about the bread")]
    assert web.rows(his, "follow_up") == [] and on_desk(bob) == []
    assert [each["id"] for each in on_desk(ada)] == [number]
    assert bob.send("PUT", f"/follow-ups/{number}/completion").status_code == 404
    for _ in range(2):
        assert ada.send("PUT", f"/follow-ups/{number}/completion").status_code == 204
    gone = [each["args"][0] for each in hers.get_received() if each["name"] == "gone"]
    assert gone == [{"kind": "follow_up", "key": number}] and on_desk(ada) == []


def test_it_is_put_off_but_not_into_the_past(app: Flask) -> None:
    people: Cast = cast.cast()
    number = promises(cast.on_a_call(people.ada), people.ada)
    ada, bob = web.browser(app, "ada"), web.browser(app, "bob")
    tomorrow = clock.now() + timedelta(days=1)
    later = {"due_at": tomorrow.isoformat()}
    assert bob.send("PUT", f"/follow-ups/{number}/due", later).status_code == 404
    moved = ada.send("PUT", f"/follow-ups/{number}/due", later)
    assert moved.status_code == 200 and moved.get_json()["version"] == 2
    past = ada.send("PUT", f"/follow-ups/{number}/due", {"due_at": (clock.now() - timedelta(1)).isoformat()})
    assert past.status_code == 400 and past.get_json()["error"]["field"] == "due_at"
    with reading() as session:
        assert session.get_one(FollowUp, number).due_at == tomorrow


def test_many_promises_take_no_more_queries_than_one(store: str) -> None:
    people: Cast = cast.cast()
    cast.carmen()
    nobody = promises(cast.call(caller=None), people.ada)
    few = asked(people.ada)
    for _ in range(5):
        promises(cast.call(caller=cast.CARMEN), people.ada)
    many = asked(people.ada)
    assert [each.who for each in many.rows] == ["", *["Carmen Ruiz Pardo"] * 5]
    assert (few.rows[0].id, many.queries) == (nobody, 4)


@dataclass
class Asked:
    rows: list[FollowUpRow]
    queries: int


def asked(agent_id: int) -> Asked:
    said: list[str] = []

    def hear(_: object, __: object, statement: str, *___: object) -> None:
        said.append(statement)

    with reading() as session:
        agent = session.get_one(Agent, agent_id)
        event.listen(db.engine(), "before_cursor_execute", hear)
        try:
            return Asked(follow_up_rows.rows_for(session, agent), len(said))
        finally:
            event.remove(db.engine(), "before_cursor_execute", hear)


def test_what_somebody_who_left_had_promised_is_handed_on_to_a_colleague(app: Flask) -> None:
    people: Cast = cast.cast()
    with transaction() as session:
        cast.agent(session, "root", "Ana Admin", None, role=Role.ADMIN)
    number = promises(cast.on_a_call(people.ada), people.ada)
    ada, bob, dan, ana = (web.browser(app, each) for each in ("ada", "bob", "dan", "root"))
    hers, his, strangers = ada.socket(), bob.socket(), dan.socket()
    page = f"/admin/people/{people.ada}"
    token = {"csrf_token": web.token(ana.client, page)}
    assert "1 thing that is not done yet" in ana.client.get(page).get_data(as_text=True)
    assert bob.client.post(f"{page}/promises", data={"csrf_token": bob.csrf, "to": people.bob}).status_code == 404
    for nobody in ("", str(people.ada), "99999"):
        assert ana.client.post(f"{page}/promises", data=token | {"to": nobody}).status_code == 400
    assert ana.client.post(f"{page}/promises", data=token | {"to": str(people.bob)}).status_code == 302
    assert [each["id"] for each in web.rows(his, "follow_up")] == [number]
    assert ("gone", {"kind": "follow_up", "key": number}) in web.heard(hers)
    assert web.rows(strangers, "follow_up") == [] and on_desk(ada) == []
    assert bob.send("PUT", f"/follow-ups/{number}/completion").status_code == 204
    assert "thing that is not done" not in ana.client.get(page).get_data(as_text=True)

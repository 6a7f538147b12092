"""The day an article wants looking at again: its owner is told, nobody else, and no more once it was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select

from console import clock, db, due
from console.agents.agent import Agent, AgentSkill
from console.db import transaction
from console.knowledge import reviewing
from console.worker import LIGHT, Worker
from tests import cast, web
from tests.cast import Cast

AT = "/knowledge/articles/bread.es"


@pytest.fixture
def people(store: str) -> Cast:
    found = cast.cast()
    with transaction() as session:
        for each in (found.ada, found.bob):
            agent = session.get_one(Agent, each)
            agent.skills.append(AgentSkill(skill="editor", level=1))
    return found


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def work() -> None:
    worker = Worker(LIGHT)
    worker.work_off()
    worker.stop()


def day(ahead: int) -> str:
    return (clock.now().date() + timedelta(days=ahead)).isoformat()


def post(browser: web.Browser, path: str, **fields: str) -> int:
    return int(browser.client.post(path, data={"csrf_token": browser.csrf} | fields).status_code)


def write(browser: web.Browser, owner: int, review_by: str) -> int:
    return post(
        browser, "/knowledge/new", key="bread", language="es", title="Pan más hecho", body="Hasta las ocho.", after="0",
        do="publish", owner=str(owner), review_by=review_by,
    )  # fmt: skip


def snapshot(browser: web.Browser) -> list[str]:
    rows = browser.client.get("/desk/snapshot").get_json()["rows"]
    return [each["row"]["title"] for each in rows if each["kind"] == "review"]


def test_its_owner_hears_on_the_day_and_nobody_else(app: Flask, people: Cast) -> None:
    ada, bob, dan = (web.browser(app, name) for name in ("ada", "bob", "dan"))
    assert write(ada, people.ada, day(30)) == 302
    work()
    assert snapshot(ada) == []
    lines = {name: browser.socket() for name, browser in (("ada", ada), ("bob", bob), ("dan", dan))}
    clock.advance(timedelta(days=31))
    work()
    assert [each["title"] for each in web.rows(lines["ada"], "review")] == ["Pan más hecho"]
    assert not any(web.rows(lines[name], "review") for name in ("bob", "dan"))


def test_an_article_put_out_before_there_were_such_days_gets_one_as_the_worker_starts(app: Flask, people: Cast) -> None:
    ada = web.browser(app, "ada")
    write(ada, people.ada, day(30))
    with transaction() as session:
        session.execute(delete(due.Due).where(due.Due.kind == reviewing.REVIEW))
    for _ in range(2):
        with transaction() as session:
            reviewing.schedule(session)
    with transaction() as session:
        assert len(session.scalars(select(due.Due).where(due.Due.kind == reviewing.REVIEW)).all()) == 1
    line = ada.socket()
    clock.advance(timedelta(days=31))
    work()
    assert [each["title"] for each in web.rows(line, "review")] == ["Pan más hecho"]


def test_who_says_that_it_still_holds_is_asked_again_on_the_new_day_only(app: Flask, people: Cast) -> None:
    ada = web.browser(app, "ada")
    write(ada, people.ada, day(-1))
    work()
    assert snapshot(ada) == ["Pan más hecho"]
    assert "/knowledge/articles/bread.es" in ada.client.get("/knowledge").get_data(as_text=True)
    line = ada.socket()
    assert post(ada, AT + "/review", do="reviewed", review_by=day(-3)) == 400
    assert post(ada, AT + "/review", do="reviewed", review_by=day(90)) == 302
    assert snapshot(ada) == []
    assert any(name == "gone" and told["kind"] == "review" for name, told in web.heard(line))


def test_what_was_taken_back_asks_for_nothing(app: Flask, people: Cast) -> None:
    ada, cleo = web.browser(app, "ada"), web.browser(app, "cleo")
    write(ada, people.ada, day(-1))
    assert post(cleo, AT + "/review", do="retire") == 302
    work()
    assert snapshot(ada) == []

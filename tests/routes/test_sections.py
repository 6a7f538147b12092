"""Everybody is shown the way to the pages that are there for them, and to no other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask import Flask

from console import db
from console.agents.agent import Agent, AgentSkill, Role
from console.db import transaction
from tests import cast, web
from tests.cast import Cast


@pytest.fixture
def people(store: str) -> Cast:
    made = cast.cast()
    with transaction() as session:
        bob, dan = session.get_one(Agent, made.bob), session.get_one(Agent, made.dan)
        bob.skills.append(AgentSkill(skill="marketing"))
        dan.role = Role.ADMIN
    return made


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


@pytest.mark.parametrize(("who", "more"), [
    ("ada", set()), ("bob", {"/offers"}),
    ("cleo", {"/knowledge", "/wallboard", "/proof", "/reports/segments", "/outbox"}),
    ("dan", {"/knowledge", "/wallboard", "/offers", "/proof", "/reports/segments", "/outbox", "/admin/imports",
             "/admin/people", "/admin/queues", "/admin/privacy"}),
])  # fmt: skip
def test_whoever_is_shown_a_way_may_go_it_and_the_desk_shows_the_same(app: Flask, who: str, more: set[str]) -> None:
    browser = web.browser(app, who)
    page = browser.client.get("/desk").get_data(as_text=True)
    settings = json.loads(re.search(r'id="settings"[^>]*>(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    ways = {each["path"] for each in settings["pages"]}
    assert ways == {"/duplicates"} | more
    assert {path: browser.client.get(path).status_code for path in ways} == dict.fromkeys(ways, 200)
    plain = browser.client.get("/duplicates").get_data(as_text=True)
    assert ways == set(re.findall(r'<a href="([^"]+)"', re.search(r"<nav.*?</nav>", plain, re.S)[0]))  # type: ignore[index]


def test_signed_out_nothing_is_shown(app: Flask) -> None:
    assert "/duplicates" not in app.test_client().get("/sign-in").get_data(as_text=True)

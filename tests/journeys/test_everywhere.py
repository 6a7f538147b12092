"""Somebody who watches, and every page there is: nothing for axe, in both languages, for each role."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Browser, Page, expect
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, RequestRedirect

from console import migrations
from console.demo.floor import PASSWORD
from tests.journeys.conftest import at_work
from tests.journeys.hands import available, axe, nothing_for_axe, page_of, sign_in
from tests.server import Person, Server
from tests.web import app_for


def test_a_supervisor_sees_an_agent_come_without_reloading(quiet_shop: Server, browser: Browser) -> None:
    errors: list[str] = []
    wallboard, agent = page_of(browser, errors), page_of(browser, errors)
    sign_in(wallboard, quiet_shop, "elena.prats")
    expect(wallboard.locator("table").first).to_contain_text("Pedidos online")
    nothing_for_axe(wallboard)
    sign_in(agent, quiet_shop, "tomas.gil")
    available(agent)
    expect(wallboard.locator(".agents")).to_contain_text("Disponible")
    expect(wallboard.locator(".agents")).to_contain_text("Tomás")
    assert errors == []
    for each in (wallboard, agent):
        each.context.close()


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Map:
    """Every address of the product, the demo's included."""
    folder = tmp_path_factory.mktemp("doors")
    url = f"sqlite:///{folder}/console.sqlite3"
    migrations.upgrade(url)
    return app_for(url, folder, demo=True).url_map


class Walker:
    """Goes through every door of the map that opens for one person: those without a number in their
    address, then one example of each that a page leads to. What isn't a page is left out."""

    def __init__(self, doors: Map, server: Server, http: requests.Session):
        self.bound, self.server, self.http = doors.bind("127.0.0.1"), server, http
        open_to_get = (rule for rule in doors.iter_rules() if "GET" in (rule.methods or ()))
        self.waiting = [rule.rule for rule in open_to_get if not rule.arguments]
        self.seen: set[str] = set()

    def pages(self) -> Iterator[str]:
        while self.waiting:
            path = self.waiting.pop(0)
            door = self.door(path)
            if door is None or door in self.seen:
                continue
            self.seen.add(door)
            answer = self.http.get(self.server.url + path, timeout=20)
            if answer.ok and answer.headers["Content-Type"].startswith("text/html"):
                self.waiting += re.findall(r'href="(/[^"#]*)"', answer.text)
                yield urlsplit(answer.url).path if not urlsplit(path).query else path

    def door(self, path: str) -> str | None:
        try:
            return self.bound.match(urlsplit(path).path, "GET")[0]
        except (HTTPException, RequestRedirect):
            return None


# What axe looks for depends little on the language, so each role is walked in one; what everybody sees, in both.
@pytest.mark.parametrize(
    ("username", "language"),
    [("lucia.ferrer", "es"), ("elena.prats", "en"), ("admin", "es"), (None, "es"), (None, "en")],
)
def test_axe_finds_nothing_on_any_page(
    doors: Map, everywhere: Server, browser: Browser, username: str | None, language: str
) -> None:
    errors: list[str] = []
    with sqlite3.connect(everywhere.folder / "console.sqlite3", timeout=10) as database:
        database.execute("UPDATE agent SET language = ?", (language,))
    page = page_of(browser, errors)
    http = Person(everywhere, username, password=PASSWORD).http if username else requests.Session()
    kept = [{"name": each.name, "value": each.value or "", "url": everywhere.url} for each in http.cookies]
    page.context.add_cookies(kept)
    http.headers["Accept-Language"] = language
    page.set_extra_http_headers({"Accept-Language": language})
    found = {path: axe_of(page, everywhere, path) for path in Walker(doors, everywhere, http).pages()}
    assert len(found) >= (2 if username is None else 3)
    assert {path: each for path, each in found.items() if each} == {}
    assert errors == []
    page.context.close()


def axe_of(page: Page, server: Server, path: str) -> list[dict[str, object]]:
    page.goto(server.url + path)
    page.locator("h1, main, form").first.wait_for()
    return axe(page)


@pytest.fixture(scope="module")
def everywhere(company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from at_work(company, tmp_path_factory.mktemp("everywhere"), pace="0")

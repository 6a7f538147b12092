"""An administrator takes in a file: rehearsed first, and told in place when it can't be read."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from console import db
from console.agents.agent import Role
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from tests import cast, web
from tests.web import Browser

PEOPLE = b"key,name,phones\nu1,Ada Lovelace,+34611222333\nu2,<b>Bob</b>,nonsense\n"
A_BROWSER = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "en"}


@pytest.fixture
def app(store: str, tmp_path: Path) -> Flask:
    cast.cast()
    with transaction() as session:
        cast.agent(session, "admin", "Ana Admin", None, role=Role.ADMIN)
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


@pytest.fixture
def ana(app: Flask) -> Browser:
    client = app.test_client()
    sent = {"username": "admin", "password": cast.PASSWORD, "csrf_token": web.token(client, "/sign-in")}
    client.post("/sign-in", data=sent)
    return Browser(app, client, web.token(client, "/admin/imports"))


def upload(browser: Browser, data: bytes | None = PEOPLE, **fields: str) -> Any:
    sent: dict[str, Any] = {"csrf_token": browser.csrf, "source": "crm", "kind": "people"} | fields
    if data is not None:
        sent["file"] = (io.BytesIO(data), "people.csv")
    return browser.client.post("/admin/imports", data=sent, headers=A_BROWSER)


def records() -> int:
    with reading() as session:
        return session.query(SourceRecord).count()


def test_a_rehearsal_says_what_would_happen_and_changes_nothing(ana: Browser) -> None:
    answer = upload(ana)
    assert answer.status_code == 200
    assert records() == 0
    assert upload(ana, go="1").status_code == 200
    assert records() >= 1
    assert "<b>Bob</b>" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("data", "fields", "said"),
    [
        (None, {}, "Choose a file."), (b"\xff\xfe\x00nonsense", {}, "not UTF-8"),
        (PEOPLE, {"kind": "ghosts"}, "ghosts"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_beside_its_field(
    ana: Browser, data: bytes | None, fields: dict[str, str], said: str
) -> None:
    answer = upload(ana, data, **fields)
    page = answer.get_data(as_text=True)
    assert 400 <= answer.status_code < 500
    assert answer.mimetype == "text/html"
    assert said in page and 'role="alert"' in page and 'name="file"' in page
    assert records() == 0


def test_a_form_that_comes_from_elsewhere_changes_nothing_and_is_told_as_a_page(ana: Browser) -> None:
    answer = upload(ana, csrf_token="forged", go="1")
    assert (answer.status_code, answer.mimetype) == (403, "text/html")
    assert records() == 0


def test_to_anybody_else_the_page_is_not_there(app: Flask) -> None:
    for stranger in ("ada", "cleo", "dan"):
        browser = web.browser(app, stranger)
        assert browser.client.get("/admin/imports").status_code == 404
        assert upload(browser, go="1").status_code == 404
    assert records() == 0

"""When the database doesn't answer, we say so in words, and are ready again by ourselves."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from console import db
from tests import cast, web

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=2"


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path) -> Flask:
    made = web.app_for(sqlite_url, tmp_path)
    cast.cast()
    return made


def test_we_are_alive_and_not_ready_until_it_is_back(app: Flask, sqlite_url: str) -> None:
    client = app.test_client()
    assert client.get("/readyz").status_code == 200
    db.connect(NOWHERE)
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 503)
    db.connect(sqlite_url)
    assert client.get("/readyz").status_code == 200


def test_every_door_says_it_in_words_and_that_it_may_pass(app: Flask, sqlite_url: str) -> None:
    ada = web.browser(app, "ada")
    db.connect(NOWHERE)
    start = {"client_id": str(uuid4()), "language": "es", "text": "Hola"}
    answers = [
        ada.client.get("/desk/snapshot", headers={"Accept-Language": "en"}),
        ada.send("PUT", "/me/state", {"state": "available"}), app.test_client().post("/chat/contacts", json=start),
    ]  # fmt: skip
    for answer in answers:
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
        assert answer.get_json()["error"]["code"] == "database_away"
    assert "Nothing you wrote was lost" in answers[0].get_json()["error"]["message"]
    page = ada.client.get("/desk", headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (503, "text/html")
    db.connect(sqlite_url)
    assert ada.client.get("/desk/snapshot").status_code == 200


def test_the_answer_names_no_host_and_no_user(app: Flask) -> None:
    db.connect(NOWHERE)
    told = app.test_client().get("/desk/snapshot").get_data(as_text=True)
    assert "127.0.0.1" not in told and "nobody" not in told

"""A campaign's number and its page say what brought somebody, and it is reported by it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from console.contacts.contact import Channel, Contact, Purpose
from console.db import reading, transaction
from console.offers import decisions, facts
from tests import cast, web
from tests.offers import people
from tests.routes import marketing
from tests.routes.marketing import sends

FAIR = {"key": "fair", "name_es": "Feria", "name_en": "Fair", "starts": "2026-01-01"}


@pytest.fixture
def app(store_url: str, tmp_path: Path) -> Flask:
    made = marketing.house(store_url, tmp_path)
    with transaction() as session:
        cast.queue(session, "wine_chat", skill="wine", channel=Channel.CHAT, purpose=Purpose.SALES)
    return made


def chats(app: Flask, **said: Any) -> Contact:
    started = {"client_id": str(uuid4()), "language": "es", "text": "Hola", **said}
    assert app.test_client().post("/chat/contacts", json=started).status_code == 200
    with reading() as session:
        return session.scalars(select(Contact).order_by(Contact.id.desc()).limit(1)).one()


def test_it_has_its_number_and_what_came_of_it(app: Flask) -> None:
    ada = web.browser(app, "ada")
    made = {**FAIR, "line": "+34900555088"}
    answer = sends(ada, "/campaigns", **made, ends="2025-01-01", queue="sales")
    assert answer.status_code == 400 and "It ends before it begins." in answer.get_data(as_text=True)
    for queue in ("nowhere", "wine_chat"):  # nobody dials a chat
        assert sends(ada, "/campaigns", **made, queue=queue).status_code == 400
    assert sends(ada, "/campaigns", **made, queue="sales").status_code == 302
    cast.call(caller=people.JUAN, queue="+34900555088")
    page = ada.client.get("/campaigns").get_data(as_text=True)
    assert re.search(r"Fair</th><td>\+34900555088</td>.*?<td class=\"num\">1</td>", page, re.S)


def test_a_chat_begun_on_its_page_is_brought_by_it_decided_by_it_and_reported_by_it(app: Flask) -> None:
    ada = web.browser(app, "ada")
    made = {**FAIR, "key": "wine_fair", "line": "https://shop.example/feria/"}
    assert sends(ada, "/campaigns", **made, queue="wine_chat").status_code == 302
    assert sends(ada, "/campaigns", **{**made, "key": "again"}, queue="wine_chat").status_code == 400
    contact = chats(app, page="/feria/")
    assert contact.line == "/feria" and contact.purpose is Purpose.SALES
    with transaction() as session:
        found = session.get_one(Contact, contact.id)
        assert facts.facts(session, found).values["campaign"] == "wine_fair"
        body = decisions.decide(session, found).body
    assert body["candidates"][0]["key"] == "card"  # what strangers whom the fair brought may hear
    page = ada.client.get("/campaigns").get_data(as_text=True)
    assert re.search(r"Fair</th><td>/feria</td>.*?<td class=\"num\">1</td><td class=\"num\">0</td>", page, re.S)


def test_of_any_other_page_nothing_is_kept(app: Flask) -> None:
    ada = web.browser(app, "ada")
    assert sends(ada, "/campaigns", **FAIR, line="/feria", ends="2026-02-01").status_code == 302  # over long ago
    for page in ("/feria", "/account/carmen", "", None):
        contact = chats(app, **({} if page is None else {"page": page}))
        assert contact.line is None and contact.purpose is Purpose.SERVICE
    refused = app.test_client().post("/chat/contacts", json={
        "client_id": str(uuid4()), "language": "es", "text": "Hola", "page": 7,
    })  # fmt: skip
    assert refused.status_code == 400 and refused.get_json()["error"]["field"] == "page"

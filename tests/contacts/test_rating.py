"""One question at the end of a chat, and its answer kept once."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from console import db
from console.agents.agent import Agent
from console.contacts import messaging, rating, wrapping_up
from console.contacts.contact import Contact, ContactEvent, Queue
from console.contacts.rating import NotOver, Rating
from console.db import reading, transaction
from console.errors import Invalid
from tests import cast, web
from tests.cast import Cast


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: object) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)  # type: ignore[arg-type]


def chat_with_ada(people: Cast, *, over: bool) -> tuple[int, str]:
    """The contact's id and the visitor's key."""
    cast.available(people.ada)
    with transaction() as session:
        queue = session.get_one(Queue, people.chat)
        chat, key = messaging.start(session, queue=queue, client_id=str(uuid4()), language="es", name=None, text="Hola")
        contact_id = chat.contact_id
    cast.route()
    if over:
        with transaction() as session:
            ada, contact = session.get_one(Agent, people.ada), session.get_one(Contact, contact_id)
            wrapping_up.hang_up(session, contact, by=ada)
    return contact_id, key


def rate(contact_id: int, mark: int, text: str | None = None) -> None:
    with transaction() as session:
        rating.rate(session, session.get_one(Contact, contact_id), mark=mark, text=text)


def test_the_first_answer_stands_however_often_it_is_sent(people: Cast) -> None:
    contact_id, _ = chat_with_ada(people, over=True)
    rate(contact_id, 4, "  Tardó un poco ")
    rate(contact_id, 1)
    with reading() as session:
        kept = session.scalars(select(Rating)).all()
        told = session.scalars(select(ContactEvent).where(ContactEvent.kind == "rated")).all()
    assert [(each.mark, each.text) for each in kept] == [(4, "Tardó un poco")]
    assert [each.facts for each in told] == [{"mark": 4}]  # never the words


def test_nobody_is_asked_before_it_is_over(people: Cast) -> None:
    contact_id, _ = chat_with_ada(people, over=False)
    with pytest.raises(NotOver):
        rate(contact_id, 5)


@pytest.mark.parametrize("mark", [0, 6])
def test_a_mark_is_one_of_five(people: Cast, mark: int) -> None:
    contact_id, _ = chat_with_ada(people, over=True)
    with pytest.raises(Invalid):
        rate(contact_id, mark)


def test_only_the_visitors_own_key_rates_and_their_screen_is_told(app: Flask, people: Cast) -> None:
    contact_id, key = chat_with_ada(people, over=True)
    client = app.test_client()
    sent = {"mark": 5, "text": "Gracias"}
    for wrong in ({}, {"Authorization": "Bearer forged"}):
        assert client.put("/chat/contact/rating", json=sent, headers=wrong).status_code == 404
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Rating)) == 0
    mine = {"Authorization": f"Bearer {key}"}
    answer = client.put("/chat/contact/rating", json=sent, headers=mine)
    assert (answer.status_code, answer.get_json()["rated"]) == (200, 5)
    seen = client.get("/chat/contact", headers=mine).get_json()["rows"]
    assert [each["row"]["rated"] for each in seen if each["kind"] == "visitor_chat"] == [5]
    assert client.put("/chat/contact/rating", json={"mark": 7}, headers=mine).get_json()["error"]["field"] == "mark"
    assert contact_id

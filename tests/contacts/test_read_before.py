"""What a visitor read before anybody answered stands beside their chat, and on no other desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from console import clock
from console.agents.agent import Agent, AgentState
from console.contacts import forgetting, read_before, wrapping_up
from console.contacts.contact import Contact
from console.customers import timeline
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from console.knowledge import articles
from tests import cast, web
from tests.cast import Cast
from tests.contacts.visiting import Visitor


@pytest.fixture
def vouchers(app: Flask) -> int:
    with transaction() as session:
        told = {"key": "vouchers", "language": "es", "title": "Vales", "body": "Treinta días."}
        return articles.publish(session, **told, public=True).id


@pytest.fixture
def visitor(app: Flask, people: Cast) -> Visitor:
    """Somebody whose chat Ada has taken."""
    cast.available(people.ada)
    found = Visitor(app, "¿Mi vale caduca?")
    cast.route()
    return found


def tells(visitor: Visitor, key: str, article: int, came: str = "opened", **headers: str) -> int:
    sent = {"article": article, "version": 1, "came": came}
    return visitor.client.put(f"/help/readings/{key}", json=sent, headers=headers or visitor.key).status_code


def read(contact_id: int) -> list[tuple[str, int, str]]:
    with reading() as session:
        return [(each.title, each.version, each.came.value) for each in read_before.of(session, contact_id)]


def test_whoever_answers_hears_what_was_read_and_what_came_of_it(app: Flask, visitor: Visitor, vouchers: int) -> None:
    sockets_ = {name: web.browser(app, name).socket() for name in ("ada", "bob", "cleo", "dan")}
    for each in sockets_.values():
        each.get_received()
    key = str(uuid4())
    assert [tells(visitor, key, vouchers), tells(visitor, key, vouchers, "person")] == [204, 204]
    told: list[dict[str, Any]] = web.rows(sockets_["ada"], "chat")
    assert [(each["title"], each["version"], each["came"]) for each in told[-1]["read"]] == [("Vales", 1, "person")]
    assert told[0]["version"] < told[-1]["version"]
    for stranger in ("bob", "cleo", "dan"):
        assert not web.rows(sockets_[stranger], "chat")
    with transaction() as session:
        articles.publish(session, key="vouchers", language="es", title="Vales nuevos", body="Nada.", public=True)
    assert read(visitor.contact) == [("Vales", 1, "person")]  # as it was read


def test_without_the_key_of_a_conversation_it_is_nobodys(visitor: Visitor, vouchers: int) -> None:
    assert tells(visitor, str(uuid4()), vouchers, Accept="application/json") == 204
    assert tells(visitor, str(uuid4()), vouchers, Authorization="Bearer forged") == 404
    assert read(visitor.contact) == []


def test_what_was_read_in_one_conversation_stays_there(app: Flask, visitor: Visitor, vouchers: int) -> None:
    key, later = str(uuid4()), Visitor(app, "Otra vez yo")
    tells(visitor, key, vouchers)
    assert tells(later, key, vouchers) == 204
    assert (len(read(visitor.contact)), read(later.contact)) == (1, [])


def test_no_more_than_some_are_kept_with_one_conversation(visitor: Visitor, vouchers: int) -> None:
    for _ in range(read_before.MOST_PER_CHAT + 2):
        tells(visitor, str(uuid4()), vouchers)
    assert len(read(visitor.contact)) == read_before.MOST_PER_CHAT


def test_the_customers_timeline_tells_it_and_it_is_forgotten_with_the_chat(
    visitor: Visitor, vouchers: int, people: Cast
) -> None:
    customer_id = cast.carmen()
    for _ in range(2):
        tells(visitor, str(uuid4()), vouchers)
    with transaction() as session:
        contact = session.get_one(Contact, visitor.contact)
        hers = select(SourceRecord.id).where(SourceRecord.customer_id == customer_id)
        contact.record_id = session.scalars(hers).one()
        wrapping_up.customer_gone(session, contact, cause="normalClearing")
    with transaction() as session:
        for _ in range(2):
            read_before.write_history(session, session.get_one(Contact, visitor.contact))
        lines = [each.title for each in timeline.page(session, customer_id, kinds=("article",))]
    assert lines == [{"code": "read", "facts": {"text": "Vales"}}]
    assert tells(visitor, str(uuid4()), vouchers) == 204  # after the end it is nobody's
    assert len(read(visitor.contact)) == 2
    with transaction() as session:
        wrapping_up.wrap_up(
            session, session.get_one(Contact, visitor.contact), by=session.get_one(Agent, people.ada),
            disposition="done", follow_up=None, next_state=AgentState.AVAILABLE,
        )  # fmt: skip
    clock.advance(timedelta(days=2))
    with transaction() as session:
        assert forgetting.forget_chats(session, clock.now(), 10) == 1
    assert read(visitor.contact) == []

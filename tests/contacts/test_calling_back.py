"""Who would rather be called waits in a phone queue, with what they wrote."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from console import due
from console.contacts.contact import Channel, Contact, ContactEvent, ContactState
from console.db import reading, transaction
from console.telephony import provider
from tests import cast, web
from tests.cast import Cast
from tests.contacts import visiting


class Visitor(visiting.Visitor):
    def __init__(self, app: Flask, text: str = "Mi pedido no ha llegado"):
        super().__init__(app, text)

    def call_me(self, number: str, client_id: str | None = None) -> Any:
        wanted = {"client_id": client_id or str(uuid4()), "number": number}
        return self.client.put("/chat/contact/callback", json=wanted, headers=self.key)


def callbacks() -> list[Contact]:
    with reading() as session:
        return list(session.scalars(select(Contact).where(Contact.channel == Channel.CALLBACK)))


def test_it_rings_with_who_it_is_and_what_they_wrote_and_accepting_has_the_number_dialled(
    app: Flask, people: Cast
) -> None:
    customer = cast.carmen()
    visitor = Visitor(app)
    told = visitor.call_me("611 222 333")
    assert told.json["state"] == "ended" and told.json["ended_by"] == "visitor"
    cast.available(people.ada)
    sockets = {name: web.browser(app, name).socket() for name in ("ada", "bob", "dan")}
    for each in sockets.values():
        each.get_received()
    cast.route()
    (rung,) = [each for each in web.rows(sockets["ada"], "contact") if each["channel"] == "callback"]
    assert (rung["state"], rung["queue"], rung["caller"]) == ("ringing", people.orders, cast.CARMEN)
    assert (rung["customer"], rung["choices"]) == (customer, ["Mi pedido no ha llegado"])
    for stranger in ("bob", "dan"):
        assert web.rows(sockets[stranger], "contact") == []

    cast.accept(rung["id"], people.ada)
    assert dialled() == [(cast.CARMEN, "201")]


def test_passed_on_it_is_on_the_line_and_nobody_is_called_twice(app: Flask, people: Cast) -> None:
    Visitor(app).call_me(cast.CARMEN)
    cast.available(people.ada)
    cast.route()
    (callback,) = callbacks()
    cast.accept(callback.id, people.ada)
    assert dialled() == [(cast.CARMEN, "201")]
    cast.available(people.bob)
    sent = {"agent": people.bob, "words": ""}
    assert web.browser(app, "ada").send("PUT", f"/contacts/{callback.id}/transfer", sent).status_code == 204
    cast.accept(callback.id, people.bob)
    assert [command for command, _ in dialled()] == ["transfer", "answer"]


class Dialler:
    """A phone system that writes down what it is told."""

    name, dials = "dialler", True

    def __init__(self) -> None:
        self.heard: list[tuple[str, str | None]] = []

    def obey(self, key: str, command: str, extension: str | None) -> None:
        self.heard.append((command, extension))

    def dial(self, key: str, number: str, extension: str | None) -> None:
        self.heard.append((number, extension))


def dialled() -> list[tuple[str, str | None]]:
    dialler = Dialler()
    provider.use(dialler)
    with transaction() as session:
        while (row := due.claim(session, ["telephony.command"])) is not None:
            provider.command(session, row)
            session.delete(row)
            session.flush()
    provider.leave(dialler)
    return dialler.heard


def test_told_twice_it_is_one_and_a_chat_in_hand_goes_on(app: Flask, people: Cast) -> None:
    cast.available(people.ada)
    visitor = Visitor(app)
    cast.route()
    client_id = str(uuid4())
    for _ in range(2):
        assert visitor.call_me("+34 611 222 333", client_id).json["state"] == "active"
    assert len(callbacks()) == 1
    snapshot = visitor.client.get("/chat/contact", headers=visitor.key).json
    said = [each["row"] for each in snapshot["rows"] if each["kind"] == "visitor_message"]
    assert [each["author"] for each in said] == ["visitor", "system"] and cast.CARMEN in said[1]["text"]


def test_asked_for_again_from_another_tab_it_is_still_one_until_it_is_over(app: Flask, people: Cast) -> None:
    """Under ids of their own: the number and the conversation say that it is the same call."""
    visitor = Visitor(app)
    for _ in range(2):
        assert visitor.call_me("+34 611 222 333").status_code == 200
    (callback,) = callbacks()
    assert visitor.call_me("+34 611 222 334").status_code == 422  # nobody had taken the chat: it is over
    with transaction() as session:
        session.get_one(Contact, callback.id).state = ContactState.CLOSED
    assert visitor.call_me("+34 611 222 333").status_code == 422


def test_passed_on_before_the_phone_system_heard_of_it_it_is_dialled_once(app: Flask, people: Cast) -> None:
    """Whether it is on the line was known when it was accepted, not when the command is handed over."""
    Visitor(app).call_me(cast.CARMEN)
    cast.available(people.ada)
    cast.route()
    (callback,) = callbacks()
    cast.accept(callback.id, people.ada)
    cast.available(people.bob)
    sent = {"agent": people.bob, "words": ""}
    assert web.browser(app, "ada").send("PUT", f"/contacts/{callback.id}/transfer", sent).status_code == 204
    cast.accept(callback.id, people.bob)
    assert [command for command, _ in dialled()] == [cast.CARMEN, "transfer", "answer"]


def test_one_conversation_has_no_number_of_strangers_called(app: Flask, people: Cast) -> None:
    cast.available(people.ada)
    visitor = Visitor(app)
    cast.route()
    for last in "123":
        assert visitor.call_me(f"+34 611 222 33{last}").status_code == 200
    refused = visitor.call_me("+34 611 222 334")
    assert (refused.status_code, refused.json["error"]["field"]) == (422, "number")
    assert len(callbacks()) == 3


def test_who_waits_no_longer_in_the_chat_was_neither_answered_nor_lost(app: Flask, people: Cast) -> None:
    visitor = Visitor(app)
    visitor.call_me(cast.CARMEN)
    with reading() as session:
        chat = session.scalars(select(Contact).where(Contact.channel == Channel.CHAT)).one()
        assert chat.state is ContactState.CLOSED
        events = set(session.scalars(select(ContactEvent.kind).where(ContactEvent.contact_id == chat.id)))
    assert events == {"arrived", "callback_asked", "moved_to_phone"}


@pytest.mark.parametrize("number", ["", "mañana", "12", "+999999999999999"])
def test_an_impossible_number_is_refused_by_name_and_the_chat_goes_on_waiting(
    app: Flask, people: Cast, number: str
) -> None:
    visitor = Visitor(app)
    refused = visitor.call_me(number)
    assert (refused.status_code, refused.json["error"]["field"]) == (400, "number")
    assert callbacks() == []
    visitor.key = {"Authorization": "Bearer forged"}
    assert visitor.call_me(cast.CARMEN).status_code == 404

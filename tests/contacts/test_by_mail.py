"""Whoever leaves an address has the conversation by e-mail when it has ended, and nobody else is written to."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from console import due
from console.contacts import by_mail, messaging, transferring, wrapping_up
from console.contacts.contact import Contact, ContactState
from console.contacts.messaging import Chat
from console.db import reading, transaction
from console.outbox import carrying
from console.outbox.message import OutgoingMessage
from tests import cast
from tests.cast import Cast
from tests.contacts import visiting


class Visitor(visiting.Visitor):
    def __init__(self, app: Flask, text: str = "¿Cuánto dura un vale?"):
        super().__init__(app, text)

    def by_mail(self, email: str) -> Any:
        wanted = {"client_id": str(uuid4()), "email": email}
        return self.client.put("/chat/contact/email", json=wanted, headers=self.key)


def letters() -> list[OutgoingMessage]:
    """What has fallen due is done first."""
    while True:
        with transaction() as session:
            row = due.claim(session, [by_mail.SEND])
            if row is None:
                break
            session.delete(row)
            session.flush()
            by_mail.send_due(session, row)
    with reading() as session:
        return list(session.scalars(select(OutgoingMessage)))


def answer_and_end(visitor: Visitor, people: Cast) -> None:
    with transaction() as session:
        ada = session.get_one(cast.Agent, people.ada)
        contact = session.get_one(Contact, visitor.contact)
        messaging.reply(session, contact, by=ada, client_id=str(uuid4()), text="Treinta días.")
    with transaction() as session:
        contact, ada = session.get_one(Contact, visitor.contact), session.get_one(cast.Agent, people.ada)
        wrapping_up.hang_up(session, contact, by=ada)


def test_who_would_not_wait_is_answered_and_has_it_by_mail_when_it_ends(app: Flask, people: Cast) -> None:
    visitor = Visitor(app)
    assert visitor.by_mail(" Ana@Example.com ").json["email"] == "ana@example.com"
    cast.available(people.ada)
    cast.route()
    assert letters() == []  # nobody has answered yet
    answer_and_end(visitor, people)
    (letter,) = letters()
    assert letter.address == "ana@example.com"
    assert letter.text.index("Usted: ¿Cuánto dura un vale?") < letter.text.index("Ada: Treinta días.")
    assert len(letters()) == 1


def test_a_copy_after_the_end_goes_out_at_once_and_to_another_address_again(app: Flask, people: Cast) -> None:
    visitor = Visitor(app)
    cast.available(people.ada)
    cast.route()
    answer_and_end(visitor, people)
    assert letters() == []
    shown = visitor.client.get("/chat/contact", headers=visitor.key).json["rows"][0]["row"]
    assert visitor.by_mail("ana@example.com").json["version"] > shown["version"]  # else the page keeps the older
    for email in ("ana@example.com", "ana@example.com", "ana@work.example", "c@example.com"):
        assert visitor.by_mail(email).status_code == 200
        letters()
    assert [each.address for each in letters()] == ["ana@example.com", "ana@work.example", "c@example.com"]
    assert visitor.by_mail("d@example.com").status_code == 422  # no mailing list is made of us


def test_an_address_that_could_not_be_reached_is_asked_for_again(app: Flask, people: Cast) -> None:
    visitor, other = Visitor(app), Visitor(app)
    cast.available(people.ada)
    cast.route()
    for each, address in ((visitor, "ana@example.com"), (other, "bob@example.com")):
        answer_and_end(each, people)
        each.by_mail(address)
    hers, _ = letters()
    with transaction() as session:
        carrying.failed(session, session.get_one(OutgoingMessage, hers.id), "550")
    with transaction() as session:
        row = due.claim(session, [by_mail.FAILED])
        assert row is not None
        session.delete(row)
        by_mail.failed_due(session, row)
    shown = [each.client.get("/chat/contact", headers=each.key).json["rows"][0]["row"] for each in (visitor, other)]
    assert [each["email"] for each in shown] == [None, "bob@example.com"]
    assert visitor.by_mail("ana@example.com").json["email"] == "ana@example.com"
    assert sorted(each.address for each in letters()) == ["ana@example.com", "ana@example.com", "bob@example.com"]


@pytest.mark.parametrize("leaves", ["ending", "callback"])
def test_who_was_answered_and_gave_up_the_next_queue_has_it_by_mail_too(
    app: Flask, people: Cast, leaves: str
) -> None:
    visitor = Visitor(app)
    visitor.by_mail("ana@example.com")
    cast.available(people.ada)
    cast.route()
    with transaction() as session:
        ada, contact = session.get_one(cast.Agent, people.ada), session.get_one(Contact, visitor.contact)
        messaging.reply(session, contact, by=ada, client_id=str(uuid4()), text="Treinta días.")
        transferring.to_queue(session, contact, by=ada, queue_id=people.chat, words="")
    asked = {"client_id": str(uuid4()), "number": cast.CARMEN}
    visitor.client.put(f"/chat/contact/{leaves}", json=asked, headers=visitor.key)
    (letter,) = letters()
    assert "Ada: Treinta días." in letter.text


def test_nobody_is_written_to_before_one_of_us_has_answered(app: Flask, people: Cast) -> None:
    visitor = Visitor(app)
    visitor.by_mail("stranger@example.com")
    visitor.client.put("/chat/contact/ending", headers=visitor.key)
    assert letters() == []
    with reading() as session:
        assert session.get_one(Contact, visitor.contact).state is ContactState.ABANDONED


@pytest.mark.parametrize("email", ["", "ana", "ana@", "a b@example.com", "x" * 250 + "@example.com"])
def test_no_address_is_refused_by_name_and_a_stranger_sets_none(app: Flask, people: Cast, email: str) -> None:
    visitor = Visitor(app)
    refused = visitor.by_mail(email)
    assert (refused.status_code, refused.json["error"]["field"]) == (400, "email")
    visitor.key = {"Authorization": "Bearer forged"}
    assert visitor.by_mail("ana@example.com").status_code == 404
    with reading() as session:
        assert session.get_one(Chat, visitor.contact).email is None

"""Whoever spoke with somebody says in place whether two profiles are one: after the contact, never during it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from console.customers.links import Link, LinkStatus
from console.customers.reads import ProfileRead
from console.db import reading
from tests import cast, web
from tests.cast import CARMEN, Cast
from tests.customers.exporting import owner, person
from tests.customers.test_review import doubt, link_between
from tests.web import Browser


@pytest.fixture
def ada(app: Flask) -> Browser:
    return web.browser(app, "ada")


def customer_row(socket: object, customer_id: int) -> dict[str, object]:
    return [each for each in web.rows(socket, "customer") if each["id"] == customer_id][-1]  # type: ignore[arg-type]


def test_the_doubt_is_seen_during_the_call_and_answered_after_it(people: Cast, app: Flask, ada: Browser) -> None:
    carmen = person("crm", "1", "Carmen Ruiz Pardo", phone=CARMEN)
    other = person("shop", "u1", "Carmela Ruiz", email="c@example.com")
    doubt(carmen, other, 0.82)
    socket = ada.socket()
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    assert customer_row(socket, carmen)["duplicate"] == 82
    path, link = f"/contacts/{contact_id}/duplicate", link_between(carmen, other)
    assert ada.client.get(path).status_code == 422
    assert ada.send("PUT", f"{path}/{link}", {"answer": "same"}).status_code == 422
    ada.send("PUT", f"/contacts/{contact_id}/ending")
    sheet = ada.client.get(path).get_json()
    assert (sheet["link"], sheet["percent"], sheet["one"]["here"], sheet["other"]["here"]) == (link, 82, True, False)
    assert {each["field"]: each["equal"] for each in sheet["lines"]}["name"] is False
    with reading() as session:
        read = select(ProfileRead.customer_id).where(ProfileRead.purpose == "review")
        assert set(session.scalars(read)) == {carmen, other}
    for stranger in ("dan", "bob", "cleo"):
        assert web.browser(app, stranger).client.get(path).status_code == 404
        answer = web.browser(app, stranger).send("PUT", f"{path}/{link}", {"answer": "same"})
        assert answer.status_code == 404
    assert ada.send("PUT", f"{path}/{link + 1}", {"answer": "same"}).status_code == 404
    assert ada.send("PUT", f"{path}/{link}", {"answer": "perhaps"}).status_code == 400
    assert ada.send("PUT", f"{path}/{link}", {"answer": "same"}).status_code == 200
    assert owner("shop", "u1") == carmen
    assert customer_row(socket, carmen)["duplicate"] is None
    assert ada.client.get(path).status_code == 404


def test_whoever_was_made_in_place_and_found_after_all_is_asked_about(people: Cast, ada: Browser) -> None:
    carmen = person("crm", "1", "Carmen Ruiz Pardo", phone=CARMEN)
    contact_id = cast.on_a_call(people.ada, caller="+34699887766")
    made = ada.send("PUT", f"/contacts/{contact_id}/person/{uuid4()}", {"name": "Carmen Ruis"}).get_json()["customer"]
    ada.send("PUT", f"/contacts/{contact_id}/customer", {"customer": carmen})
    ada.send("PUT", f"/contacts/{contact_id}/ending")
    path = f"/contacts/{contact_id}/duplicate"
    sheet = ada.client.get(path).get_json()
    assert {sheet["one"]["id"], sheet["other"]["id"]} == {carmen, made}
    ada.send("PUT", f"{path}/{sheet['link']}", {"answer": "same"})
    # The number it came from is hers too by now.
    again = cast.contact(cast.call(caller="+34699887766"))
    assert again.record is not None and again.record.customer_id == carmen


def test_another_person_behind_a_known_number_is_no_doubt(people: Cast, ada: Browser) -> None:
    person("crm", "1", "Carmen Ruiz Pardo", phone=CARMEN)
    luz = person("crm", "2", "Luz Vidal Soto", phone="+34611222444")
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    ada.send("PUT", f"/contacts/{contact_id}/customer", {"customer": luz})
    ada.send("PUT", f"/contacts/{contact_id}/ending")
    assert ada.client.get(f"/contacts/{contact_id}/duplicate").status_code == 404
    with reading() as session:
        assert session.scalars(select(Link).where(Link.status == LinkStatus.REVIEW)).all() == []


def test_what_is_left_for_later_stays_open(people: Cast, ada: Browser) -> None:
    carmen = person("crm", "1", "Carmen Ruiz Pardo", phone=CARMEN)
    other = person("shop", "u1", "Carmela Ruiz", email="c@example.com")
    doubt(carmen, other, 0.82)
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    ada.send("PUT", f"/contacts/{contact_id}/ending")
    link = link_between(carmen, other)
    assert ada.send("PUT", f"/contacts/{contact_id}/duplicate/{link}", {"answer": "later"}).status_code == 200
    with reading() as session:
        kept = session.get_one(Link, link)
        assert (kept.status, kept.put_off_at is not None) == (LinkStatus.REVIEW, True)

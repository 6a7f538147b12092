"""What an agent sees of somebody and adds to it during a contact, through the real doors."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from console import db
from console.contacts.contact import Certainty
from console.contacts.quotes import Quote
from console.customers import consent, profile, reads
from console.customers.preferences import Promise
from console.db import reading
from tests import cast, web
from tests.cast import Cast
from tests.customers.exporting import ORDERS, person, take
from tests.customers.test_name_search import indexed
from tests.web import Browser

BORN = "1968-03-14"


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


@pytest.fixture
def carmen() -> int:
    return person("crm", "1", "Carmen Ruiz Pardo", phone=cast.CARMEN, email="c@example.com", born=BORN, card="29001234")


@pytest.fixture
def ada(app: Flask) -> Browser:
    return web.browser(app, "ada")


def proved(ada: Browser, contact_id: int) -> None:
    answer = ada.send("PUT", f"/contacts/{contact_id}/verification", {"checks": ["birth_date", "card_last4"]})
    assert answer.get_json()["certainty"] == "verified"


def test_sealed_facts_and_figures_open_only_once_she_is_verified(people: Cast, ada: Browser, carmen: int) -> None:
    claims = "key,person,opened_at,closed_at,text\nR-1,1,2026-11-01,2026-11-02,Huevos\nR-2,1,2026-11-03,,Yogures\n"
    take("crm", "claims", claims)
    take("crm", "orders", ORDERS + "A-1,1,2026-11-20,placed,,,2500\n")
    contact_id = cast.on_a_call(people.ada, caller=cast.CARMEN)
    page = ada.client.get(f"/contacts/{contact_id}/profile").get_json()
    sealed = {each["field"] for each in page["fields"] if each["sealed"]}
    assert {"emails", "phones", "birth_date", "card"} <= sealed
    assert all(not each["held"] for each in page["fields"] if each["sealed"])
    assert (page["figures"], page["cases"]) == (None, None)
    assert "c@example.com" not in str(page)
    proved(ada, contact_id)
    page = ada.client.get(f"/contacts/{contact_id}/profile").get_json()
    (emails,) = (each for each in page["fields"] if each["field"] == "emails")
    assert (emails["held"][0]["value"], emails["held"][0]["source"], emails["rule"]) == ("c@example.com", "CRM", "only")
    assert page["figures"]["purchases"] == 0
    assert [each["facts"]["number"] for each in page["cases"]] == ["R-2", "A-1"]  # what is closed is no case any more
    with reading() as session:
        purposes = [each.purpose for each in reads.reads_of(session, carmen) if each.agent_id == people.ada]
    assert purposes.count("provenance") == 2


def test_what_is_remembered_is_there_on_the_next_call_once(people: Cast, ada: Browser, carmen: int) -> None:
    contact_id = cast.on_a_call(people.ada, caller=cast.CARMEN)
    for _ in range(2):
        said = {"text": "El pan, bien hecho. Llame al 611222333"}
        answer = ada.send("PUT", f"/contacts/{contact_id}/memories/abc", said)
        assert answer.get_json()["text"] == "El pan, bien hecho. Llame al [phone]"
    with reading() as session:
        (kept,) = session.scalars(select(Promise)).all()
    page = ada.client.get(f"/contacts/{contact_id}/profile").get_json()
    assert [each["text"] for each in page["remembered"]] == [kept.text]
    assert ada.send("PUT", f"/contacts/{contact_id}/promises/{kept.id}", {"ended": "taken_back"}).status_code == 204
    assert ada.client.get(f"/contacts/{contact_id}/profile").get_json()["remembered"] == []
    assert ada.send("PUT", f"/contacts/{contact_id}/promises/999", {"ended": "kept"}).status_code == 404


@pytest.mark.parametrize("text", [
    "Está embarazada de seis meses", "Es celíaca", "Tiene cáncer", "She is a widow", "Es musulmán",
])  # fmt: skip
def test_the_cause_is_never_written_down(people: Cast, ada: Browser, carmen: int, text: str) -> None:
    contact_id = cast.on_a_call(people.ada, caller=cast.CARMEN)
    assert ada.send("PUT", f"/contacts/{contact_id}/memories/abc", {"text": text}).status_code == 422
    assert ada.send("PUT", f"/contacts/{contact_id}/quotes/abc", {"topic": "other", "text": text}).status_code == 422
    with reading() as session:
        assert session.scalars(select(Promise)).all() == []
        assert session.scalars(select(Quote)).all() == []


def test_a_correction_is_seen_with_who_heard_it(people: Cast, ada: Browser, carmen: int) -> None:
    contact_id = cast.on_a_call(people.ada, caller=cast.CARMEN)
    proved(ada, contact_id)
    answer = ada.send("PUT", f"/contacts/{contact_id}/correction", {"field": "emails", "value": "new@example.com"})
    (emails,) = (each for each in answer.get_json()["fields"] if each["field"] == "emails")
    assert [each["value"] for each in emails["held"]] == ["new@example.com", "c@example.com"]
    assert (emails["rule"], emails["held"][0]["by"]) == ("verified", "Ada")
    wrong = ada.send("PUT", f"/contacts/{contact_id}/correction", {"field": "emails", "value": "nonsense"})
    assert (wrong.status_code, wrong.get_json()["error"]["field"]) == (400, "value")
    entries = ada.client.get(f"/contacts/{contact_id}/timeline?kinds=profile").get_json()
    assert [(each["title"]["code"], each["by"]) for each in entries] == [("corrected", "Ada")]


def test_a_yes_is_a_yes_to_words_read_out_and_a_no_counts_at_once(people: Cast, ada: Browser, carmen: int) -> None:
    contact_id = cast.on_a_call(people.ada, caller=cast.CARMEN)
    for key, answer in (("k1", "yes"), ("k1", "yes"), ("k2", "no")):
        if key == "k2":
            with reading() as session:
                assert consent.allows(session, carmen, "offers", "phone")
                assert not consent.allows(session, carmen, "offers", "chat")
        sent = ada.send("PUT", f"/contacts/{contact_id}/consents/{key}", {"purpose": "offers", "answer": answer})
        assert sent.status_code == 204
    with reading() as session:
        assert not consent.allows(session, carmen, "offers", "phone")
        acts = consent.acts(session, carmen, "company")
        assert [each.given for each in acts] == [True, False]
        assert acts[0].wording == consent.WORDINGS["offers", "es"]
        assert acts[0].how == f"contact {contact_id}"


def test_a_quote_hangs_on_its_contact_without_numbers(people: Cast, ada: Browser, carmen: int) -> None:
    contact_id = cast.on_a_call(people.ada, caller=cast.CARMEN)
    said = {"topic": "delivery", "text": "Siempre llega tarde, llámenme al 611 222 333"}
    for _ in range(2):
        assert ada.send("PUT", f"/contacts/{contact_id}/quotes/q1", said).status_code == 204
    assert ada.send("PUT", f"/contacts/{contact_id}/quotes/q2", said | {"topic": "x"}).status_code == 400
    with reading() as session:
        (quote,) = session.scalars(select(Quote)).all()
        assert (quote.contact_id, quote.topic) == (contact_id, "delivery")
        assert quote.text == "Siempre llega tarde, llámenme al [phone]"


def test_of_a_household_the_birth_date_says_which(people: Cast, ada: Browser, carmen: int) -> None:
    juan = person("crm", "2", "Juan Vidal Soto", phone=cast.CARMEN, born="1960-01-02")
    contact_id = cast.on_a_call(people.ada, caller=cast.CARMEN)
    assert cast.contact(contact_id).certainty is Certainty.HOUSEHOLD
    path = f"/contacts/{contact_id}/birth-date"
    assert ada.send("PUT", path, {"birth_date": "01/01/1999"}).status_code == 422
    assert ada.send("PUT", path, {"birth_date": "32/01/1999"}).status_code == 400
    answer = ada.send("PUT", path, {"birth_date": "2/1/1960"}).get_json()
    assert (answer["customer"], answer["certainty"]) == (juan, "recognised")


def test_nobody_known_is_made_in_place_and_recognised_the_next_time(people: Cast, ada: Browser) -> None:
    contact_id = cast.on_a_call(people.ada, caller="+34699887766")
    assert cast.contact(contact_id).certainty is Certainty.UNKNOWN
    path = f"/contacts/{contact_id}/person/abc"
    first = ada.send("PUT", path, {"name": "lucía vega"}).get_json()
    assert first["certainty"] == "recognised"
    assert ada.send("PUT", path, {"name": "lucía vega"}).get_json()["customer"] == first["customer"]
    with reading() as session:
        assert profile.profile(session, first["customer"]).name == "Lucía Vega"
    again = cast.call(caller="+34699887766")
    assert cast.contact(again).record.customer_id == first["customer"]  # type: ignore[union-attr]


def test_a_new_number_is_linked_to_whom_it_belongs(people: Cast, ada: Browser, carmen: int) -> None:
    contact_id = cast.on_a_call(people.ada, caller="+34699887766")
    assert ada.send("PUT", f"/contacts/{contact_id}/number").status_code == 422
    ada.send("PUT", f"/contacts/{contact_id}/customer", {"customer": carmen})
    assert ada.send("PUT", f"/contacts/{contact_id}/number").status_code == 200
    again = cast.call(caller="+34699887766")
    assert cast.contact(again).record.customer_id == carmen  # type: ignore[union-attr]


def test_a_visitor_who_gives_a_name_has_candidates_and_is_nobody_yet(people: Cast, carmen: int) -> None:
    indexed()
    from console.contacts import messaging
    from console.contacts.contact import Queue
    from console.db import transaction

    with transaction() as session:
        queue = session.get_one(Queue, people.chat)
        chat, _ = messaging.start(
            session, queue=queue, client_id="0d9b1b1e-7c3f-4c64-9a34-3b2f0f1a2b3c", language="es",
            name="carmen ruis pardo", text="Hola",
        )  # fmt: skip
        contact_id = chat.contact_id
    found = cast.contact(contact_id)
    assert (found.certainty, found.candidates, found.record) == (Certainty.CANDIDATES, [carmen], None)

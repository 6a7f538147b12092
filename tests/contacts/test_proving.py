"""A code proves who somebody is: sent where their record says, told by them, good once and not for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from console import clock, db, due
from console.contacts import messaging, proving
from console.contacts.codes import ContactCode
from console.contacts.contact import Certainty, Contact, ContactEvent, lock
from console.db import reading, transaction
from console.outbox import carriers, carrying
from console.outbox.message import OutgoingMessage, OutgoingState
from console.worker import LIGHT
from tests import cast, web
from tests.cast import CARMEN, Cast
from tests.customers.exporting import person
from tests.web import Browser

THEIRS, STRANGE = "c@example.com", "+34699887766"


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Iterator[Flask]:
    """As the demo is: nothing leaves the house."""
    yield web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path, demo=True)
    carriers._carriers.clear()


@pytest.fixture
def ada(app: Flask) -> Browser:
    return web.browser(app, "ada")


@pytest.fixture
def carmen() -> int:
    return person("crm", "1", "Carmen Ruiz Pardo", phone=CARMEN, email=THEIRS, born="1968-03-14")


def ways(browser: Browser, contact_id: int) -> list[dict[str, str]]:
    found: list[dict[str, str]] = browser.client.get(f"/contacts/{contact_id}/codes").get_json()
    return found


def send(browser: Browser, contact_id: int, way: str, key: str | None = None) -> int:
    sent = browser.send("PUT", f"/contacts/{contact_id}/codes/{key or uuid4()}", {"way": way})
    return int(sent.status_code)


def tell(browser: Browser, contact_id: int, code: str) -> dict[str, object]:
    answer: dict[str, object] = browser.send("PUT", f"/contacts/{contact_id}/code", {"code": code}).get_json()
    return answer


def received() -> list[tuple[str, str]]:
    """To whom, and the six digits."""
    with reading() as session:
        sent = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id)).all()
        return [(each.address, each.text[:6]) for each in sent]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def light(kind: str) -> int:
    """Everything of one kind that is due."""
    done = 0
    while True:
        with transaction() as session:
            row = due.claim(session, [kind])
            if row is None:
                return done
            session.delete(row)
            session.flush()
            LIGHT[kind](session, row)
        done += 1


def test_the_code_she_reads_out_verifies_her(people: Cast, ada: Browser, carmen: int) -> None:
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    sms, email = ways(ada, contact_id)
    assert (sms["way"], sms["hint"], email["hint"]) == ("sms", "••• 333", "c•••@example.com")
    key = str(uuid4())
    assert [send(ada, contact_id, sms["id"], key), send(ada, contact_id, sms["id"], key)] == [200, 200]
    ((address, code),) = received()
    assert address == CARMEN
    with reading() as session:
        kept = session.get_one(ContactCode, contact_id)
        assert code not in kept.digest
    answer = tell(ada, contact_id, f"{code[:3]} {code[3:]}")
    assert (answer["certainty"], answer["verified_by"]) == ("verified", ["code"])
    with reading() as session:
        events = session.scalars(select(ContactEvent.kind).where(ContactEvent.contact_id == contact_id)).all()
        facts = str(session.scalars(select(ContactEvent.facts)).all())
    assert [each for each in events if each in ("code_sent", "verified")] == ["code_sent", "verified"]
    assert code not in facts and CARMEN not in facts
    # A fact that is ticked afterwards takes nothing away from it.
    ada.send("PUT", f"/contacts/{contact_id}/verification", {"checks": []})
    assert cast.contact(contact_id).certainty is Certainty.VERIFIED


def test_a_wrong_code_says_so_and_five_make_it_void(people: Cast, ada: Browser, carmen: int) -> None:
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    send(ada, contact_id, ways(ada, contact_id)[0]["id"])
    ((_, code),) = received()
    assert ada.send("PUT", f"/contacts/{contact_id}/code", {"code": "12345"}).status_code == 400
    left = [tell(ada, contact_id, wrong(code))["code"]["tries_left"] for _ in range(5)]  # type: ignore[index]
    assert left == [4, 3, 2, 1, 0]
    refused = ada.send("PUT", f"/contacts/{contact_id}/code", {"code": code})
    assert refused.status_code == 422
    assert cast.contact(contact_id).certainty is Certainty.RECOGNISED


def test_a_code_is_good_for_ten_minutes(people: Cast, ada: Browser, carmen: int) -> None:
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    send(ada, contact_id, ways(ada, contact_id)[0]["id"])
    ((_, code),) = received()
    clock.advance(timedelta(minutes=10, seconds=1))
    assert ada.send("PUT", f"/contacts/{contact_id}/code", {"code": code}).status_code == 422


def test_three_are_sent_and_only_the_newest_counts(people: Cast, ada: Browser, carmen: int) -> None:
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    sms = ways(ada, contact_id)[0]["id"]
    assert [send(ada, contact_id, sms) for _ in range(4)] == [200, 200, 200, 422]
    with reading() as session:
        states = session.scalars(select(OutgoingMessage.state).order_by(OutgoingMessage.id)).all()
        *old, newest = session.scalars(select(OutgoingMessage.text).order_by(OutgoingMessage.id)).all()
    assert states == [OutgoingState.FAILED, OutgoingState.FAILED, OutgoingState.WAITING]
    assert old == ["", ""]
    assert tell(ada, contact_id, newest[:6])["certainty"] == "verified"


def test_never_to_what_was_said_on_the_phone(people: Cast, ada: Browser, carmen: int) -> None:
    """Somebody with another number talks Ada into writing it down, rings again, and asks for a code."""
    contact_id = cast.on_a_call(people.ada, caller=STRANGE)
    ada.send("PUT", f"/contacts/{contact_id}/customer", {"customer": carmen})
    assert ada.send("PUT", f"/contacts/{contact_id}/number").status_code == 200
    sent = {"field": "emails", "value": "thief@example.com"}
    assert ada.send("PUT", f"/contacts/{contact_id}/correction", sent).status_code == 200
    assert [each["hint"] for each in ways(ada, contact_id)] == ["••• 333", "c•••@example.com"]
    named = ada.send("PUT", f"/contacts/{contact_id}/codes/{uuid4()}", {"way": "x", "to": STRANGE})
    assert (named.status_code, send(ada, contact_id, "nonsense")) == (400, 400)
    ada.send("PUT", f"/contacts/{contact_id}/ending")
    clock.advance(timedelta(days=1))
    again = cast.call(caller=STRANGE)
    with transaction() as session:
        found = proving.ways(session, session.get_one(cast.Contact, again))
    assert {each.address for each in found} == {CARMEN, THEIRS}
    assert received() == []


def test_a_number_shared_at_home_proves_nobody(people: Cast, ada: Browser, carmen: int) -> None:
    person("crm", "2", "Juan Vidal Soto", phone=CARMEN, born="1960-01-02")
    person("crm", "3", "Luz Vidal Soto", phone="+34911222333", born="1961-01-02")
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    assert ways(ada, contact_id) == []  # nobody is chosen yet
    ada.send("PUT", f"/contacts/{contact_id}/customer", {"customer": carmen})
    assert [each["way"] for each in ways(ada, contact_id)] == ["email"]
    landline = cast.call(caller="+34911222333")
    with reading() as session:
        assert proving.ways(session, session.get_one(cast.Contact, landline)) == []


def test_a_code_for_one_proves_no_other(people: Cast, ada: Browser, carmen: int) -> None:
    luz = person("crm", "3", "Luz Vidal Soto", phone=STRANGE, born="1961-01-02")
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    send(ada, contact_id, ways(ada, contact_id)[0]["id"])
    ((_, code),) = received()
    ada.send("PUT", f"/contacts/{contact_id}/customer", {"customer": luz})
    assert ada.send("PUT", f"/contacts/{contact_id}/code", {"code": code}).status_code == 422
    assert cast.contact(contact_id).certainty is Certainty.RECOGNISED


def test_a_stranger_sends_and_tells_nothing(people: Cast, app: Flask, ada: Browser, carmen: int) -> None:
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    sms = ways(ada, contact_id)[0]["id"]
    dan = web.browser(app, "dan")
    assert dan.client.get(f"/contacts/{contact_id}/codes").status_code == 404
    assert send(dan, contact_id, sms) == 404
    assert dan.send("PUT", f"/contacts/{contact_id}/code", {"code": "123456"}).status_code == 404
    assert received() == []


def test_written_in_the_chat_it_verifies_by_itself(people: Cast, ada: Browser, carmen: int) -> None:
    cast.available(people.ada)
    with transaction() as session:
        queue = session.get_one(cast.Queue, people.chat)
        chat, _ = messaging.start(
            session, queue=queue, client_id=str(uuid4()), language="es", name=None, text="Hola"
        )  # fmt: skip
        contact_id = chat.contact_id
    cast.route()
    if cast.contact(contact_id).agent_id is None:
        cast.accept(contact_id, people.ada)
    ada.send("PUT", f"/contacts/{contact_id}/customer", {"customer": carmen})
    send(ada, contact_id, ways(ada, contact_id)[0]["id"])
    ((_, code),) = received()
    two, phone = f"¿{wrong(code)} o {code}?", f"Mi móvil es {code[:3]} {code[3:]} 333"
    for said in (two, phone, wrong(code), f"Es el {code[:3]} {code[3:]}, gracias"):
        with transaction() as session:
            messaging.say(session, session.get_one(messaging.Chat, contact_id), client_id=str(uuid4()), text=said)
    assert light(proving.SAID) == 2  # two codes are a guess, and part of a longer number is none
    found = cast.contact(contact_id)
    assert (found.certainty, found.verified_by) == (Certainty.VERIFIED, ["code"])
    with reading() as session:
        assert session.get_one(ContactCode, contact_id).wrong == 1


def test_what_can_not_be_delivered_is_told_to_the_agent(people: Cast, ada: Browser, carmen: int) -> None:
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    socket = ada.socket()
    send(ada, contact_id, ways(ada, contact_id)[0]["id"])
    carriers._carriers.clear()
    with reading() as session:
        (waiting,) = session.scalars(select(OutgoingMessage.id)).all()
    carrying.carry(waiting)
    assert light(proving.FAILED) == 1
    assert web.rows(socket, "contact")[-1]["code"]["state"] == "failed"
    assert received() == [(CARMEN, "")]


def test_the_failure_of_an_older_code_says_nothing_of_the_one_sent_meanwhile(
    people: Cast, ada: Browser, carmen: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_id = cast.on_a_call(people.ada, caller=CARMEN)
    mobile, mail = (each["id"] for each in ways(ada, contact_id))
    for way in (mobile, mail):
        assert send(ada, contact_id, way) == 200
    with reading() as session:
        old, new = session.scalars(select(OutgoingMessage.id).order_by(OutgoingMessage.id)).all()

    def stand_at(message_id: int) -> None:
        with transaction() as session:
            session.execute(update(ContactCode).values(message_id=message_id))

    stand_at(old)

    def waits(session: Session, which: int) -> Contact:
        """While the handler waits for the contact, the newer code's transaction comes through."""
        session.execute(update(ContactCode).values(message_id=new), execution_options={"synchronize_session": False})
        return lock(session, which)

    monkeypatch.setattr(proving, "lock", waits)
    with transaction() as session:
        proving.failed_due(session, due.Due(kind=proving.FAILED, facts={"message": old}))
    with reading() as session:
        assert session.get_one(ContactCode, contact_id).state.value == "sent"

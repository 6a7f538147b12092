"""Killed while several people write at once, wherever that finds us: what was acknowledged is there,
once and in order; what wasn't is sent again under its own name and is there once, too."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from console import db
from console.contacts.contact import Contact, ContactEvent, ContactState
from console.contacts.messaging import Message
from console.contacts.wrapping_up import Note
from console.customers.timeline import TimelineEntry
from console.db import reading
from console.due import Due
from tests import cast
from tests.cast import Cast
from tests.server import TOKEN, Person, Server, until

ROUNDS = 3
CALL = {"from": cast.CARMEN, "to": cast.LINE, "direction": "in"}


@pytest.fixture
def people(store_url: str) -> Iterator[Cast]:
    db.connect(store_url)
    made = cast.cast()
    cast.carmen()
    yield made
    db.disconnect()


@pytest.fixture
def on_call(people: Cast) -> int:
    """Answered before the server runs: its worker would give the call out at the same moment."""
    return cast.on_a_call(people.ada)


@pytest.fixture
def server(on_call: int, store_url: str, tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path, store_url)
    found.start()
    yield found
    found.kill()


class Writer(threading.Thread):
    """Somebody who writes one thing after the other, and again until it is acknowledged."""

    def __init__(self, write: Callable[[requests.Session, int], requests.Response]):
        super().__init__(daemon=True)
        self.write, self.enough, self.acknowledged = write, threading.Event(), 0
        self.wrong: list[str] = []

    def run(self) -> None:
        with requests.Session() as http:
            while not self.enough.is_set():
                try:
                    answer = self.write(http, self.acknowledged)
                except requests.RequestException:
                    self.enough.wait(0.05)  # it was killed: the same again
                    continue
                if answer.ok:
                    self.acknowledged += 1
                elif answer.status_code == 429:
                    self.enough.wait(0.2)
                else:
                    self.wrong.append(f"{answer.status_code} {answer.text[:200]}")
                    self.enough.wait(0.05)


def chat(server: Server) -> tuple[str, list[str], Writer]:
    started = {"client_id": str(uuid4()), "language": "es", "text": "Hola"}
    key = requests.post(f"{server.url}/chat/contacts", json=started, timeout=10).json()["token"]
    ids = [str(uuid4()) for _ in range(2000)]

    def say(http: requests.Session, number: int) -> requests.Response:
        body = {"client_id": ids[number], "text": f"message {number}"}
        return http.post(
            f"{server.url}/chat/contact/messages", json=body, timeout=10, headers={"Authorization": f"Bearer {key}"}
        )

    return started["client_id"], ids, Writer(say)


def phone(server: Server) -> Writer:
    """Each call is told twice: that it came, and that its caller gave up."""

    def tell(http: requests.Session, number: int) -> requests.Response:
        event = {"event": "hangup", "cause": "cancel"} if number % 2 else {"event": "newCall", "user": ["202"]}
        body = CALL | event | {"callId": f"call-{number // 2}"}
        return http.post(f"{server.url}/api/v1/cti/{TOKEN}", json=body, timeout=10)

    return Writer(tell)


def typing(ada: Person, contact_id: int) -> Writer:
    """A note saved again and again, each time on top of the last one."""

    def save(http: requests.Session, number: int) -> requests.Response:
        return http.put(
            f"{ada.server.url}/contacts/{contact_id}/note", json={"text": f"note {number + 1}", "version": number},
            headers={"X-CSRFToken": ada.csrf}, cookies=ada.http.cookies, timeout=10,
        )  # fmt: skip

    return Writer(save)


def test_nothing_acknowledged_is_lost_doubled_or_disordered(server: Server, on_call: int) -> None:
    chance = random.Random(2026)
    ada = Person(server, "ada")
    chat_key, ids, visitor = chat(server)
    calls, note = phone(server), typing(ada, on_call)
    writers = (visitor, calls, note)
    for each in writers:
        each.start()
    for _ in range(ROUNDS):
        before = [each.acknowledged for each in writers]
        until(lambda before=before: sum(each.acknowledged for each in writers) > sum(before) + 12, seconds=30)
        threading.Event().wait(chance.uniform(0, 0.15))  # wherever that is
        server.again()
    for each in writers:
        each.enough.set()
        each.join(20)
        assert each.wrong == []
        assert each.acknowledged > ROUNDS

    said(chat_key, ids, visitor.acknowledged)
    rung(calls.acknowledged)
    with reading() as session:
        kept = session.get_one(Note, on_call)
        assert kept.version >= note.acknowledged
        assert kept.text == f"note {kept.version}"
    until(nothing_due, seconds=30)  # whatever was still to be done is done by whoever came next
    with reading() as session:
        ended = session.query(Contact).filter_by(provider="cti_webhook", state=ContactState.ABANDONED).count()
        assert session.query(TimelineEntry).filter_by(kind="call").count() == ended


def said(chat_key: str, ids: list[str], acknowledged: int) -> None:
    with reading() as session:
        contact = session.query(Contact).filter_by(provider_key=chat_key).one()
        found = session.query(Message).filter_by(contact_id=contact.id).order_by(Message.seq).all()
    assert [each.seq for each in found] == list(range(1, len(found) + 1))
    written = [each.client_id for each in found[1:]]
    assert written[:acknowledged] == ids[:acknowledged]  # each once, in its order
    assert len(written) <= acknowledged + 1  # and at most the one whose answer was lost


def rung(acknowledged: int) -> None:
    with reading() as session:
        found: list[Any] = session.query(Contact).filter_by(provider="cti_webhook").order_by(Contact.id).all()
        assert len(found) in ((acknowledged + 1) // 2, (acknowledged + 1) // 2 + 1)
        for number, contact in enumerate(found):
            assert contact.provider_key == f"call-{number}"
            seqs = [seq for (seq,) in session.query(ContactEvent.seq).filter_by(contact_id=contact.id)]
            assert sorted(seqs) == list(range(1, contact.seq + 1))
        over = [each for each in found if each.state is ContactState.ABANDONED]
        assert len(over) >= acknowledged // 2
        assert {each.provider_key for each in found[: acknowledged // 2]} <= {each.provider_key for each in over}


def nothing_due() -> bool:
    with reading() as session:
        return session.query(Due).filter(Due.kind.in_(("contact.history", "route", "offers.decide"))).count() == 0


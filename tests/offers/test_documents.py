"""Documents go where the record said before, or into the chat; nobody goes on before, and it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from console import db, due
from console.contacts.contact import ContactEvent
from console.db import reading, transaction
from console.desk import offer_rows, rows
from console.errors import Invalid
from console.offers import documents, scripts, steps
from console.offers.script_position import ScriptPosition
from console.outbox import carriers, message
from console.outbox.message import OutgoingMessage, OutgoingState
from tests import web
from tests.customers.exporting import person
from tests.offers import people
from tests.offers.people import Floor, calls, decides, does, opens, says, solves
from tests.web import Browser

PAPER = {"key": "terms", "es": "Condiciones", "en": "Conditions", "url": "https://shop.example/terms.pdf"}
SCRIPT: list[dict[str, Any]] = [
    {
        "key": "permission", "title": {"es": "Papeles", "en": "Papers"}, "kind": "documents", "documents": [PAPER],
        "say": {"es": "«Se los envío.»", "en": "“I send them.”"},
        "answers": [
            {"key": "yes", "label": {"es": "Le llegan", "en": "They arrive"}, "to": "closing"},
            {"key": "no", "label": {"es": "No", "en": "No"}, "outcome": "rejected"},
        ],
    },
    {
        "key": "closing", "title": {"es": "Cierre", "en": "Closing"}, "say": {"es": "«¿Sí?»", "en": "“Yes?”"},
        "answers": [{"key": "confirmed", "label": {"es": "Sí", "en": "Yes"}, "outcome": "accepted"}],
    },
]


@pytest.fixture
def app(store: str, tmp_path: Path) -> Iterator[Flask]:
    """As the demo is: nothing leaves the house."""
    yield web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path, demo=True)
    carriers._carriers.clear()


@pytest.fixture
def there(app: Flask) -> tuple[Floor, int]:
    """Juan, whose address the shop knew before, hears of the Cariñena by a script that sends a document first."""
    floor = people.floor()
    person("crm", "9", "Juan Ortiz Lafuente", phone=people.JUAN, email="juan@example.com")
    with transaction() as session:
        steps.save(session, "carinena", SCRIPT)
    contact = calls(floor)
    decides(contact)
    solves(floor, contact)
    opens(floor, contact)
    return floor, contact


def shown(contact: int) -> rows.Documents:
    with reading() as session:
        row = offer_rows.script_row(session, contact)
        assert row is not None and row.documents is not None
        return row.documents


def put(browser: Browser, contact: int, to: str, key: str, step: str = "permission") -> int:
    path = f"/contacts/{contact}/script/documents/{key}"
    return int(browser.send("PUT", path, {"step": step, "to": to}).status_code)


def mails() -> list[OutgoingMessage]:
    with reading() as session:
        return list(session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id)))


def test_nobody_goes_on_before_they_went_and_told_twice_they_went_once(app: Flask, there: tuple[Floor, int]) -> None:
    floor, contact = there
    with pytest.raises(documents.NotSent):
        says(floor, contact, "permission", "yes", 1)
    papers = shown(contact)
    assert [each.name for each in papers.these] == ["Conditions"] and papers.sent is None
    mail = next(each for each in papers.places if each.way == "email")
    assert mail.hint == "j•••@example.com" and "juan@" not in str(papers)
    key, dan = str(uuid4()), web.browser(app, "dan")
    assert put(web.browser(app, "bob"), contact, mail.id, key) == 404
    assert put(dan, contact, "somebody@else.example", key) == 400
    assert put(dan, contact, mail.id, key, step="closing") == 409
    for _ in range(2):
        assert put(dan, contact, mail.id, key) == 200
    (sent,) = mails()
    assert sent.address == "juan@example.com" and "Condiciones: https://shop.example/terms.pdf" in sent.text
    with reading() as session:
        (event,) = session.scalars(select(ContactEvent).where(ContactEvent.kind == documents.SENT))
        assert (event.facts["way"], event.facts["documents"], event.agent_id) == ("email", ["terms"], floor.dan)
        assert "juan" not in str(event.facts)
        version = session.get_one(ScriptPosition, contact).version
    assert says(floor, contact, "permission", "yes", version).step == "closing"


def test_what_could_not_be_delivered_counts_as_not_sent_and_the_desk_hears_of_it(
    app: Flask, there: tuple[Floor, int]
) -> None:
    floor, contact = there
    mail = next(each for each in shown(contact).places if each.way == "email")
    assert put(web.browser(app, "dan"), contact, mail.id, str(uuid4())) == 200
    with transaction() as session:
        message.settle(session.scalars(select(OutgoingMessage)).one(), OutgoingState.FAILED, "no such mailbox")
        before = session.get_one(ScriptPosition, contact).version
        scripts.documents_failed_due(session, due.Due(facts={"message": mails()[0].id}))
        assert session.get_one(ScriptPosition, contact).version == before + 1
    sent = shown(contact).sent
    assert sent is not None and sent.failed
    with pytest.raises(documents.NotSent):
        says(floor, contact, "permission", "yes", before + 1)
    does(contact, floor.dan, lambda s, c, a: scripts.send_documents(
        s, c, by=a, step="permission", to="otherwise", client_id=str(uuid4())))  # fmt: skip
    sent = shown(contact).sent
    assert sent is not None and (sent.way, sent.failed) == ("otherwise", False)
    assert says(floor, contact, "permission", "yes", before + 2).step == "closing"


@pytest.mark.parametrize(("given", "why"), [
    ([], "names none"), (True, "names 1 to"), ([{**PAPER, "en": ""}], "a name in both languages"),
    ([{**PAPER, "url": "javascript:alert(1)"}], "begins with https"), ([PAPER, PAPER], "share a key"),
])  # fmt: skip
def test_a_step_that_sends_documents_says_which(given: Any, why: str) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        steps.checked([{**SCRIPT[0], "documents": given}, SCRIPT[1]])
    assert refused.value.field == "script" and "permission" in str(refused.value)

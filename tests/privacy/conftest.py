"""Carmen, known to three systems, with a call behind her; and Dan, of whom nothing may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from console import clock, due
from console.agents.agent import Agent, AgentState
from console.config import Config
from console.contacts import attaching, messaging, wrapping_up
from console.contacts.contact import Contact, ContactState, Queue
from console.customers import source_records
from console.customers.source_records import Customer
from console.db import transaction
from console.migrations import models
from console.privacy import erasing, journal, sealing, treatment
from console.privacy.erasing import Erasure
from console.worker import HEAVY, LIGHT
from tests import cast
from tests.cast import CARMEN, Cast
from tests.customers.exporting import CONSENTS, ORDERS, PURCHASES, person, stranger, take

NAME, EMAIL, DOCUMENT, SECRET = "Carmela Zurriaga Pardo", "zurriaga@example.com", "12345678Z", "the blue door"
KEEP = timedelta(days=30)
PHOTO = b"\xff\xd8\xff a voucher"


@dataclass(frozen=True)
class Known:
    cast: Cast
    carmen: int
    dan: int
    contact: int


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    return Config(data=tmp_path, secret="s" * 32)


@pytest.fixture(autouse=True)
def key(settings: Config) -> Iterator[None]:
    journal.keep_at(settings)
    treatment.know(models.metadata())
    yield


@pytest.fixture
def known(store: str) -> Known:
    return everybody()


def everybody() -> Known:
    people = cast.cast()
    dan = stranger()
    carmen = person("crm", "1", NAME, phone=CARMEN, email=EMAIL, document=DOCUMENT, born="14/03/1968")
    assert person("shop", "77", NAME, phone=CARMEN, email=EMAIL, document=DOCUMENT) == carmen
    take("shop", "orders", ORDERS + "A-1,77,2026-11-20T10:00:00Z,delivered,,,2500\n")
    take("shop", "purchases", PURCHASES + "P-1;77;2026-11-20T10:00:00Z;Centro;2500;\n")
    take("crm", "consents", CONSENTS + "C-1,1,offers,phone,yes,said,Yes,2026-11-01T10:00:00Z,\n")
    contact_id = talked(people.ada)
    work_off()
    return Known(people, carmen, dan, contact_id)


def talked(agent_id: int) -> int:
    """A whole call of Carmen's, with a note."""
    contact_id = cast.on_a_call(agent_id, caller=CARMEN)
    with transaction() as session:
        ada, contact = session.get_one(Agent, agent_id), session.get_one(Contact, contact_id)
        wrapping_up.save_note(session, contact, by=ada, text=SECRET, version=0)
        wrapping_up.hang_up(session, contact, by=ada)
        wrapping_up.wrap_up(
            session, contact, by=ada, disposition="done", follow_up=None, next_state=AgentState.AWAY
        )  # fmt: skip
    return contact_id


def sent_photos(known: Known, *photos: bytes) -> list[int]:
    """Those she sent in a chat that is over; the messages they stand in."""
    with transaction() as session:
        queue, carmen = session.get_one(Queue, known.cast.chat), session.get_one(Customer, known.carmen)
        chat, _ = messaging.start(session, queue=queue, client_id=str(uuid4()), language="es", name=None, text="Hola")
        chat.contact.record = source_records.console_record(session, carmen)
        files = [attaching.Sent("voucher.jpg", each) for each in photos]
        sent = [attaching.attach(session, chat, client_id=str(uuid4()), file=each).id for each in files]
        chat.contact.state, chat.contact.ended_at = ContactState.CLOSED, clock.now()
    return sent


def forget(known: Known, *, keep: timedelta = KEEP) -> int:
    with transaction() as session:
        carmen, cleo = session.get_one(Customer, known.carmen), session.get_one(Agent, known.cast.cleo)
        return erasing.forget(session, carmen, by=cleo, why="asked", keep=keep).id


def erasure(erasure_id: int) -> Erasure:
    with transaction() as session:
        return session.get_one(Erasure, erasure_id)


def work_off(*kinds: str) -> None:
    """Everything due, of some kinds or of those a person's data pass through; sealing last, and what waits for it."""
    wanted = list(kinds or ("contact.history", "customers.index", erasing.DESTROY, erasing.JOURNAL))
    one_by_one(wanted)
    with transaction() as session:
        rest = due.take(session, sealing.SEAL, most=10)
        facts = [each.facts for each in rest]
        due.finish(session, [each.id for each in rest])
    sealing.seal_due(session, facts)
    one_by_one(wanted)


def one_by_one(wanted: list[str]) -> None:
    while True:
        with transaction() as session:
            row = due.claim(session, wanted)
            if row is None:
                return
            session.delete(row)
            session.flush()
            {**LIGHT, **HEAVY}[row.kind](session, row)

"""A long history goes a little at a time, unseen from the first moment, and what others' contacts say of them too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, Table, func, select
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from console import clock, db, due
from console.agents.agent import Agent
from console.contacts import identifying
from console.contacts.attaching import ChatFile
from console.contacts.contact import Certainty, Contact, ContactState
from console.customers import lookup, source_records, timeline
from console.customers.source_records import Customer
from console.customers.timeline import TimelineEntry
from console.db import reading, transaction
from console.errors import Missing
from console.privacy import erasing, sealing
from console.privacy.erasing import Erasure
from tests import cast
from tests.cast import CARMEN
from tests.customers.exporting import person
from tests.privacy.conftest import KEEP, PHOTO, Known, everybody, forget, sent_photos, work_off

MANY = 3 * sealing.STEP
HOME = "+34911000333"


def with_a_long_past(known: Known) -> None:
    with transaction() as session:
        record = source_records.console_record(session, session.get_one(Customer, known.carmen))
        for number in range(MANY):
            told = {"code": "text", "facts": {"text": f"Zurriaga {number}"}}
            timeline.write(session, record.id, kind="note", at=clock.now() - timedelta(hours=number), title=told)


def entries() -> int:
    with reading() as session:
        said = as_type(TimelineEntry.title, String)
        return session.scalar(select(func.count()).where(said.contains("Zurriaga"))) or 0


def test_a_long_history_is_unseen_at_once_and_gone_in_steps(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    with_a_long_past(known)
    number = forget(known)
    assert entries() == MANY  # the worker has not been there yet
    with reading() as session:
        assert lookup.by_phone(session, CARMEN).certainty == "unknown"
    other = cast.on_a_call(known.cast.bob, caller="+34600000001")
    with transaction() as session, pytest.raises(Missing):
        contact, bob = session.get_one(Contact, other), session.get_one(Agent, known.cast.bob)
        identifying.identify(session, contact, by=bob, customer_id=known.carmen)
    treat, steps = sealing.treat, []

    def killed(*step: object) -> None:
        steps.append(len(step[2]))  # type: ignore[arg-type]
        if len(steps) == 4:
            raise KeyboardInterrupt
        treat(*step)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "treat", killed)
        with pytest.raises(KeyboardInterrupt):
            again(number, known)
    assert max(steps) <= sealing.STEP
    assert 0 < entries() < MANY
    work_off()
    assert entries() == 0
    with transaction() as session:
        cleo = session.get_one(Agent, known.cast.cleo)
        archive = json.loads(erasing.open_archive(session, session.get_one(Erasure, number), by=cleo, why="Court 3"))
    told = [each["title"]["facts"]["text"] for each in archive["timeline_entry"] if "Zurriaga" in str(each["title"])]
    assert sorted(told) == sorted(f"Zurriaga {each}" for each in range(MANY))
    assert len(archive["identifier"]) > 0


def test_photos_go_one_by_one_and_lie_in_the_archive(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = sent_photos(known, PHOTO, PHOTO + b"!")
    number = forget(known)
    treat, sizes = sealing.treat, []

    def seen(session: Session, table: Table, rows: Sequence[Any]) -> None:
        sizes.extend([len(rows)] * (table.name == "chat_file"))
        treat(session, table, rows)

    monkeypatch.setattr(sealing, "treat", seen)
    work_off()
    assert sizes == [1, 1]
    with transaction() as session:
        assert session.scalar(select(func.count(ChatFile.message_id))) == 0
        cleo = session.get_one(Agent, known.cast.cleo)
        archive = json.loads(erasing.open_archive(session, session.get_one(Erasure, number), by=cleo, why="Court 3"))
    kept = {each["message_id"]: bytes.fromhex(each["data"]) for each in archive["chat_file"]}
    assert kept == dict(zip(sent, (PHOTO, PHOTO + b"!"), strict=True))


def test_what_is_still_being_sealed_is_destroyed_after_it_and_not_before(known: Known) -> None:
    with_a_long_past(known)
    alone = cast.call(caller=CARMEN)
    with transaction() as session:
        contact = session.get_one(Contact, alone)
        contact.state, contact.record_id = ContactState.ABANDONED, None
    number = forget(known, keep=timedelta(0))  # as after a restore, when its time is over already
    work_off()
    assert (entries(), cast.contact(alone).caller) == (0, None)
    with reading() as session:
        assert session.get_one(Erasure, number).destroyed_at is not None
        assert session.scalar(select(func.count()).select_from(sealing.ErasurePiece)) == 0


def again(number: int, known: Known) -> None:
    """The worker's due row, which a kill leaves there."""
    with reading() as session:
        row = session.scalars(select(due.Due).where(due.Due.kind == sealing.SEAL)).one()
    assert row.facts["erasure"] == number
    sealing.seal_due(session, [row.facts])


def test_nobodys_contact_says_that_it_might_have_been_them(sqlite_url: str) -> None:
    db.connect(sqlite_url)
    known = everybody()
    person("crm", "7", "Carmela Zurriaga", phone=HOME, document="12345678Z")  # hers as well
    person("crm", "8", "Juan Vidal Soto", phone=HOME)
    shared, alone = cast.call(caller=HOME), cast.call(caller=CARMEN)
    with transaction() as session:
        for each in (shared, alone):
            session.get_one(Contact, each).state = ContactState.ABANDONED
        session.get_one(Contact, alone).record_id = None  # retention has let her go already, but not the number
    assert known.carmen in cast.contact(shared).candidates
    forget(known)
    work_off()
    found = cast.contact(shared)
    assert known.carmen not in found.candidates and len(found.candidates) == 1
    assert (found.caller, cast.contact(alone).caller) == (HOME, None)  # the first is Juan's still
    with clock.stopped_at(clock.now() + KEEP + timedelta(seconds=1)):
        work_off()
    db.empty_log()
    place = Path(db.engine().url.database or "")
    left = [each for each in place.parent.glob(place.name + "*") if CARMEN.encode() in each.read_bytes()]
    assert left == []


def test_somebody_who_might_have_been_only_them_is_nobody(known: Known) -> None:
    contact_id = cast.call(caller=None)
    with transaction() as session:
        contact = session.get_one(Contact, contact_id)
        contact.candidates, contact.certainty = [known.carmen], Certainty.CANDIDATES
    forget(known)
    work_off()
    assert (cast.contact(contact_id).candidates, cast.contact(contact_id).certainty) == ([], Certainty.UNKNOWN)

"""What is older than its class allows goes, in small bites; what is younger, live or nameless stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from console import clock, due, retention
from console.agents import signing_in
from console.agents.agent import Agent
from console.agents.signing_in import SignIn
from console.config import Config
from console.contacts import consulting, follow_ups, messaging, wrapping_up
from console.contacts.consulting import Came, Consultation, Told
from console.contacts.contact import Certainty, Contact, ContactEvent, Queue
from console.contacts.follow_ups import FollowUp, Wanted
from console.contacts.messaging import Chat, Message
from console.contacts.rating import Rating
from console.contacts.wrapping_up import Note
from console.customers.reads import ProfileRead
from console.db import reading, transaction
from console.knowledge import gaps
from console.knowledge.gaps import Failure, Gap, GapPhrase
from console.worker import HEAVY, Worker
from tests import cast
from tests.cast import Cast

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
YEARS = timedelta(days=6 * 365)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.stopped_at(NOON):
        retention.keep_as(Config())
        yield


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


def nights(*classes: str) -> None:
    """Everything due for these classes, until nothing is."""
    with transaction() as session:
        for each in classes or retention.CLASSES:
            due.add(session, retention.FORGET, once=each, what=each)
    worker = Worker({retention.FORGET: HEAVY[retention.FORGET]})
    worker.work_off()
    worker.stop()


def a_chat(people: Cast) -> int:
    with transaction() as session:
        queue = session.get_one(Queue, people.chat)
        chat, _ = messaging.start(session, queue=queue, client_id=str(uuid4()), language="es", name="Cleo", text="Hola")
        return chat.contact_id


def ends(contact_id: int) -> None:
    with transaction() as session:
        wrapping_up.customer_gone(session, session.get_one(Contact, contact_id), cause="cancel")


def count(table: type) -> int:
    with reading() as session:
        return session.query(table).count()


def test_what_was_searched_and_not_found_goes_and_what_is_still_asked_stays(people: Cast) -> None:
    with transaction() as session, clock.stopped_at(NOON - YEARS):
        gaps.feed(session, "aparcar patinetes", language="es", failure=Failure.NOTHING)
        gaps.feed(session, "alquilar carros", language="es", failure=Failure.NOTHING)
        told = Told(str(uuid4()), "aparcar patinetes", Came.ABANDONED)
        consulting.tell(session, told, by=session.get_one(Agent, people.ada), contact=None)
    with transaction() as session:
        gaps.feed(session, "alquilar carros", language="es", failure=Failure.NOTHING)  # still asked for
        told = Told(str(uuid4()), "alquilar carros", Came.ABANDONED)
        consulting.tell(session, told, by=session.get_one(Agent, people.ada), contact=None)
    nights("searches", "gaps")
    with reading() as session:
        assert [each.phrases[0].phrase for each in session.query(Gap)] == ["alquilar carros"]
        assert session.query(GapPhrase).count() == 1
        assert [each.typed for each in session.query(Consultation)] == ["alquilar carros"]


def test_every_class_has_a_setting_and_every_setting_a_class() -> None:
    named = {each.name for each in fields(Config) if each.name.startswith("keep_")}
    assert named == {f"keep_{each}_days" for each in retention.CLASSES}


def test_a_sign_in_goes_a_month_after_its_last_use(people: Cast) -> None:
    with transaction() as session:
        signing_in.sign_in(session, username="ada", password=cast.PASSWORD, address="127.0.0.1")
    clock.advance(timedelta(days=29))
    with transaction() as session:
        signing_in.sign_in(session, username="bob", password=cast.PASSWORD, address="127.0.0.1")
    clock.advance(timedelta(days=2))
    nights("sign_ins")
    with reading() as session:
        assert [each.agent_id for each in session.query(SignIn)] == [people.bob]


def test_the_words_of_a_chat_go_and_its_events_stay(people: Cast) -> None:
    old = a_chat(people)
    ends(old)
    clock.advance(timedelta(days=700))
    young = a_chat(people)
    ends(young)
    clock.advance(timedelta(days=31))
    nights("chats")
    with reading() as session:
        assert [each.contact_id for each in session.query(Message)] == [young]
        forgotten = session.get_one(Chat, old)
        assert (forgotten.visitor_name, forgotten.last) == (None, 0)
        assert session.query(ContactEvent).filter_by(contact_id=old).count() == 2


def test_the_words_of_a_rating_go_with_the_chat_and_its_mark_stays(people: Cast) -> None:
    rated = a_chat(people)
    with transaction() as session:
        session.add(Rating(contact_id=rated, mark=4, text="Ada Ruiz was kind", at=NOON))
    ends(rated)
    clock.advance(YEARS)
    nights("chats")
    with reading() as session:
        assert [(each.mark, each.text) for each in session.query(Rating)] == [(4, None)]


def test_what_is_still_going_on_is_never_forgotten(people: Cast) -> None:
    waits, rings = a_chat(people), cast.on_a_call(people.ada, caller=cast.CARMEN)
    clock.advance(YEARS)
    nights()
    assert count(Message) == 1
    assert cast.contact(rings).caller == cast.CARMEN
    assert cast.contact(waits).ended_at is None


def test_a_contact_stays_and_names_nobody(people: Cast) -> None:
    cast.carmen()
    contact_id = cast.on_a_call(people.ada, caller=cast.CARMEN)
    with transaction() as session:
        by, contact = session.get_one(Agent, people.ada), session.get_one(Contact, contact_id)
        wrapping_up.save_note(session, contact, by=by, text="Llama por el pan", version=0)
        wrapping_up.hang_up(session, contact, by=by)
    with transaction() as session:
        contact = session.get_one(Contact, contact_id)
        contact.state = type(contact.state)("closed")
    seq = cast.contact(contact_id).seq
    clock.advance(YEARS)
    nights()
    now = cast.contact(contact_id)
    assert (now.caller, now.record_id, now.certainty, now.verified_by) == (None, None, Certainty.UNKNOWN, [])
    assert now.seq == seq
    assert (count(Note), count(ProfileRead)) == (0, 0)
    assert count(ContactEvent) == seq


def test_what_was_promised_and_done_goes_without_a_note_too_and_what_is_still_owed_stays(people: Cast) -> None:
    done, owed = cast.call(caller=cast.CARMEN), cast.call(caller=cast.CARMEN)
    with transaction() as session:
        ada, wanted = session.get_one(Agent, people.ada), Wanted("Call Mrs Ruiz", NOON + timedelta(hours=1))
        made = [follow_ups.promise(session, session.get_one(Contact, each), by=ada, wanted=wanted).id
                for each in (done, owed)]
        follow_ups.done(session, made[0], by=ada)
    ends(done)
    ends(owed)
    clock.advance(YEARS)
    nights("notes")
    with reading() as session:
        assert [each.contact_id for each in session.query(FollowUp)] == [owed]


def test_what_was_said_of_somebody_on_the_way_goes_with_them(people: Cast) -> None:
    nameless, called = a_chat(people), cast.call(caller=cast.CARMEN)
    with transaction() as session:
        session.get_one(Contact, nameless).passed_words = "Mrs Ruiz is in a hurry"
        session.get_one(Contact, called).choices = ["I am Mrs Ruiz"]  # a callback has what was written in the chat
    ends(nameless)
    ends(called)
    clock.advance(YEARS)
    nights("contacts")
    assert (cast.contact(nameless).passed_words, cast.contact(called).choices) == (None, [])


def test_zero_keeps_for_ever(people: Cast) -> None:
    retention.keep_as(Config(keep_chats_days=0))
    ends(a_chat(people))
    clock.advance(YEARS)
    nights("chats")
    assert count(Message) == 1


def test_many_go_in_bites_until_none_is_left(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 3)
    for _ in range(8):
        ends(a_chat(people))
    clock.advance(YEARS)
    nights("chats")
    assert count(Message) == 0
    with reading() as session:
        left = session.query(due.Due).filter_by(kind=retention.FORGET).one()
    assert left.due_at.astimezone(ZoneInfo("Europe/Madrid")).time() == retention.NIGHT
    assert left.due_at > clock.now()


@pytest.mark.usefixtures("people")
def test_it_is_scheduled_once_however_often_we_start() -> None:
    for _ in range(3):
        with transaction() as session:
            retention.schedule(session)
    with reading() as session:
        rows = session.query(due.Due).filter_by(kind=retention.FORGET).all()
    assert sorted(each.once or "" for each in rows) == sorted(retention.CLASSES)
    assert {each.due_at for each in rows} == {datetime(2026, 11, 25, 2, 30, tzinfo=UTC)}

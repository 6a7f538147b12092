"""A chat's words: once each, in order, seen or not."""

from __future__ import annotations

from uuid import uuid4

import pytest

from console.agents.agent import Agent
from console.contacts import messaging, wrapping_up
from console.contacts.contact import Contact, ContactState, Queue
from console.contacts.messaging import Author, Chat
from console.db import reading, transaction
from console.errors import Invalid, Missing
from tests import cast
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


def start(people: Cast, text: str = "Hola", client_id: str | None = None) -> tuple[int, str]:
    with transaction() as session:
        chat, key = messaging.start(
            session, queue=session.get_one(Queue, people.chat), client_id=client_id or str(uuid4()),
            language="es", name="Marta", text=text,
        )  # fmt: skip
        return chat.contact_id, key


def texts(contact_id: int) -> list[tuple[int, str]]:
    with reading() as session:
        return [(each.seq, each.text) for each in messaging.messages_of(session, contact_id)]


def test_a_visitors_first_message_opens_a_waiting_chat(people: Cast) -> None:
    contact_id, _ = start(people)
    assert cast.contact(contact_id).state is ContactState.WAITING
    assert texts(contact_id) == [(1, "Hola")]


def test_a_first_message_sent_twice_is_one_chat(people: Cast) -> None:
    client_id = str(uuid4())
    first, _ = start(people, client_id=client_id)
    second, _ = start(people, client_id=client_id)
    assert first == second
    assert texts(first) == [(1, "Hola")]


def test_a_chat_goes_straight_to_a_free_agent(people: Cast) -> None:
    cast.available(people.ada)
    contact_id, _ = start(people)
    cast.route()
    taken = cast.contact(contact_id)
    assert (taken.state, taken.agent_id, taken.slot) == (ContactState.ACTIVE, people.ada, 2)


def test_a_message_sent_again_is_the_first_one(people: Cast) -> None:
    contact_id, key = start(people)
    again = str(uuid4())
    for _ in range(2):
        with transaction() as session:
            messaging.say(session, messaging.opened(session, key), client_id=again, text="¿Hay alguien?")
    assert texts(contact_id) == [(1, "Hola"), (2, "¿Hay alguien?")]


def test_a_forged_key_opens_nothing(people: Cast) -> None:
    start(people)
    with pytest.raises(Missing), reading() as session:
        messaging.opened(session, "forged")


def test_a_stranger_cannot_write_into_a_chat(people: Cast) -> None:
    cast.available(people.ada)
    contact_id, _ = start(people)
    cast.route()
    with pytest.raises(Missing), transaction() as session:
        contact, dan = session.get_one(Contact, contact_id), session.get_one(Agent, people.dan)
        messaging.reply(session, contact, by=dan, client_id=str(uuid4()), text="let me in")
    assert texts(contact_id) == [(1, "Hola")]


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_a_message_that_is_empty_or_too_long_is_refused_and_nothing_is_lost(people: Cast, text: str) -> None:
    contact_id, key = start(people)
    with pytest.raises(Invalid) as refused, transaction() as session:
        messaging.say(session, messaging.opened(session, key), client_id=str(uuid4()), text=text)
    assert refused.value.field == "text"
    assert texts(contact_id) == [(1, "Hola")]


def test_what_was_seen_stays_seen(people: Cast) -> None:
    contact_id, key = start(people)
    with transaction() as session:
        chat = messaging.opened(session, key)
        messaging.read(session, chat, by=Author.AGENT, seq=9)
        messaging.read(session, chat, by=Author.AGENT, seq=0)
    with reading() as session:
        assert session.get_one(Chat, contact_id).seen_by_agent == 1


def test_after_the_end_nobody_writes(people: Cast) -> None:
    cast.available(people.ada)
    contact_id, key = start(people)
    cast.route()
    with transaction() as session:
        wrapping_up.customer_gone(session, session.get_one(Contact, contact_id), cause="normalClearing")
    with pytest.raises(messaging.ChatEnded), transaction() as session:
        messaging.say(session, messaging.opened(session, key), client_id=str(uuid4()), text="one more")

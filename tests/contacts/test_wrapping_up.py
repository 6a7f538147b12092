"""The note, the end, and the work after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console import clock
from console.agents.agent import Agent, AgentState
from console.contacts import follow_ups, wrapping_up
from console.contacts.contact import Contact, ContactState
from console.db import reading, transaction
from console.errors import Invalid, Missing, Refused
from tests import cast
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


def note(contact_id: int, agent_id: int, text: str, version: int) -> int:
    with transaction() as session:
        saved = wrapping_up.save_note(
            session, session.get_one(Contact, contact_id), by=session.get_one(Agent, agent_id),
            text=text, version=version,
        )  # fmt: skip
        return saved.version


def hang_up(contact_id: int, agent_id: int) -> None:
    with transaction() as session:
        ada = session.get_one(Agent, agent_id)
        wrapping_up.hang_up(session, session.get_one(Contact, contact_id), by=ada)


def wrap_up(contact_id: int, agent_id: int, disposition: str = "done", wanted: follow_ups.Wanted | None = None) -> None:
    with transaction() as session:
        wrapping_up.wrap_up(
            session, session.get_one(Contact, contact_id), by=session.get_one(Agent, agent_id),
            disposition=disposition, follow_up=wanted, next_state=AgentState.AVAILABLE,
        )  # fmt: skip


def test_a_note_is_kept_as_it_is_typed(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    version = note(contact_id, people.ada, "Llama por", 0)
    note(contact_id, people.ada, "Llama por el pedido", version)
    with reading() as session:
        assert session.get_one(wrapping_up.Note, contact_id).text == "Llama por el pedido"


def test_saving_the_same_note_again_is_no_conflict(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    assert note(contact_id, people.ada, "Llama", 0) == note(contact_id, people.ada, "Llama", 0) == 1


def test_an_older_window_cannot_overwrite_a_newer_note(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    note(contact_id, people.ada, "the newer", 0)
    with pytest.raises(wrapping_up.StaleNote):
        note(contact_id, people.ada, "the older", 0)


def test_nobody_else_writes_in_my_note(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    with pytest.raises(Missing):
        note(contact_id, people.dan, "hello", 0)


def test_hanging_up_begins_the_after_call_work(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    hang_up(contact_id, people.ada)
    assert cast.contact(contact_id).state is ContactState.WRAP_UP
    assert cast.agent_now(people.ada).state is AgentState.WRAP_UP


def test_wrapping_up_makes_the_agent_available_again(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    hang_up(contact_id, people.ada)
    wrap_up(contact_id, people.ada)
    wrap_up(contact_id, people.ada)  # a retry changes nothing
    assert cast.contact(contact_id).state is ContactState.CLOSED
    assert cast.agent_now(people.ada).state is AgentState.AVAILABLE


def test_wrapping_up_while_talking_is_refused(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    with pytest.raises(Refused):
        wrap_up(contact_id, people.ada)


def test_a_disposition_must_be_one_of_the_queues(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    hang_up(contact_id, people.ada)
    with pytest.raises(Invalid) as refused:
        wrap_up(contact_id, people.ada, disposition="nonsense")
    assert refused.value.field == "disposition"


def test_a_follow_up_has_a_time_to_come_and_an_owner(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    hang_up(contact_id, people.ada)
    past = follow_ups.Wanted("Check the delivery", clock.now() - timedelta(hours=1))
    with pytest.raises(Invalid):
        wrap_up(contact_id, people.ada, wanted=past)
    wrap_up(contact_id, people.ada, wanted=follow_ups.Wanted("Check it", clock.now() + timedelta(hours=1)))
    with reading() as session:
        made = session.query(follow_ups.FollowUp).one()
    assert (made.owner_id, made.what) == (people.ada, "Check it")


def test_a_call_the_customer_ends_goes_to_wrap_up_too(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    with transaction() as session:
        wrapping_up.customer_gone(session, session.get_one(Contact, contact_id), cause="normalClearing")
    ended = cast.contact(contact_id)
    assert (ended.state, ended.ended_by) == (ContactState.WRAP_UP, "customer")

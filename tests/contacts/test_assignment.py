"""A contact rings at one agent, who takes it, leaves it, or lets it ring out."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from console import clock, due
from console.agents.agent import Agent, AgentState
from console.contacts import assignment, waiting
from console.contacts.contact import Contact, ContactEvent, ContactState
from console.db import reading, transaction
from console.errors import Conflict, Missing
from tests import cast
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


def test_a_call_rings_at_the_agent_who_has_waited_longest(people: Cast) -> None:
    cast.available(people.bob, people.ada)
    contact_id = cast.call()
    cast.route()
    assert cast.contact(contact_id).agents == (people.bob,)


def test_a_call_never_rings_at_somebody_without_the_skill(people: Cast) -> None:
    cast.available(people.dan)
    contact_id = cast.call()
    cast.route()
    assert cast.contact(contact_id).state is ContactState.WAITING


def test_the_event_says_why_this_agent(people: Cast) -> None:
    cast.available(people.ada, people.bob)
    contact_id = cast.call()
    cast.route()
    with reading() as session:
        offered = session.query(ContactEvent).filter_by(contact_id=contact_id, kind="offered").one()
    assert offered.facts["eligible"] == 2
    assert offered.facts["idle_seconds"] >= 0


def test_accepting_makes_it_mine_and_me_busy(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    assert cast.contact(contact_id).state is ContactState.ACTIVE
    assert cast.agent_now(people.ada).state is AgentState.ON_CALL


def test_accepting_twice_is_accepting_once(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    before = cast.contact(contact_id).seq
    cast.accept(contact_id, people.ada)
    assert cast.contact(contact_id).seq == before


def test_a_stranger_cannot_accept_what_never_rang_at_them(people: Cast) -> None:
    cast.available(people.ada)
    contact_id = cast.call()
    cast.route()
    with pytest.raises(Missing):
        cast.accept(contact_id, people.dan)
    assert cast.contact(contact_id).state is ContactState.RINGING


def test_of_two_who_accept_at_once_one_wins_and_the_other_is_told(people: Cast) -> None:
    cast.available(people.ada, people.bob)
    contact_id = cast.call()
    with transaction() as session:
        both = [session.get_one(Agent, each) for each in (people.ada, people.bob)]
        assignment.ring_there(session, session.get_one(Contact, contact_id), both)
    together, told = threading.Barrier(2), {}

    def answer(agent_id: int) -> None:
        together.wait()
        try:
            cast.accept(contact_id, agent_id)
            told[agent_id] = "mine"
        except Conflict as refused:
            told[agent_id] = refused.code

    threads = [threading.Thread(target=answer, args=(each,)) for each in (people.ada, people.bob)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(told.values()) == ["already_assigned", "mine"]
    winner = next(agent for agent, what in told.items() if what == "mine")
    assert cast.contact(contact_id).agent_id == winner


def test_a_declined_call_goes_to_somebody_else_and_not_back(people: Cast) -> None:
    cast.available(people.ada)
    contact_id = cast.call()
    cast.route()
    with transaction() as session:
        ada = session.get_one(Agent, people.ada)
        assignment.decline(session, session.get_one(Contact, contact_id), by=ada)
    cast.route()
    assert cast.contact(contact_id).state is ContactState.WAITING
    cast.available(people.bob)
    cast.route()
    assert cast.contact(contact_id).agents == (people.bob,)


def test_a_missed_call_waits_again_and_sets_the_agent_away(people: Cast) -> None:
    cast.available(people.ada)
    contact_id = cast.call()
    cast.route()
    clock.advance(timedelta(seconds=30))
    with transaction() as session:
        row = due.claim(session, ["ring_over"])
        assert row is not None
        assignment.missed(session, row)
    assert cast.contact(contact_id).state is ContactState.WAITING
    ada = cast.agent_now(people.ada)
    assert (ada.state, ada.reason, ada.missed_contact) == (AgentState.AWAY, "missed", contact_id)


def test_a_customer_who_hangs_up_first_is_abandoned_and_says_so_to_the_late_agent(people: Cast) -> None:
    cast.available(people.ada)
    contact_id = cast.call()
    cast.route()
    with transaction() as session:
        waiting.abandon(session, session.get_one(Contact, contact_id), cause="cancel")
    with pytest.raises(Conflict) as refused:
        cast.accept(contact_id, people.ada)
    assert refused.value.code == "no_longer_ringing"
    assert cast.agent_now(people.ada).state is AgentState.AVAILABLE


def test_an_agent_whose_browser_is_gone_is_not_rung(people: Cast) -> None:
    cast.available(people.ada)
    clock.advance(timedelta(minutes=2))
    contact_id = cast.call()
    cast.route()
    assert cast.contact(contact_id).state is ContactState.WAITING


def test_every_change_has_the_next_number(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    with reading() as session:
        seqs = [
            each.seq for each in session.query(ContactEvent).filter_by(contact_id=contact_id).order_by(ContactEvent.seq)
        ]
    assert seqs == list(range(1, len(seqs) + 1))
    assert cast.contact(contact_id).seq == seqs[-1]

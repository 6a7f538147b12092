"""A phone system tells us by webhook, late, twice and in any order."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.agents.agent import AgentState
from console.contacts.contact import Contact, ContactEvent, ContactState
from console.db import reading, transaction
from console.errors import Invalid
from console.telephony.cti_webhook import calls
from tests import cast
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("store")
numbers = itertools.count()
RIGHT = {"event": "newCall", "callId": "a", "from": "34611222333", "to": "34900555010", "direction": "in"}


@pytest.fixture
def people(store: str) -> Cast:
    made = cast.cast()
    cast.available(made.ada, made.bob, made.dan)
    return made


def told(event: str, call_id: str, **more: object) -> ContactState | None:
    fields = {"event": event, "callId": call_id, "from": "34611222333", "to": "34900555010", "direction": "in"}
    with transaction() as session:
        contact = calls.take_in(session, calls.parse(fields | more, region="ES"))
        return contact.state if contact else None


def the_contact(call_id: str) -> Contact:
    with reading() as session:
        found = session.query(Contact).filter_by(provider_key=call_id).one()
        _ = found.agents
        return found


def test_a_new_call_pops_at_the_agent_whose_extension_rings_and_nobody_else(people: Cast) -> None:
    told("newCall", "a", user=["201"])
    assert the_contact("a").agents == (people.ada,)


def test_a_ring_group_pops_at_all_of_it_and_clears_when_one_answers(people: Cast) -> None:
    told("newCall", "a", user=["201", "202"])
    assert the_contact("a").agents == (people.ada, people.bob)
    told("answer", "a", answeringNumber="202")
    assert the_contact("a").agents == (people.bob,)
    assert cast.agent_now(people.bob).state is AgentState.ON_CALL
    assert cast.agent_now(people.ada).state is AgentState.AVAILABLE


def test_a_hangup_after_the_answer_begins_wrap_up(people: Cast) -> None:
    told("newCall", "a", user="201")
    told("answer", "a", user="201")
    assert told("hangup", "a", cause="normalClearing") is ContactState.WRAP_UP


def test_a_hangup_before_the_answer_is_an_abandoned_call(people: Cast) -> None:
    told("newCall", "a", user="201")
    assert told("hangup", "a", cause="cancel") is ContactState.ABANDONED
    assert told("answer", "a", answeringNumber="201") is ContactState.ABANDONED
    assert cast.agent_now(people.ada).state is AgentState.AVAILABLE


def test_an_answer_before_its_new_call_is_the_same_contact(people: Cast) -> None:
    told("answer", "a", answeringNumber="201")
    told("newCall", "a", user=["201"])
    assert the_contact("a").state is ContactState.ACTIVE
    assert the_contact("a").agent_id == people.ada


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["newCall", "answer", "hangup"]), min_size=1, max_size=8))
def test_whatever_the_order_and_however_often_no_call_goes_backwards(people: Cast, order: list[str]) -> None:
    rank = list(ContactState)
    call_id, before = f"call-{next(numbers)}", -1
    with transaction() as session:  # Ada is free again for each example
        ada = session.get_one(calls.Agent, people.ada)
        ada.state = AgentState.AVAILABLE
    for event in order:
        state = told(event, call_id, user=["201"])
        assert state is not None
        assert rank.index(state) >= before
        before = rank.index(state)
    with reading() as session:
        contact = session.query(Contact).filter_by(provider_key=call_id).one()
        seqs = [each.seq for each in session.query(ContactEvent).filter_by(contact_id=contact.id)]
    assert sorted(seqs) == list(range(1, contact.seq + 1))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("event", "ring"), ("from", "12"), ("to", "nonsense"), ("direction", "up"), ("cause", "bored"), ("callId", "")],
)
def test_a_wrong_field_is_named(people: Cast, field: str, wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        calls.parse(RIGHT | {field: wrong}, region="ES")
    assert refused.value.field == field


def test_a_number_nobody_answers_is_named(people: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        told("newCall", "a", to="34900555999")
    assert refused.value.field == "line"


def test_a_withheld_number_is_nobody(people: Cast) -> None:
    told("newCall", "a", **{"from": "anonymous"}, user="201")
    assert the_contact("a").caller is None

"""A row is in somebody's snapshot exactly when they are in the row's audience."""

from __future__ import annotations

import random
from datetime import timedelta
from uuid import uuid4

import pytest

from console import clock
from console.agents import staff
from console.agents.agent import Agent
from console.agents.staff import Skill
from console.contacts import identifying, messaging, waiting, wrapping_up
from console.contacts.contact import AT_A_DESK, Contact, Queue
from console.db import reading, transaction
from console.desk import bulletin_rows, customer_rows, floor_rows, rows, snapshot
from console.errors import Refusal
from console.knowledge import bulletin
from console.offers import decisions
from console.realtime import audiences
from tests import cast
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


def every_row(people: Cast) -> list[rows.Row]:
    """All rows there could be, whoever may see them."""
    with reading() as session:
        found: list[rows.Row] = []
        for contact in session.query(Contact).filter(Contact.state.in_(AT_A_DESK)):
            found += snapshot.around(session, contact)
            if contact.record is not None:
                found.append(customer_rows.sealed_row(session, contact.record.customer_id))
        found += [floor_rows.agent_row(session, each) for each in session.query(Agent)]
        found += [*floor_rows.ringing_rows(session), floor_rows.legal_clock_row(session)]
        for queue in session.query(Queue):
            found += [floor_rows.queue_row(queue), floor_rows.queue_stats_row(session, queue)]
        found += [bulletin_rows.bulletin_row(session, each) for each in bulletin.up(session)]
        return found


def check(people: Cast) -> None:
    every = {(each.KIND, snapshot.key_of(each)): each for each in every_row(people)}
    with reading() as session:
        for agent_id in (people.ada, people.bob, people.cleo, people.dan):
            agent = session.get_one(Agent, agent_id)
            seen = {(each.KIND, snapshot.key_of(each)) for each in snapshot.rows_of_agent(session, agent)}
            rooms = audiences.rooms_of(session, agent)
            meant = {key for key, row in every.items() if audiences.of(session, row) & rooms}
            assert seen == meant, f"{agent.username}: {seen ^ meant}"


def test_it_holds_when_nothing_happens(people: Cast) -> None:
    check(people)


@pytest.mark.parametrize("seed", range(12))
def test_it_holds_after_any_day_of_work(people: Cast, seed: int) -> None:
    """A random day: calls and chats arrive, are taken, identified, verified, ended, wrapped up."""
    chance = random.Random(seed)
    customer_id = cast.carmen()
    cast.available(people.ada, people.bob, people.dan)
    for _ in range(14):
        step(people, customer_id, chance)
        cast.route()
        check(people)


def step(people: Cast, customer_id: int, chance: random.Random) -> None:
    what = chance.choice(("call", "chat", "note", "accept", "identify", "verify", "hang_up", "leave", "resolve"))
    with reading() as session:
        live = [each.id for each in session.query(Contact).filter(Contact.state.in_(AT_A_DESK))]
    if what == "call":
        cast.call(caller=chance.choice((cast.CARMEN, None)))
        return
    if what == "chat":
        with transaction() as session:
            queue = session.get_one(Queue, people.chat)
            messaging.start(session, queue=queue, client_id=str(uuid4()), language="es", name=None, text="Hola")
        return
    if what == "note":
        with transaction() as session:
            queues = chance.choice(([], [people.orders], [people.sales, people.chat]))
            ends_at = clock.now() + timedelta(hours=1)
            cleo = session.get_one(Agent, people.cleo)
            bulletin.write(session, by=cleo, text="x", queues=queues, ends_at=ends_at)
        return
    if not live:
        return
    contact_id = chance.choice(live)
    agents = cast.contact(contact_id).agents
    try:
        with transaction() as session:
            contact = session.get_one(Contact, contact_id)
            by = session.get_one(Agent, agents[0])
            match what:
                case "identify":
                    identifying.identify(session, contact, by=by, customer_id=customer_id)
                case "verify":
                    contact.certainty = type(contact.certainty)("verified")
                case "hang_up":
                    wrapping_up.hang_up(session, contact, by=by)
                case "leave":
                    wrapping_up.customer_gone(session, contact, cause="cancel")
                case "resolve":
                    wrapping_up.resolve(session, contact, by=by)
                case "note":
                    wrapping_up.save_note(session, contact, by=by, text=str(chance.random()), version=0)
                case "reply":
                    messaging.reply(session, contact, by=by, client_id=str(uuid4()), text="Buenos días")
                case "decide":
                    decisions.decide(session, contact)
                case "learn":
                    learn(by, people, chance)
        if what == "accept":
            cast.accept(contact_id, agents[0])
    except Refusal:
        pass  # a step the rules forbid just now


def learn(agent: Agent, people: Cast, chance: random.Random) -> None:
    """Somebody's skills change in the middle of the day: so do their queues."""
    staff.learn(agent, tuple(Skill(each, 1, None) for each in ("orders", "wine") if chance.random() < 0.7))


def test_a_call_that_only_rings_shows_no_note_and_nothing_sealed(people: Cast) -> None:
    cast.carmen()
    cast.available(people.ada)
    cast.call(caller=cast.CARMEN)
    cast.route()
    with reading() as session:
        seen = {each.KIND for each in snapshot.rows_of_agent(session, session.get_one(Agent, people.ada))}
    assert {"contact", "customer"} <= seen
    assert not {"note", "sealed", "decision", "script"} & seen


def test_dropped_missing_and_gone_rows_heal(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    with reading() as session:
        ada = session.get_one(Agent, people.ada)
        these = snapshot.rows_of_agent(session, ada)
    known = {"contact": {str(contact_id): 1, "999": 4}, "agent": {str(people.ada): 10_000}}
    healed = snapshot.healed(these, known)
    newer = {(each["kind"], snapshot.key_of(each["row"])) for each in healed["rows"]}  # type: ignore[attr-defined]
    assert ("contact", contact_id) in newer  # an older version was shown
    assert ("queue", people.orders) in newer  # nothing was shown
    assert ("agent", people.ada) not in newer  # what is current is not sent again
    assert {"kind": "contact", "key": 999} in healed["gone"]  # type: ignore[operator]


def test_a_visitor_sees_their_own_rows_and_no_others(people: Cast) -> None:
    with transaction() as session:
        queue = session.get_one(Queue, people.chat)
        chat, _ = messaging.start(session, queue=queue, client_id=str(uuid4()), language="es", name=None, text="Hola")
    with reading() as session:
        seen = snapshot.of_visitor(session, session.get_one(messaging.Chat, chat.contact_id), build="b")
        assert waiting.place(session, session.get_one(Contact, chat.contact_id)) == 1
    assert {each["kind"] for each in seen.rows} == {"visitor_chat", "visitor_place", "visitor_message"}

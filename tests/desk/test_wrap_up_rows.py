"""The sheet of after-call work is filled in by what happened, never by a guess."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from console import clock
from console.agents.agent import Agent, AgentState
from console.contacts import identifying, messaging, wrapping_up
from console.contacts.contact import Contact, ContactEvent, Disposition, Purpose, Queue, record
from console.customers import source_records
from console.db import reading, transaction
from console.demo import offers as catalogue
from console.desk import rows, snapshot, wrap_up_rows
from console.errors import Invalid
from console.offers.catalogue import Offer
from tests import cast
from tests.cast import Cast
from tests.customers.exporting import ORDERS, PEOPLE, take

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
REASONS = (
    ("late.solved", ["Pedidos", "Entrega", "Retraso, resuelto"], ["Orders", "Delivery", "Late, solved"]),
    ("late.open", ["Pedidos", "Entrega", "Retraso, sigue abierto"], ["Orders", "Delivery", "Late, still open"]),
    ("order.cancel", ["Pedidos", "Cambio", "Anula el pedido"], ["Orders", "Change", "Order cancelled"]),
    ("card.points", ["Tarjeta", "Saldo", "Retraso en los puntos"], ["Card", "Balance", "Points late"]),
)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.stopped_at(NOON):
        yield


@pytest.fixture
def people(store: str) -> Cast:
    made = cast.cast()
    with transaction() as session:
        queue = session.get_one(Queue, made.orders)
        queue.dispositions = [
            Disposition(code=code, position=place, path_es=es, path_en=en)
            for place, (code, es, en) in enumerate(REASONS)
        ]
    return made


def carmen_waits_for_her_order(due_to: str) -> None:
    take("shop", "people", f"{PEOPLE}u1,Carmen Ruiz,{cast.CARMEN},,,,\n")
    take("shop", "orders", f"{ORDERS}20418,u1,2026-11-20,late,2026-11-24 08:00,{due_to},10\n")


def do(contact_id: int, agent_id: int, verb: object) -> None:
    with transaction() as session:
        verb(session, session.get_one(Contact, contact_id), by=session.get_one(Agent, agent_id))  # type: ignore[operator]


def sheet(contact_id: int) -> rows.WrapUpRow | None:
    with reading() as session:
        return wrap_up_rows.wrap_up_row(session, session.get_one(Contact, contact_id))


def ended(people: Cast, *, caller: str | None = None, solved: bool = False) -> int:
    contact_id = cast.on_a_call(people.ada, caller=caller)
    clock.advance(timedelta(minutes=3))
    if solved:
        do(contact_id, people.ada, wrapping_up.resolve)
    do(contact_id, people.ada, wrapping_up.hang_up)
    return contact_id


def test_there_is_nothing_to_propose_before_the_end(people: Cast) -> None:
    assert sheet(cast.on_a_call(people.ada)) is None


def test_each_sentence_names_the_event_it_tells_of(people: Cast) -> None:
    carmen_waits_for_her_order("2026-11-24 10:00")
    contact_id = ended(people, caller=cast.CARMEN, solved=True)
    found = sheet(contact_id)
    assert found is not None
    assert [each.text for each in found.sentences] == [
        "Got in touch because order 20418 has not arrived.", "The problem was solved."
    ]  # fmt: skip
    with reading() as session:
        for each in found.sentences:
            event = session.query(ContactEvent).filter_by(contact_id=contact_id, seq=each.event).one()
            assert (event.kind, event.at) == (each.kind, each.at)
    assert [each.at for each in found.sentences] == [NOON, NOON + timedelta(minutes=3)]


def test_they_are_in_the_language_of_the_agent_who_signs(people: Cast) -> None:
    carmen_waits_for_her_order("2026-11-24 10:00")
    with transaction() as session:
        session.get_one(Agent, people.ada).language = "es"
    found = sheet(ended(people, caller=cast.CARMEN))
    assert found is not None
    assert found.sentences[0].text == "Llamó porque el pedido 20418 no ha llegado."


@pytest.mark.parametrize(
    ("checks", "told"),
    [
        (["birth_date", "postcode"], "Proved who they are with 2 facts."),
        (["code"], "Proved who they are with a code."),
        (["birth_date", "code"], "Proved who they are with a code."),
    ],
)
def test_it_says_what_proved_who_they_are(people: Cast, checks: list[str], told: str) -> None:
    carmen_waits_for_her_order("2026-11-24 10:00")
    contact_id = cast.on_a_call(people.ada, caller=cast.CARMEN)
    with transaction() as session:
        identifying.prove(session, session.get_one(Contact, contact_id), checks, people.ada)
    do(contact_id, people.ada, wrapping_up.hang_up)
    found = sheet(contact_id)
    assert found is not None
    assert [each.text for each in found.sentences if each.kind == "verified"] == [told]


@pytest.mark.parametrize(("solved", "reason"), [(True, "late.solved"), (False, "late.open")])
def test_the_reason_is_the_one_whose_words_were_heard(people: Cast, solved: bool, reason: str) -> None:
    carmen_waits_for_her_order("2026-11-24 10:00")
    found = sheet(ended(people, caller=cast.CARMEN, solved=solved))
    assert found is not None and found.reason is not None
    assert found.reason.code == reason


def test_a_rare_word_in_the_note_says_more_than_a_common_one(people: Cast) -> None:
    contact_id = ended(people)
    with transaction() as session:
        by = session.get_one(Agent, people.ada)
        contact = session.get_one(Contact, contact_id)
        wrapping_up.save_note(session, contact, by=by, text="Faltan puntos en la TARJETA", version=0)
    found = sheet(contact_id)
    assert found is not None and found.reason is not None
    assert found.reason.code == "card.points"
    assert found.reason.heard in ("tarjeta", "puntos")


def test_with_nothing_heard_nothing_is_proposed(people: Cast) -> None:
    found = sheet(ended(people, solved=True))
    assert found is not None
    assert (found.reason, found.follow_up) == (None, None)
    assert [each.key for each in found.sentences] == ["resolved"]


def test_a_word_that_different_branches_share_decides_nothing(people: Cast) -> None:
    carmen_waits_for_her_order("2026-11-24 18:00")  # on its way: only "order" was heard
    found = sheet(ended(people, caller=cast.CARMEN))
    assert found is not None and found.reason is None


def test_an_order_due_today_asks_to_be_looked_after(people: Cast) -> None:
    carmen_waits_for_her_order("2026-11-24 18:00")  # Madrid
    found = sheet(ended(people, caller=cast.CARMEN))
    assert found is not None and found.follow_up is not None
    assert found.follow_up.due_at == datetime(2026, 11, 24, 17, 15, tzinfo=UTC)
    assert found.follow_up.what == "Check the delivery of order 20418"


def test_a_promise_due_within_a_day_asks_to_be_kept(people: Cast) -> None:
    carmen_waits_for_her_order("2026-11-24 10:00")
    head = "key,person,text,made_at,due_at"
    take("shop", "promises", f"{head}\nP1,u1,Bread kept,2026-11-21 09:30,2026-11-24 20:00\n")
    found = sheet(ended(people, caller=cast.CARMEN))
    assert found is not None and found.follow_up is not None
    assert (found.follow_up.what, found.follow_up.due_at.hour) == ("See that it is kept: Bread kept", 19)


def test_an_order_whose_hour_has_passed_asks_for_nothing(people: Cast) -> None:
    carmen_waits_for_her_order("2026-11-24 10:00")
    found = sheet(ended(people, caller=cast.CARMEN))
    assert found is not None and found.follow_up is None


def test_what_came_of_an_offer_is_told_by_its_name(people: Cast) -> None:
    contact_id = cast.on_a_call(people.ada)
    with transaction() as session:
        catalogue.load(session)
        offer = session.query(Offer).first()
        assert offer is not None
        name = offer.name_en
        contact = session.get_one(Contact, contact_id)
        record(session, contact, "offer_outcome", agent_id=people.ada, offer_id=offer.id, result="accepted")
        record(session, contact, "purpose_changed", agent_id=people.ada, old=Purpose.SERVICE, new=Purpose.SALES)
    do(contact_id, people.ada, wrapping_up.hang_up)
    found = sheet(contact_id)
    assert found is not None
    assert [each.text for each in found.sentences] == [f"Accepted “{name}”.", "Asked to hear about buying."]


def test_a_chat_begins_with_what_the_visitor_wrote(people: Cast) -> None:
    cast.available(people.ada)
    with transaction() as session:
        queue = session.get_one(Queue, people.chat)
        chat, _ = messaging.start(
            session, queue=queue, client_id=str(uuid4()), language="es", name=None, text="¿Dónde\nestá mi pedido?"
        )
    cast.route()
    do(chat.contact_id, people.ada, wrapping_up.hang_up)
    found = sheet(chat.contact_id)
    assert found is not None
    assert found.sentences[0].text == "Wrote: “¿Dónde está mi pedido?”."


def test_the_version_grows_with_the_note_and_with_the_customer(people: Cast) -> None:
    take("shop", "people", f"{PEOPLE}u1,Carmen Ruiz,{cast.CARMEN},,,,\n")
    contact_id = ended(people, caller=cast.CARMEN)
    versions = [sheet(contact_id).version]  # type: ignore[union-attr]
    with transaction() as session:
        by, contact = session.get_one(Agent, people.ada), session.get_one(Contact, contact_id)
        wrapping_up.save_note(session, contact, by=by, text="Pan", version=0)
    versions.append(sheet(contact_id).version)  # type: ignore[union-attr]
    with transaction() as session:
        contact = session.get_one(Contact, contact_id)
        assert contact.record is not None
        source_records.touch(session, contact.record.customer)
    versions.append(sheet(contact_id).version)  # type: ignore[union-attr]
    assert versions == sorted(set(versions))


def test_only_the_agent_at_work_has_the_sheet(people: Cast) -> None:
    contact_id = ended(people)
    with reading() as session:
        for agent_id in (people.ada, people.bob, people.cleo, people.dan):
            kinds = {each.KIND for each in snapshot.rows_of_agent(session, session.get_one(Agent, agent_id))}
            assert ("wrap_up" in kinds) == (agent_id == people.ada)
    assert cast.contact(contact_id).agents == (people.ada,)


def finish(contact_id: int, agent_id: int, reason: str | None) -> None:
    with transaction() as session:
        wrapping_up.wrap_up(
            session, session.get_one(Contact, contact_id), by=session.get_one(Agent, agent_id),
            disposition="late.open", follow_up=None, next_state=AgentState.AWAY, next_reason=reason,
        )  # fmt: skip


def test_the_agent_says_what_comes_next(people: Cast) -> None:
    finish(ended(people), people.ada, "lunch")
    ada = cast.agent_now(people.ada)
    assert (ada.state, ada.reason) == (AgentState.AWAY, "lunch")


def test_a_reason_nobody_counts_is_refused_and_nothing_is_closed(people: Cast) -> None:
    contact_id = ended(people)
    with pytest.raises(Invalid) as refused:
        finish(contact_id, people.ada, "siesta")
    assert refused.value.field == "reason"
    assert cast.contact(contact_id).wrapped_at is None

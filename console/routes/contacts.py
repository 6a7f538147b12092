"""/contacts/7/…: what an agent does with a contact on their desk."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from console.agents.agent import Agent, AgentState
from console.contacts import access, assignment, follow_ups, holding, identifying, messaging, wrapping_up
from console.contacts.contact import Contact, Purpose
from console.contacts.messaging import Author, Chat
from console.db import transaction
from console.desk import contact_rows, offer_rows
from console.errors import Missing
from console.offers import scripts
from console.routes import people
from console.routes.reading_input import NOTHING, body, json

contacts = Blueprint("contacts", __name__, url_prefix="/contacts/<int:contact_id>")
Verb = Callable[[Session, Contact, Agent], Contact]


def change(contact_id: int, verb: Verb) -> Response:
    """One verb on a contact of the asking agent; answers with the row."""
    people.who()
    with transaction() as session:
        agent = people.agent(session)
        contact = verb(session, found(session, agent, contact_id), agent)
        session.flush()
        row = contact_rows.contact_row(contact)
    return json(row)


def found(session: Session, agent: Agent, contact_id: int) -> Contact:
    return access.contact_for(session, agent, contact_id)


@contacts.put("/assignment")
def accept(contact_id: int) -> Response:
    """Any agent may try, since it may have rung at several: `accept` itself says who is late."""
    people.who()
    with transaction() as session:
        contact = session.get(Contact, contact_id)
        if contact is None:
            raise Missing
        contact = assignment.accept(session, contact, by=people.agent(session))
        session.flush()
        row = contact_rows.contact_row(contact)
    return json(row)


@contacts.delete("/assignment")
def decline(contact_id: int) -> tuple[str, int]:
    people.who()
    with transaction() as session:
        agent = people.agent(session)
        assignment.decline(session, found(session, agent, contact_id), by=agent)
    return NOTHING


@contacts.put("/painted")
def painted(contact_id: int) -> tuple[str, int]:
    """The page has shown the ringing contact, so many milliseconds after its row arrived."""
    people.who()
    after = body().number("after_ms", most=600_000)
    with transaction() as session:
        contact = found(session, people.agent(session), contact_id)
        contact.painted_ms = contact.painted_ms or after
    return NOTHING


@contacts.put("/customer")
def customer(contact_id: int) -> Response:
    customer_id = body().number("customer", least=1)
    return change(contact_id, lambda s, c, a: identifying.identify(s, c, by=a, customer_id=customer_id))


@contacts.put("/verification")
def verification(contact_id: int) -> Response:
    checks = body().texts("checks")
    return change(contact_id, lambda s, c, a: identifying.verify(s, c, by=a, checks=checks))


@contacts.put("/purpose")
def purpose(contact_id: int) -> Response:
    wanted = Purpose(body().choice("purpose", tuple(Purpose)))
    return change(contact_id, lambda s, c, a: wrapping_up.turn_to(s, c, by=a, purpose=wanted))


@contacts.put("/resolution")
def resolution(contact_id: int) -> Response:
    return change(contact_id, lambda s, c, a: wrapping_up.resolve(s, c, by=a))


@contacts.put("/hold")
def hold(contact_id: int) -> Response:
    return change(contact_id, lambda s, c, a: holding.hold(s, c, by=a))


@contacts.delete("/hold")
def resume(contact_id: int) -> Response:
    return change(contact_id, lambda s, c, a: holding.resume(s, c, by=a))


@contacts.put("/ending")
def ending(contact_id: int) -> Response:
    return change(contact_id, lambda s, c, a: wrapping_up.hang_up(s, c, by=a))


@contacts.put("/note")
def note(contact_id: int) -> Response:
    people.who()
    sent = body()
    text, version = sent.text("text", most=wrapping_up.LONGEST_NOTE), sent.number("version")
    with transaction() as session:
        agent = people.agent(session)
        wrapping_up.save_note(session, found(session, agent, contact_id), by=agent, text=text, version=version)
        session.flush()
        row = contact_rows.note_row(session, contact_id)
    return json(row)


@contacts.put("/wrap-up")
def wrap_up(contact_id: int) -> tuple[str, int]:
    people.who()
    sent = body()
    promised = sent.part("follow_up")
    wanted = follow_ups.Wanted(promised.text("what", most=500), promised.moment("due_at")) if promised else None
    next_state = AgentState(sent.choice("next", ("available", "away")))
    with transaction() as session:
        agent = people.agent(session)
        contact = session.get(Contact, contact_id)
        if contact is None or contact.agent_id != agent.id:
            raise Missing
        wrapping_up.wrap_up(
            session, contact, by=agent, disposition=sent.text("disposition", most=64),
            follow_up=wanted, next_state=next_state, next_reason=sent.maybe_text("reason", most=32),
        )  # fmt: skip
    return NOTHING


@contacts.post("/messages")
def reply(contact_id: int) -> Response:
    people.who()
    sent = body()
    with transaction() as session:
        agent = people.agent(session)
        contact = found(session, agent, contact_id)
        written = messaging.reply(
            session, contact, by=agent, client_id=sent.text("client_id", most=64), text=sent.text("text")
        )
        (row,) = contact_rows.message_rows(session, [written])
    return json(row)


@contacts.put("/read")
def read(contact_id: int) -> tuple[str, int]:
    people.who()
    seq = body().number("seq")
    with transaction() as session:
        contact = found(session, people.agent(session), contact_id)
        if chat := session.get(Chat, contact.id):
            messaging.read(session, chat, by=Author.AGENT, seq=seq)
    return NOTHING


@contacts.put("/script")
def script(contact_id: int) -> Response:
    people.who()
    offer_id = body().number("offer", least=1)
    with transaction() as session:
        agent = people.agent(session)
        scripts.open_script(session, found(session, agent, contact_id), by=agent, offer_id=offer_id)
        session.flush()
        row = offer_rows.script_row(session, contact_id)
    return json(row)


@contacts.put("/script/answer")
def script_answer(contact_id: int) -> Response:
    people.who()
    sent = body()
    with transaction() as session:
        agent = people.agent(session)
        scripts.answer(
            session, found(session, agent, contact_id), by=agent, step=sent.text("step", most=64),
            answer=sent.text("answer", most=64), reason=sent.maybe_number("reason"), version=sent.number("version"),
            values=values.fields if (values := sent.part("values")) else None, later_on=sent.maybe_day("later_on"),
        )  # fmt: skip
        session.flush()
        row = offer_rows.script_row(session, contact_id)
    return json(row)


@contacts.put("/script/step")
def script_step(contact_id: int) -> Response:
    """Straight to another step."""
    people.who()
    sent = body()
    step, version = sent.text("step", most=64), sent.number("version")
    with transaction() as session:
        agent = people.agent(session)
        scripts.jump(session, found(session, agent, contact_id), by=agent, step=step, version=version)
        session.flush()
        row = offer_rows.script_row(session, contact_id)
    return json(row)


@contacts.put("/script/documents/<client_id>")
def script_documents(contact_id: int, client_id: str) -> Response:
    """Sends what the step it stands at sends, where ``to`` says."""
    people.who()
    sent = body()
    step, to = sent.text("step", most=64), sent.text("to", most=64)
    with transaction() as session:
        agent = people.agent(session)
        scripts.send_documents(
            session, found(session, agent, contact_id), by=agent, step=step, to=to, client_id=client_id
        )
        session.flush()
        row = offer_rows.script_row(session, contact_id)
    return json(row)


@contacts.delete("/script/answer")
def script_back(contact_id: int) -> Response:
    people.who()
    with transaction() as session:
        agent = people.agent(session)
        scripts.back(session, found(session, agent, contact_id), by=agent)
        session.flush()
        row = offer_rows.script_row(session, contact_id)
    return json(row)

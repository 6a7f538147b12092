"""/contacts/7/…: who it is, what is known of them, and what an agent adds to it during the contact."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.contacts import access, identifying, quotes
from console.contacts.contact import Certainty, Contact
from console.customers import consent, correcting, preferences, reads, timeline
from console.customers.source_records import SourceRecord
from console.db import transaction
from console.desk import contact_rows, customer_rows, profile_rows
from console.errors import Missing
from console.routes import people
from console.routes.reading_input import NOTHING, Body, body, json, moment

profiles = Blueprint("profiles", __name__, url_prefix="/contacts/<int:contact_id>")
PAGE = 50


def theirs(session: Session, contact_id: int) -> tuple[Agent, Contact, SourceRecord]:
    """The asking agent, their contact and the `console` record of who it is with. Raises Missing."""
    agent = people.agent(session)
    contact = access.contact_for(session, agent, contact_id)
    if contact.record is None:
        raise Missing
    return agent, contact, contact.record


@profiles.get("/profile")
def profile(contact_id: int) -> Response:
    """Unfolding it is a reading of its own, with its purpose."""
    people.who()
    with transaction() as session:
        agent, contact, record = theirs(session, contact_id)
        reads.remember(
            session, agent.id, [record.customer_id], purpose=reads.PROVENANCE, contact_id=contact.id
        )
        return json(profile_rows.profile_page(session, contact, agent.language))


@profiles.put("/correction")
def correction(contact_id: int) -> Response:
    people.who()
    sent = body()
    field, value = sent.text("field", most=40), sent.text("value", most=300)
    with transaction() as session:
        agent, contact, record = theirs(session, contact_id)
        access.mine(session, contact, agent)
        verified = contact.certainty is Certainty.VERIFIED
        correcting.correct(session, record.customer, by=agent, field=field, text=value, verified=verified)
        session.flush()
        return json(profile_rows.profile_page(session, contact, agent.language))


@profiles.put("/memories/<client_id>")
def memory(contact_id: int, client_id: str) -> Response:
    """Remember this: the note's sentence, or what was typed."""
    people.who()
    sent = body()
    due, until = maybe_moment(sent, "due_at"), maybe_moment(sent, "until")
    with transaction() as session:
        agent, contact, record = theirs(session, contact_id)
        access.mine(session, contact, agent)
        kept = preferences.remember(
            session, record, key=client_id[:64], text=sent.text("text", most=600), by=agent, due_at=due, until=until
        )
        session.flush()
        return json({"id": kept.id, "text": kept.text, "until": kept.expires_at})


@profiles.put("/promises/<int:promise_id>")
def promise(contact_id: int, promise_id: int) -> tuple[str, int]:
    people.who()
    kept = body().choice("ended", ("kept", "taken_back")) == "kept"
    with transaction() as session:
        agent, contact, record = theirs(session, contact_id)
        access.mine(session, contact, agent)
        preferences.end(session, record.customer_id, promise_id, kept=kept)
    return NOTHING


@profiles.put("/consents/<client_id>")
def consented(contact_id: int, client_id: str) -> tuple[str, int]:
    """They said yes or no to the words read out."""
    people.who()
    sent = body()
    purpose, given = sent.choice("purpose", consent.PURPOSES), sent.choice("answer", ("yes", "no")) == "yes"
    with transaction() as session:
        agent, contact, record = theirs(session, contact_id)
        access.mine(session, contact, agent)
        consent.said(
            session, record, key=client_id[:64], purpose=purpose, given=given, language=contact.language,
            channel=contact.channel.value, how=f"contact {contact.id}", by=agent,
        )  # fmt: skip
        identifying.decide_again(session, contact)
    return NOTHING


@profiles.put("/quotes/<client_id>")
def quote(contact_id: int, client_id: str) -> tuple[str, int]:
    """The customer says …"""
    people.who()
    sent = body()
    with transaction() as session:
        agent = people.agent(session)
        contact = access.contact_for(session, agent, contact_id)
        quotes.say(
            session, contact, by=agent, client_id=client_id[:64], topic=sent.text("topic", most=32),
            text=sent.text("text", most=600),
        )  # fmt: skip
    return NOTHING


@profiles.put("/birth-date")
def birth_date(contact_id: int) -> Response:
    """Which of the candidates was born that day: asked, never read out."""
    who = people.who()
    reads.allow_lookup(who.agent_id)
    born = body().text("birth_date", most=40)
    return identified(contact_id, lambda s, c, a: identifying.born_on(s, c, by=a, text=born))


@profiles.put("/person/<client_id>")
def person(contact_id: int, client_id: str) -> Response:
    """Nobody we know: a profile of their own, made here."""
    people.who()
    name = body().text("name", most=200)
    return identified(contact_id, lambda s, c, a: identifying.create(s, c, by=a, name=name))


def identified(contact_id: int, verb: identifying.Verb) -> Response:
    with transaction() as session:
        agent = people.agent(session)
        contact = verb(session, access.contact_for(session, agent, contact_id), agent)
        session.flush()
        return json(contact_rows.contact_row(contact))


@profiles.put("/number")
def number(contact_id: int) -> Response:
    """The number it came from is this person's too."""
    people.who()
    return identified(contact_id, lambda s, c, a: identifying.link_number(s, c, by=a))


@profiles.get("/timeline")
def whole_timeline(contact_id: int) -> Response:
    """Fifty lines older than a place, of some kinds or of all."""
    people.who()
    asked, number = request.args.get("before"), request.args.get("id", 0, type=int)
    # "+" in a URL is a space
    before = (moment(asked.replace(" ", "+"), "before"), number) if asked is not None else None
    kinds = tuple(each for each in request.args.get("kinds", "").split(",") if each)[:12]
    with transaction() as session:
        agent = people.agent(session)
        contact = access.contact_for(session, agent, contact_id)
        if contact.record is None:
            return json([])
        customers = [contact.record.customer_id]
        reads.remember(session, agent.id, customers, purpose=reads.TIMELINE, contact_id=contact.id)
        found = timeline.page(session, contact.record.customer_id, before=before, limit=PAGE, kinds=kinds)
        return json([customer_rows.entry(each) for each in found])


def maybe_moment(sent: Body, name: str) -> datetime | None:
    return sent.moment(name) if sent.fields.get(name) is not None else None

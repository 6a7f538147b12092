"""/offers/…/preview and /offers/…/versions/3: the offer before real customers, and what changed in it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.contacts.contact import Certainty, Channel, Contact, Purpose
from console.customers import lookup, profile
from console.customers.source_records import SourceRecord
from console.db import reading
from console.errors import Missing
from console.expressions import fill
from console.offers import personal_price, reach, steps, weighing, written
from console.offers.authoring import OFFER
from console.offers.catalogue import Offer
from console.offers.contents import offer_of
from console.offers.facts import CustomerFacts, facts
from console.offers.weighing import Candidate
from console.offers.wording import disclosed, gaps
from console.publishing import differences
from console.publishing import publication as book
from console.publishing.differences import Change
from console.publishing.publication import Version
from console.routes import marketing
from console.routes.gate_words import words
from console.routes.languages import language
from console.routes.offers import money, named

previews = Blueprint("previews", __name__, url_prefix="/offers")
previews.context_processor(marketing.about_me)
MOST = 8


@previews.get("/<key>/preview")
def preview(key: str) -> str:
    """Some it reaches, those it would contradict, or whoever is asked for; names are only initials."""
    asked, among = request.args.get("q", "")[:200].strip(), request.args.get("among", "")
    with reading() as session:
        agent = marketing.marketer(session)
        version = newest(session, key)
        offer = offer_of(key, version.content)
        offer.id = 0
        people = chosen(session, version, asked, among)
        rows = [row(session, offer, each, agent) for each in people[:MOST]]
        said = spoken(session, offer, people[0]) if people else []
    return render_template("offer_preview.html", key=key, name=named(offer), rows=rows, asked=asked, said=said)


def newest(session: Session, key: str) -> Version:
    found = book.publication(session, OFFER, key)
    return book.version(session, found, found.newest)


def chosen(session: Session, version: Version, asked: str, among: str) -> list[int]:
    if asked:
        return [each.id for each in lookup.find(session, asked)]
    counted = reach.of(session, version.content)
    if counted is None:
        return []
    return list(counted.body["examples" if among == "clashing" else "fitting"])


def row(session: Session, offer: Offer, customer_id: int, agent: Agent) -> dict[str, Any]:
    known = as_called(session, offer, customer_id)
    found = weighed(offer, known, agent)
    closed = found.closed
    return {
        "id": customer_id, "name": initials(profile.profile(session, customer_id).name),
        "why_not": words(written.said(closed.why)) if closed else None,
        "expected": money(found.worth.expected_cents, offer.currency) if found.worth else None,
    }  # fmt: skip


def weighed(offer: Offer, known: CustomerFacts, agent: Agent) -> Candidate:
    """By an agent who is trained for it: who writes an offer needn't be."""
    offer.required_skill = None
    return weighing.weigh(offer, known, agent)


def as_called(session: Session, offer: Offer, customer_id: int) -> CustomerFacts:
    """As if they called now, on a queue that may carry it. Nothing of it is kept."""
    record = session.scalar(select(SourceRecord).where(SourceRecord.customer_id == customer_id).limit(1))
    if record is None:
        raise Missing
    purpose = Purpose.SALES if offer.purpose is Purpose.SERVICE else offer.purpose
    contact = Contact(
        purpose=purpose, channel=Channel.PHONE, certainty=Certainty.RECOGNISED, record=record, line=None,
        language=profile.profile(session, customer_id).language,
    )  # fmt: skip
    return facts(session, contact)


def spoken(session: Session, offer: Offer, customer_id: int) -> list[str]:
    """The script's words as the first of them would hear them, with what is said of a personal price."""
    script = steps.newest(session, offer.script)
    if script is None:
        return []
    known = as_called(session, offer, customer_id)
    tongue = "en" if known.language == "en" else "es"
    price = personal_price.believed(offer, known)
    cents = price.discount_cents if price else None
    words = [each["say"][tongue] for each in script.steps]
    told = [(fill(each, gaps(offer, known, None, cents), tongue), disclosed(each, cents, tongue)) for each in words]
    return [said for pair in told for said in pair if said]


def initials(name: str) -> str:
    """Carmen Ruiz Pardo is Carmen R. P.: enough to talk about, too little to go looking for her."""
    first, *rest = name.split() or ["–"]
    return " ".join([first, *(f"{each[0]}." for each in rest)])


@previews.get("/<key>/versions/<int:number>")
def changes(key: str, number: int) -> str:
    against = request.args.get("against", "")
    with reading() as session:
        marketing.marketer(session)
        found = book.publication(session, OFFER, key)
        new = book.version(session, found, number)
        before = int(against) if against.isdigit() else number - 1
        old = book.version(session, found, before) if before >= 1 else None
        lines = differences.changed(old.content if old else {}, new.content)
    return render_template(
        "version_changes.html", base=f"/offers/{key}", section="offers", key=key, number=number, before=before,
        lines=[(each.field, each.text, each.change is Change.NEW) for each in lines], language=language(),
    )  # fmt: skip

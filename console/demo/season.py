"""La Tahona's last weeks of selling, played through the verbs a desk uses, one contact after the other.

Nothing is written past them: each call arrives, is answered, decided on, told by its script, answered by a
customer who has a will of their own, and wrapped up, with the clock at that moment. So the model has
learnt, the hold-out is real, and the pages for proof and campaigns have something to show.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.agents import states
from console.agents.agent import Agent, AgentState
from console.contacts import assignment, follow_ups, identifying, waiting, wrapping_up
from console.contacts.contact import Contact
from console.contacts.follow_ups import FollowUp
from console.customers import consent, profile
from console.customers.identifiers import Identifier, IdentifierKind
from console.customers.source_records import Customer, SourceRecord
from console.db import reading, transaction
from console.demo import voices
from console.demo.floor import LEAVING_LINE, SALES_LINE
from console.demo.offers import FAIR_LINE
from console.demo.people import OFFERED, STORIES
from console.demo.wills import Will, will_of
from console.offers import decisions, documents, experiments, scripts
from console.offers.catalogue import Offer
from console.offers.script_position import ScriptPosition
from console.offers.steps import StepKind, kind_of
from console.offers.told import Result
from console.worker import HEAVY, LEARNING, LIGHT, Worker

LASTS = timedelta(days=63)
SELLERS = ("nuria.vidal", "james.hall")
FAIR_CALLERS, LEAVERS = 66, 30
HELD_OUT = 1000
"""Of 10,000: more than usual, so that a small company has somebody to compare with."""
SEED = 11
FOLLOWS = {
    kind: (LIGHT | HEAVY | LEARNING)[kind]
    for kind in (
        "route", "telephony.command", "knowledge.suggest", "contact.history", "offers.decide", "offers.fulfil",
        "offers.learn", "offers.unmentioned",
    )
}  # fmt: skip
"""What follows from a contact within its day; counting whom offers reach is left for today."""


@dataclass(frozen=True, slots=True)
class Call:
    at: datetime
    number: str
    line: str
    by: str
    says: Result | None = None
    """What comes of it whatever they are told; None: they have a will of their own."""


def begins() -> datetime:
    return clock.now() - LASTS


def play() -> int:
    """Plays all of it; how many contacts. Nobody else may be in the house yet."""
    chance = random.Random(SEED)  # a play, not a secret
    calls = sorted(planned(chance), key=lambda each: each.at)
    with clock.stopped_at(begins()), transaction() as session:
        admin = session.scalars(select(Agent).where(Agent.username == "admin")).one()
        now = experiments.settings(session)
        experiments.change(session, by=admin, holdout=HELD_OUT, width=now.width, exploration=now.exploration)
    for number, call in enumerate(calls):
        with clock.stopped_at(call.at):
            talk(call, number, chance)
    with transaction() as session:
        for each in session.scalars(select(Agent).where(Agent.username.in_(SELLERS))):
            states.choose(session, each, AgentState.OFFLINE)
        do_what_was_promised(session)
    return len(calls)


def do_what_was_promised(session: Session) -> None:
    """Whatever was due by today has been done in its time."""
    for each in session.scalars(select(FollowUp).where(FollowUp.due_at <= clock.now(), FollowUp.done_at.is_(None))):
        with clock.stopped_at(each.due_at):
            follow_ups.done(session, each.id, by=session.get_one(Agent, each.owner_id))


def planned(chance: random.Random) -> Iterator[Call]:
    """Twice to the sales line by whoever may be told of offers, some who want to leave, and strangers
    whom the wine fair brought; nobody of the stories."""
    with reading() as session:
        agreed = callers(session)
    now = clock.now()
    for place, number in enumerate(agreed):
        first = chance.randrange(20, 60)
        for days in (first, first - 18) if first > 22 else (first,):
            yield Call(moment(chance, now, days), number, SALES_LINE, SELLERS[place % 2])
    for number in chance.sample(agreed, min(LEAVERS, len(agreed))):
        yield Call(moment(chance, now, chance.randrange(2, 19)), number, LEAVING_LINE, SELLERS[0])
    yield Call(moment(chance, now, 5), OFFERED["Irene Molina Ramos"], SALES_LINE, "james.hall", Result.LATER)
    for nth in range(FAIR_CALLERS):
        yield Call(moment(chance, now, chance.randrange(2, 29)), f"+3469900{2000 + nth}", FAIR_LINE, SELLERS[nth % 2])


def moment(chance: random.Random, now: datetime, days_ago: int) -> datetime:
    day = now - timedelta(days=days_ago)
    return day.replace(hour=chance.randrange(8, 17), minute=chance.randrange(60), second=chance.randrange(60))


def callers(session: Session) -> list[str]:
    """The numbers of those who said yes to both, each once; a number of several people is left out."""
    known = sorted(consent.profiled(session, session.scalars(select(Customer.id)).all()))
    agreed = [each for each in known if consent.OFFERS in consent.agreed(session, each, "phone")]
    told = {*STORIES.values(), *OFFERED.values()}
    found = []
    for customer in agreed:
        numbers = session.scalars(
            select(Identifier.value).join(SourceRecord, SourceRecord.id == Identifier.record_id)
            .where(SourceRecord.customer_id == customer, Identifier.kind == IdentifierKind.PHONE)
            .order_by(Identifier.value)
        ).all()  # fmt: skip
        found += [each for each in numbers if each not in told][:1]
    return found


def talk(call: Call, number: int, chance: random.Random) -> None:
    """One call, from ringing to wrapped up, and what falls due by then."""
    with transaction() as session:
        agent = session.scalars(select(Agent).where(Agent.username == call.by)).one()
        states.choose(session, agent, AgentState.AVAILABLE)
        contact = waiting.arrive(
            session, provider="simulator", provider_key=f"season-{number}", queue=waiting.queue_of(session, call.line),
            caller=call.number, line=call.line,
        )  # fmt: skip
        clock.advance(timedelta(seconds=chance.randrange(2, 20)))
        assignment.ring(session, contact, agent)
        clock.advance(timedelta(seconds=3))
        contact = assignment.accept(session, contact, by=agent)
        clock.advance(timedelta(seconds=chance.randrange(60, 260)))
        prove(session, contact, agent)
        voices.perhaps(session, contact, agent, number)
        contact = wrapping_up.resolve(session, contact, by=agent)
        sold = propose(session, contact, agent, chance, call.says)
        contact = wrapping_up.hang_up(session, contact, by=agent)
        clock.advance(timedelta(seconds=chance.randrange(15, 70)))
        wrapping_up.wrap_up(
            session, contact, by=agent, disposition="sale" if sold else "no_sale", follow_up=None,
            next_state=AgentState.AWAY, next_reason="break",
        )  # fmt: skip
    Worker(FOLLOWS).work_off()


def prove(session: Session, contact: Contact, agent: Agent) -> None:
    if contact.record is None:
        return
    known: list[str] = [each.code for each in profile.profile(session, contact.record.customer_id).checks]
    if len(known) >= 2:
        identifying.verify(session, contact, by=agent, checks=known[:2])


def propose(session: Session, contact: Contact, agent: Agent, chance: random.Random, says: Result | None) -> bool:
    """Tells the offer that was decided on; whether it was accepted."""
    decision = decisions.decide(session, contact)
    if decision.offer_id is None or (says is None and chance.random() < 0.08):  # sometimes there is no moment for it
        return False
    will = will_of(session, contact, session.get_one(Offer, decision.offer_id), chance)
    will = Will(says, 1, will.name) if says else will
    position = scripts.open_script(session, contact, by=agent, offer_id=decision.offer_id)
    while position.outcome is None:
        position = step(session, contact, agent, position, will, chance)
    return position.outcome is Result.ACCEPTED


def step(
    session: Session, contact: Contact, agent: Agent, position: ScriptPosition, will: Will, chance: random.Random
) -> ScriptPosition:
    """One answer: on and on to the end they want, or away from it at the step where they have heard enough."""
    here = position.here
    clock.advance(timedelta(seconds=max(here.get("seconds") or 0, chance.randrange(6, 25))))
    if documents.of(here) and documents.sent(session, position) is None:
        position = scripts.send_documents(
            session, contact, by=agent, step=position.step, client_id=f"{contact.id:032x}",
            to=documents.places(session, contact)[0].id,
        )  # fmt: skip
    answers = scripts.choices(session, contact, position)
    enough = will.result is not Result.ACCEPTED and len(position.path) >= will.after
    ends = [each for each in answers if each.get("outcome") == will.result]
    on = [each for each in answers if each.get("to")]
    chosen = ends[0] if ends and (enough or not on) else (on or ends or answers)[0]
    reasons = chosen.get("reasons") or []
    return scripts.answer(
        session, contact, by=agent, step=position.step, answer=chosen["key"], version=position.version,
        reason=chance.randrange(len(reasons) - 1) if reasons else None,
        values=will.values(here) if kind_of(here) is StepKind.FORM else None,
    )  # fmt: skip

"""Juan, who likes Somontano, on Dan's sales line; Bob sells nothing and is a stranger there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent
from console.contacts import wrapping_up
from console.contacts.contact import Certainty, Contact
from console.customers import consent, source_records
from console.customers.consent import ConsentAct
from console.customers.purchases import Purchase, PurchaseLine
from console.customers.source_records import Customer, SourceRecord
from console.db import reading, transaction
from console.demo import offers
from console.offers import decisions, scripts
from console.offers.catalogue import Offer
from console.offers.decisions import Decision
from console.offers.script_position import ScriptPosition
from tests import cast

JUAN = "+34622333444"
SALES = "+34900555030"
ORDERS = "+34900555010"
T = TypeVar("T")


@dataclass(frozen=True)
class Floor:
    dan: int
    bob: int
    juan: int


def floor() -> Floor:
    """The catalogue is live, Dan sells, and Juan said yes to everything."""
    made = cast.cast()
    with transaction() as session:
        offers.load(session)
        record = source_records.new_person(session, name="Juan Ortiz Lafuente", phone=JUAN)
        juan = record.customer_id
        for nth in range(12):
            buys(session, record, nth, "Somontano crianza" if nth < 7 else "Rioja joven", "wine")
        agrees(session, record)
    return Floor(dan=made.dan, bob=made.bob, juan=juan)


def record_of(session: Session, customer_id: int) -> SourceRecord:
    return source_records.console_record(session, session.get_one(Customer, customer_id))


def buys(session: Session, record: SourceRecord, nth: int, product: str, category: str) -> None:
    line = PurchaseLine(position=0, product=product, category=category, cents=695)
    at = clock.now() - timedelta(days=6 + nth)
    number = f"{product}-{nth}"
    session.add(
        Purchase(record_id=record.id, number=number, at=at, amount_cents=695, lines=[line])
    )


def agrees(
    session: Session, record: SourceRecord, *, given: bool = True, how: str | None = "a call"
) -> None:
    for purpose in (consent.OFFERS, consent.PROFILING):
        act = ConsentAct(
            key=f"{purpose}-{clock.now().isoformat()}-{given}-{how}",
            purpose=purpose, channel=None, given=given, how=how, wording="May we?", at=clock.now(),
        )  # fmt: skip
        consent.record_act(session, record, act)


def calls(floor: Floor, *, caller: str | None = JUAN, line: str = SALES) -> int:
    """Rings, and is answered by whoever answers that line."""
    agent = floor.dan if line == SALES else floor.bob
    cast.available(agent)
    contact_id = cast.call(caller=caller, queue=line)
    cast.route()
    cast.accept(contact_id, agent)
    return contact_id


def decides(contact_id: int) -> Decision:
    with transaction() as session:
        return decisions.decide(session, session.get_one(Contact, contact_id))


def gate_of(decision: Decision, key: str) -> str | None:
    found = next(each for each in decision.body["candidates"] if each["key"] == key)
    gate: str | None = found["gate"]
    return gate


def does(contact_id: int, agent_id: int, verb: Callable[[Session, Contact, Agent], T]) -> T:
    with transaction() as session:
        return verb(
            session, session.get_one(Contact, contact_id), session.get_one(Agent, agent_id)
        )


def verifies(floor: Floor, contact_id: int) -> None:
    """As if two facts had matched."""
    with transaction() as session:
        contact = session.get_one(Contact, contact_id)
        contact.certainty, contact.verified_at = Certainty.VERIFIED, clock.now()


def solves(floor: Floor, contact_id: int) -> None:
    does(contact_id, floor.dan, lambda s, c, a: wrapping_up.resolve(s, c, by=a))
    decides(contact_id)


def offer_id(key: str) -> int:
    with reading() as session:
        return session.query(Offer).filter_by(key=key).one().id


def opens(floor: Floor, contact_id: int, key: str = "carinena") -> ScriptPosition:
    wanted = offer_id(key)
    return does(
        contact_id, floor.dan, lambda s, c, a: scripts.open_script(s, c, by=a, offer_id=wanted)
    )


def says(
    floor: Floor, contact_id: int, step: str, answer: str, version: int, reason: int | None = None
) -> ScriptPosition:
    return does(
        contact_id,
        floor.dan,
        lambda s, c, a: scripts.answer(
            s, c, by=a, step=step, answer=answer, reason=reason, version=version
        ),
    )


def ready() -> tuple[Floor, int]:
    """Juan's problem is solved, and the Cariñena is decided on."""
    there = floor()
    contact = calls(there)
    decides(contact)
    solves(there, contact)
    return there, contact


def refuses(floor: Floor, contact: int, reason: int = 0) -> None:
    opens(floor, contact)
    says(floor, contact, "permission", "yes", 1)
    says(floor, contact, "proposal", "rejected", 2, reason)

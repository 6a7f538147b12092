"""Whoever calls on whatever line, with whatever they said before: read from the database, nothing is decided
that may not be said. The rules are told from what was drawn, not from what the console read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from console import clock
from console.contacts.contact import Certainty, Contact, Purpose
from console.customers import consent, source_records
from console.customers.consent import ConsentAct
from console.customers.history import Claim
from console.customers.preferences import NO_SALES, Instruction
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from console.demo import offers
from console.offers.catalogue import Offer
from console.offers.told import Outcome, Result
from tests import cast
from tests.offers import people

NUMBERS = count(1)
QUIET = {Result.REJECTED: 90, Result.LATER: 14, Result.ACCEPTED: 7}
KEYS = ("carinena", "nappies")


@dataclass(frozen=True)
class Somebody:
    line: str
    agreed: dict[str, bool | None]
    """To offers and to profiling: yes, no, or never asked."""
    no_sales: bool
    claim: bool
    certainty: Certainty
    told: tuple[tuple[str, Result, int], ...]
    """Of which offer, what they said, and how many days ago."""

    @property
    def may_be_sold_to(self) -> bool:
        sure = self.certainty in (Certainty.VERIFIED, Certainty.RECOGNISED)
        return sure and all(self.agreed.values()) and not (self.no_sales or self.claim) and self.line == people.SALES


often = st.sampled_from([True, True, True, True, False, None])
SOMEBODY = st.builds(
    Somebody, line=st.sampled_from([people.SALES, people.SALES, people.SALES, people.ORDERS]),
    agreed=st.fixed_dictionaries({consent.OFFERS: often, consent.PROFILING: often}),
    no_sales=st.sampled_from([False] * 5 + [True]), claim=st.sampled_from([False] * 5 + [True]),
    certainty=st.sampled_from([Certainty.VERIFIED, Certainty.RECOGNISED, Certainty.RECOGNISED, Certainty.HOUSEHOLD]),
    told=st.just(()) | st.tuples(st.tuples(
        st.sampled_from(KEYS), st.sampled_from(Result), st.sampled_from((2, 8, 13, 15, 60, 89, 91))
    )),
)  # fmt: skip


PLAIN = Somebody(
    people.SALES, {consent.OFFERS: True, consent.PROFILING: True}, False, False, Certainty.RECOGNISED, ()
)


def is_known(who: Somebody) -> str:
    """Writes them down, and answers with their phone."""
    number = next(NUMBERS)
    phone = f"+3462255{number:04}"
    with transaction() as session:
        record = source_records.new_person(session, name=f"Persona Numero {number}", phone=phone)
        for nth in range(12):
            people.buys(session, record, 100 * number + nth, "Somontano crianza", "wine")
        for purpose, given_ in who.agreed.items():
            if given_ is not None:
                act = ConsentAct(key=f"{purpose}-{number}", purpose=purpose, channel=None, given=given_, how="a call",
                                 wording="May we?", at=clock.now())  # fmt: skip
                consent.record_act(session, record, act)
        if who.no_sales:
            session.add(Instruction(record_id=record.id, kind=NO_SALES, at=clock.now(), until=None))
        if who.claim:
            session.add(Claim(record_id=record.id, number=f"R-{number}", opened_at=clock.now(), text="roto"))
        record_id = record.id
    for told in who.told:
        was_told(record_id, *told)
    return phone


def was_told(record_id: int, key: str, result: Result, days: int) -> None:
    contact_id, at = cast.call(), clock.now() - timedelta(days=days)
    with transaction() as session:
        contact = session.get_one(Contact, contact_id)
        contact.record, contact.arrived_at = session.get_one(SourceRecord, record_id), at
        offer = session.query(Offer).filter_by(key=key).one()
        session.add(Outcome(
            contact_id=contact_id, offer_id=offer.id, record_id=record_id, agent_id=1, category=offer.category,
            gives=[], result=result, at=at,
        ))  # fmt: skip


def broken(who: Somebody, offer: Offer, expected_cents: int) -> str | None:
    """Which promise proposing it breaks."""
    if expected_cents <= 0:
        return "profitability"
    if offer.required_skill is not None:
        return "nobody has answered yet, so nobody is trained"
    if offer.purpose is Purpose.SERVICE:
        return None
    if not who.may_be_sold_to:
        return "purpose, consent, certainty or service first"
    for key, result, days in who.told:
        if result is not Result.NOT_MENTIONED and days < 7:
            return "told only just now"
        if key == offer.key and days < QUIET.get(result, 0):
            return "mute"
    return None


@pytest.fixture
def there(store: str) -> str:
    cast.cast()
    with transaction() as session:
        offers.load(session)
    return store


@given(SOMEBODY)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@example(PLAIN)
@example(replace(PLAIN, agreed={consent.OFFERS: False, consent.PROFILING: True}))
@example(replace(PLAIN, told=(("carinena", Result.REJECTED, 60),)))
@example(replace(PLAIN, certainty=Certainty.HOUSEHOLD))
@example(replace(PLAIN, line=people.ORDERS))
@example(replace(PLAIN, no_sales=True))
def test_nothing_is_decided_that_may_not_be_said(there: str, who: Somebody) -> None:
    assert decides(who) or who != PLAIN  # what nothing forbids is proposed


def decides(who: Somebody) -> bool:
    """Whether anything was to be sold to them; nothing of it broke a promise."""
    contact_id = cast.call(caller=is_known(who), queue=who.line)
    with transaction() as session:
        session.get_one(Contact, contact_id).certainty = who.certainty
    body = people.decides(contact_id).body
    selling = False
    with reading() as session:
        for each in body["candidates"]:
            if each["gate"] is None:
                offer = session.get_one(Offer, each["offer_id"])
                assert broken(who, offer, each["expected_cents"]) is None, (who, each)
                selling |= offer.purpose is not Purpose.SERVICE
    return selling

"""An offer that does harm beyond doubt is stopped; one that is only unlucky is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from console import clock
from console.contacts.contact import Certainty, Channel, Contact, ContactState, Purpose, Queue
from console.customers import source_records
from console.customers.history import Claim
from console.db import reading, transaction
from console.offers import estimates, guardrails
from console.offers.catalogue import Offer, OfferState
from console.offers.guardrails import Guarded
from console.offers.told import Outcome, Result
from tests.offers import people
from tests.offers.people import floor

CAPSULES = "capsules"


def has_been(
    there: people.Floor, *, told: int, plain: int, seconds: float = 300, longer: float = 0, complaints: int = 0
) -> None:
    """So many contacts with and without the capsules, one customer each."""
    with transaction() as session:
        offer = session.scalars(select(Offer).where(Offer.key == CAPSULES)).one()
        queue = session.scalars(select(Queue).where(Queue.key == "sales")).one()
        for number in range(told + plain):
            record = source_records.new_person(session, name=f"Person {number}", phone=f"+346000{number:05}")
            begun = clock.now() - timedelta(days=10, minutes=number)
            lasts = seconds + number % 7 + (longer if number < told else 0)
            contact = Contact(
                provider="simulator", provider_key=str(number), channel=Channel.PHONE, queue_id=queue.id,
                purpose=Purpose.SALES, state=ContactState.CLOSED, record_id=record.id, language="es",
                certainty=Certainty.VERIFIED, arrived_at=begun, queued_at=begun, accepted_at=begun,
                ended_at=begun + timedelta(seconds=lasts), wrapped_at=begun + timedelta(seconds=lasts),
            )  # fmt: skip
            session.add(contact)
            session.flush()
            if number < told:
                session.add(Outcome(
                    contact_id=contact.id, offer_id=offer.id, record_id=record.id, agent_id=there.dan,
                    category="coffee", result=Result.REJECTED, reason=None, later_at=None, at=begun,
                    fulfilled_at=None,
                ))  # fmt: skip
                if number < complaints:
                    session.add(Claim(record_id=record.id, number=f"R-{number}", text="they called me",
                                      opened_at=begun + timedelta(days=1)))  # fmt: skip


def guards() -> None:
    with reading() as session:
        guardrails.guard_due(session, [{}])


def state() -> OfferState:
    with reading() as session:
        return session.scalars(select(Offer.state).where(Offer.key == CAPSULES)).one()


@pytest.mark.usefixtures("store")
def test_an_offer_that_makes_contacts_much_longer_is_stopped_and_says_so() -> None:
    has_been(floor(), told=60, plain=60, longer=240)
    guards()
    assert state() is OfferState.PAUSED
    with reading() as session:
        ((guarded, offer),) = guardrails.stopped(session)
        assert guarded.measure == "seconds" and offer.key == CAPSULES and 200 < guarded.low < 260


@pytest.mark.usefixtures("store")
def test_complaints_stop_it_too() -> None:
    has_been(floor(), told=60, plain=60, complaints=20)
    guards()
    with reading() as session:
        assert session.scalars(select(Guarded.measure)).all() == ["complaints"]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("harm", [{"longer": 20}, {"complaints": 1}, {"told": 30, "longer": 900}])
def test_a_little_harm_or_few_contacts_stop_nothing(harm: dict[str, int]) -> None:
    has_been(floor(), **({"told": 60, "plain": 60} | harm))  # type: ignore[arg-type]
    guards()
    assert state() is OfferState.LIVE


def test_intervals_are_those_of_the_books() -> None:
    found = estimates.share(8, 10)
    assert found and (round(found.low, 4), round(found.high, 4)) == (0.4902, 0.9433)  # Wilson, 8 of 10
    apart = estimates.difference([1.0, 2.0, 3.0] * 10, [1.0] * 30)
    assert apart and round(apart.value, 3) == 1.0
    assert round(apart.high - apart.low, 3) == round(2 * 1.959964 * 0.83045 / 30**0.5, 3)  # Welch
    few = estimates.difference([1.0, 2.0, 3.0], [1.0, 1.0, 1.0])  # three alike say nothing of their spread
    assert few and round(few.high - few.low, 3) == round(2 * 1.959964 * (0.57735**2 + 0.7 / 3) ** 0.5, 3)
    assert estimates.share(0, 0) is None and estimates.difference([1.0], [2.0, 3.0]) is None

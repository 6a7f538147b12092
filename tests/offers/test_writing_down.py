from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from console import clock, due
from console.contacts.contact import Contact, ContactEvent
from console.contacts.follow_ups import FollowUp
from console.customers import consent, timeline
from console.db import reading, transaction
from console.errors import Conflict, Refused
from console.offers import catalogue, outcomes
from console.offers.catalogue import Offer, OfferState
from console.offers.outcomes import NotVerified
from console.offers.told import Outcome, Result
from tests import cast
from tests.offers import people
from tests.offers.people import (
    Floor,
    decides,
    does,
    gate_of,
    opens,
    ready,
    refuses,
    says,
)

pytestmark = pytest.mark.usefixtures("store")


def test_only_somebody_verified_accepts() -> None:
    there, contact = ready()
    opens(there, contact)
    says(there, contact, "permission", "yes", 1)
    says(there, contact, "proposal", "accepts", 2)
    with pytest.raises(NotVerified):
        says(there, contact, "closing", "confirmed", 3)
    people.verifies(there, contact)
    assert says(there, contact, "closing", "confirmed", 3).outcome is Result.ACCEPTED


def test_who_took_back_their_yes_meanwhile_sells_nothing() -> None:
    there, contact = ready()
    people.verifies(there, contact)
    opens(there, contact)
    says(there, contact, "permission", "yes", 1)
    says(there, contact, "proposal", "accepts", 2)
    with transaction() as session:
        people.agrees(session, people.record_of(session, there.juan), given=False)
    with pytest.raises(Refused):
        says(there, contact, "closing", "confirmed", 3)


def test_what_was_accepted_becomes_one_follow_up_of_who_promised_it() -> None:
    there, contact = ready()
    people.verifies(there, contact)
    opens(there, contact)
    says(there, contact, "permission", "yes", 1)
    says(there, contact, "proposal", "accepts", 2)
    says(there, contact, "closing", "confirmed", 3)
    for _ in range(2):
        with transaction() as session:
            row = due.claim(session, ["offers.fulfil"])
            assert row is not None
            outcomes.fulfil_due(session, row)
    with reading() as session:
        promised = session.scalars(select(FollowUp)).one()
    assert promised.owner_id == there.dan and "Cariñena" in promised.what


def test_an_outcome_is_written_down_once() -> None:
    there, contact = ready()
    refuses(there, contact)
    wanted = people.offer_id("carinena")
    with transaction() as session:
        again = outcomes.write(
            session, session.get_one(Contact, contact), by=cast.agent_now(there.dan),
            offer=session.get_one(Offer, wanted), result=Result.REJECTED,
        )  # fmt: skip
        assert again.reason and again.reason["key"] == "price"
    with pytest.raises(Conflict):
        does(contact, there.dan, lambda s, c, a: outcomes.write(
            s, c, by=a, offer=s.get_one(Offer, wanted), result=Result.LATER))  # fmt: skip
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Outcome)) == 1
        happened = session.scalars(
            select(ContactEvent).where(ContactEvent.kind == "offer_outcome")
        ).one()
        assert happened.facts["result"] == "rejected" and happened.facts["reason"] == "price"
        title = timeline.page(session, there.juan)[0].title
        assert title["code"] == "offer_rejected" and title["facts"]["reason"] == "El precio"


def test_not_mentioned_is_no_refusal() -> None:
    there, contact = ready()
    opens(there, contact)
    says(there, contact, "permission", "not_mentioned", 1)
    with reading() as session:
        assert timeline.page(session, there.juan) == []
    assert gate_of(decides(contact), "carinena") is None


def test_not_by_phone_is_obeyed_at_once() -> None:
    there, contact = ready()
    refuses(there, contact, reason=3)
    with reading() as session:
        assert not consent.allows(session, there.juan, consent.OFFERS, "phone")
        assert consent.allows(session, there.juan, consent.PROFILING, "phone")


@pytest.mark.parametrize(("days", "gate"), [(89, "muted"), (91, None)])
def test_not_interested_leaves_the_category_in_peace_for_ninety_days(
    days: int, gate: str | None
) -> None:
    there, contact = ready()
    refuses(there, contact)
    another = another_call(there, contact, days)
    assert gate_of(decides(another), "carinena") == gate


def another_call(there: Floor, contact: int, days: int) -> int:
    """The same person, so many days on."""
    clock.advance(timedelta(days=days))
    with transaction() as session:
        first = session.get_one(Contact, contact)
        again = Contact(
            provider="simulator", provider_key=f"again-{days}", channel=first.channel,
            queue_id=first.queue_id, purpose=first.purpose, state=first.state,
            agent_id=there.dan, record_id=first.record_id, certainty=first.certainty,
            language="es", arrived_at=clock.now(), queued_at=clock.now(),
        )  # fmt: skip
        session.add(again)
        session.flush()
        return again.id


def test_once_told_the_decision_behind_it_stays() -> None:
    there, contact = ready()
    before = decides(contact)
    refuses(there, contact)
    assert decides(contact).id == before.id


def test_the_last_one_stops_the_offer_and_nobody_gets_one_more() -> None:
    there, contact = ready()
    with transaction() as session:
        session.get_one(Offer, people.offer_id("carinena")).most_in_all = 1
    people.verifies(there, contact)
    opens(there, contact)
    says(there, contact, "permission", "yes", 1)
    says(there, contact, "proposal", "accepts", 2)
    says(there, contact, "closing", "confirmed", 3)
    with reading() as session:
        offer = session.get_one(Offer, people.offer_id("carinena"))
        assert offer.state is OfferState.PAUSED and offer not in catalogue.live(session)
    with pytest.raises(outcomes.NoneLeft), transaction() as session:
        outcomes.take_one(session, session.get_one(Offer, people.offer_id("carinena")))

"""What came of telling an offer: once per contact and offer, with all that follows from it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console import clock, due, words
from console.agents.agent import Agent
from console.contacts import access, follow_ups
from console.contacts.contact import Certainty, Channel, Contact, lock, record
from console.contacts.follow_ups import Wanted
from console.customers import consent, timeline
from console.customers.consent import ConsentAct
from console.customers.source_records import SourceRecord
from console.errors import Conflict, Refused
from console.offers import later, learning
from console.offers.catalogue import Offer, OfferState
from console.offers.told import Outcome, Result
from console.offers.wording import in_gaps

FULFILLED_WITHIN = timedelta(days=1)
AT_ONCE = timedelta(minutes=1)


class NotVerified(Refused):
    message = "Verify first who is speaking: only they can accept."


class NoneLeft(Refused):
    message = "There are no more of this: the last one has just gone."


class AlreadyWrittenDown(Conflict):
    message = "What came of this offer is already written down."


def write(
    session: Session,
    contact: Contact,
    *,
    by: Agent,
    offer: Offer,
    result: Result,
    reason: dict[str, Any] | None = None,
    later_on: date | None = None,
    personal_cents: int | None = None,
) -> Outcome:
    """Writes down what came of it. The same again is the first; something else is a Conflict."""
    contact = access.mine(session, lock(session, contact.id), by)
    known = session.scalar(
        select(Outcome).where(Outcome.contact_id == contact.id, Outcome.offer_id == offer.id)
    )
    if known is not None:
        if known.result is not result:
            raise AlreadyWrittenDown
        return known
    check(contact, offer, result)
    later_at = later.moment(offer, later_on) if later_on else None
    if result is Result.ACCEPTED:
        take_one(session, offer)
    outcome = keep(
        session, contact, agent_id=by.id, offer=offer, result=result, reason=reason, later_at=later_at,
        personal_cents=personal_cents,
    )  # fmt: skip
    follow(session, contact, outcome, offer, by)
    learning.wish(session, outcome)
    return outcome


def keep(
    session: Session, contact: Contact, *, agent_id: int, offer: Offer, result: Result,
    reason: dict[str, Any] | None = None, later_at: datetime | None = None, personal_cents: int | None = None,
) -> Outcome:  # fmt: skip
    """The row and the contact's event; nothing follows from it yet."""
    outcome = Outcome(
        contact_id=contact.id,
        offer_id=offer.id,
        record_id=contact.record_id,
        agent_id=agent_id,
        category=offer.category,
        gives=list(offer.gives),
        result=result,
        reason=reason,
        later_at=later_at,
        personal_cents=personal_cents,
        at=clock.now(),
    )
    session.add(outcome)
    record(
        session,
        contact,
        "offer_outcome",
        agent_id=agent_id,
        offer_id=offer.id,
        offer_version=offer.version,
        result=result.value,
        reason=reason["key"] if reason else None,
    )
    return outcome


def take_one(session: Session, offer: Offer) -> None:
    """Of what there is so much of: counted under the offer's row, and stopped with the last one."""
    if offer.most_in_all is None:
        return
    offer = session.scalars(
        select(Offer).where(Offer.id == offer.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    gone = session.scalar(
        select(func.count()).select_from(Outcome).where(Outcome.offer_id == offer.id, Outcome.result == Result.ACCEPTED)
    )
    if (gone or 0) >= (offer.most_in_all or 0):
        raise NoneLeft
    if (gone or 0) + 1 == offer.most_in_all:
        offer.state = OfferState.PAUSED


def check(contact: Contact, offer: Offer, result: Result) -> None:
    """A stranger may say no to a public offer without saying who they are; a yes is somebody's."""
    stranger = offer.public and contact.certainty is Certainty.UNKNOWN and result is not Result.ACCEPTED
    if contact.record_id is None and not stranger:
        raise Refused("Say first who it is.")
    # A prospect has nothing yet that somebody else could accept in their name.
    if result is Result.ACCEPTED and contact.certainty is not Certainty.VERIFIED and not contact.prospect:
        raise NotVerified


def follow(session: Session, contact: Contact, outcome: Outcome, offer: Offer, by: Agent) -> None:
    """A line on the timeline, an objection obeyed, the fulfilment opened."""
    if outcome.told and outcome.record_id is not None:
        tell_timeline(session, outcome, offer, by)
    if outcome.reason and outcome.reason.get("objects") and outcome.record_id is not None:
        obey(session, contact, outcome)
    if outcome.result is Result.ACCEPTED or outcome.later_at:
        due.add(
            session,
            "offers.fulfil",
            once=f"{contact.id}:{offer.id}",
            contact_id=contact.id,
            offer_id=offer.id,
        )


def tell_timeline(session: Session, outcome: Outcome, offer: Offer, by: Agent) -> None:
    assert outcome.record_id is not None
    facts: dict[str, Any] = {"name": offer.name_es, "name_en": offer.name_en}
    if outcome.result is Result.REJECTED and outcome.reason:
        facts |= {"reason": outcome.reason["es"], "reason_en": outcome.reason["en"]}
    if outcome.later_at:
        facts["on"] = outcome.later_at.isoformat()
    timeline.write(
        session,
        outcome.record_id,
        kind="offer",
        at=outcome.at,
        title={"code": f"offer_{outcome.result.value}", "facts": facts},
        by=by.first_name,
        key=f"offer:{outcome.contact_id}:{offer.id}",
    )


def obey(session: Session, contact: Contact, outcome: Outcome) -> None:
    """They don't want offers this way: an act like any other, and the newest, so it stands."""
    act = ConsentAct(
        key=f"offer:{contact.id}:{outcome.offer_id}",
        purpose=consent.OFFERS,
        channel="chat" if contact.channel is Channel.CHAT else "phone",
        given=False,
        how="said on a contact",
        at=outcome.at,
    )
    assert outcome.record_id is not None
    consent.record_act(session, session.get_one(SourceRecord, outcome.record_id), act)


def fulfil_due(session: Session, row: due.Due) -> None:
    """What was accepted, or put off to a day, becomes a follow-up of whoever promised it, once."""
    contact = lock(session, row.facts["contact_id"])
    outcome = session.scalar(
        select(Outcome).where(
            Outcome.contact_id == contact.id, Outcome.offer_id == row.facts["offer_id"]
        )
    )
    if outcome is None or outcome.fulfilled_at is not None:
        return
    agent = session.get_one(Agent, outcome.agent_id)
    offer = session.get_one(Offer, outcome.offer_id)
    if outcome.result is Result.LATER:
        name = offer.name_en if agent.language == "en" else offer.name_es
        what = words.translate(agent.language, "Propose again: {name}", name=name)
        at = max(outcome.later_at or outcome.at, clock.now() + AT_ONCE)
    else:
        what = in_gaps(
            session, contact, offer, offer.fulfilment, agent.language, personal_cents=outcome.personal_cents
        )
        at = clock.now() + FULFILLED_WITHIN
    wanted = Wanted(what[: follow_ups.LONGEST], at)
    follow_ups.promise(session, contact, by=agent, wanted=wanted)
    outcome.fulfilled_at = clock.now()

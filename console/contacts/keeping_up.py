"""Whoever a contact may be with can be put together with somebody, or apart, while it waits or is talked to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import due
from console.contacts import identifying
from console.contacts.contact import LIVE, Certainty, Contact, lock, record
from console.contacts.identifying import Recognised
from console.customers import merging


def moved_due(session: Session, _: due.Due) -> None:
    """Asks again who each open contact is with that may be with several: they are few at any time."""
    open_ones = select(Contact.id, Contact.candidates).where(Contact.state.in_(LIVE), Contact.record_id.is_(None))
    for contact_id, candidates in session.execute(open_ones.order_by(Contact.id)).all():
        if candidates:
            keep_up(session, lock(session, contact_id))


def keep_up(session: Session, contact: Contact) -> None:
    """Two of one number who are one person now are recognised by it; of a name the likest stay to be asked about."""
    if contact.record is not None:
        return  # the agent was faster
    now = by_number(session, contact) if contact.caller else by_name(session, contact)
    if (now.record, now.candidates) == (None, contact.candidates):
        return
    contact.record, contact.certainty, contact.candidates = now.record, now.certainty, now.candidates
    record(session, contact, "candidates_moved")
    for agent_id in contact.agents:
        identifying.shown(session, contact, agent_id)
    identifying.decide_again(session, contact)


def by_number(session: Session, contact: Contact) -> Recognised:
    return identifying.recognise(session, contact.caller)


def by_name(session: Session, contact: Contact) -> Recognised:
    there = list(dict.fromkeys(merging.today(session, each) for each in contact.candidates))
    return Recognised(Certainty.CANDIDATES, None, there, None)

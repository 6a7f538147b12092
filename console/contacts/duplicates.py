"""Whether the profile of a contact is one person with another: looked at in after-call work, in place.

Never while somebody is on the line. Afterwards whoever spoke with them knows best, so they need not
go to another page for it.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.agents.agent import Agent, AgentState
from console.contacts import access
from console.contacts.contact import Contact, ContactState, lock
from console.customers import review, suspecting
from console.customers.events import touch
from console.customers.links import Link
from console.customers.review import Case, InACall
from console.customers.source_records import Customer
from console.errors import Missing


def made_here(contact: Contact) -> bool:
    """Its person is a profile that came to be during it: somebody who was made in place."""
    return contact.record is not None and contact.record.customer.created_at >= contact.arrived_at


def another(session: Session, contact: Contact, customer: Customer, *, by: Agent) -> None:
    """They are found after all: whoever was made in place is probably the same person, and is asked about
    once the contact has ended."""
    if contact.record is not None and made_here(contact) and contact.record.customer_id != customer.id:
        suspecting.suspect(session, contact.record.customer_id, customer.id, by=by)


def case(session: Session, contact: Contact, by: Agent) -> Case:
    """The doubt about whom it was with. Raises InACall while anybody is on the line, Missing without a doubt."""
    if contact.state is not ContactState.WRAP_UP or by.state is AgentState.ON_CALL:
        raise InACall
    found = review.case_of(session, contact.record.customer_id) if contact.record else None
    if found is None:
        raise Missing
    return found


def answer(session: Session, contact: Contact, *, by: Agent, link_id: int, chosen: str) -> Link:
    """``chosen``: same, two or later."""
    contact = access.mine(session, lock(session, contact.id), by)
    found = case(session, contact, by)
    if found.link.id != link_id:
        raise Missing
    if chosen == "later":
        return review.put_off(session, link_id)
    settled = review.settle(session, link_id, same=chosen == "same", by=by)
    for each in (found.one, found.other):
        touch(session, session.get_one(Customer, each))
    return settled

"""What counts down on a contact, and how it is moved when we were the ones who were away."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.contacts.contact import Contact, ContactState, lock, record

COUNTDOWNS = ("ring_over",)
"""Due work that ends somebody's patience. Anything else keeps its hour: a promise for six is for six."""


def move(session: Session, *, since: datetime, by: timedelta) -> int:
    """Contacts that rang or were being written up at ``since`` get ``by`` more; how many did."""
    ringing = (Contact.state == ContactState.RINGING) & (Contact.ring_until >= since)
    counting = ringing | ((Contact.state == ContactState.WRAP_UP) & (Contact.wrap_until >= since))
    found = session.scalars(select(Contact.id).where(counting).order_by(Contact.id)).all()
    for contact_id in found:
        moved(session, lock(session, contact_id), by)
    return len(found)


def moved(session: Session, contact: Contact, by: timedelta) -> None:
    if contact.state is ContactState.RINGING and contact.ring_until is not None:
        contact.ring_until += by
    elif contact.state is ContactState.WRAP_UP and contact.wrap_until is not None:
        contact.wrap_until += by
    else:
        return
    record(session, contact, "waited_for_us", seconds=by.total_seconds())

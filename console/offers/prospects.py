"""Somebody nobody knows becomes a customer by telling us who they are, on a contact of theirs."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.contacts import identifying
from console.contacts.contact import Certainty, Contact, record
from console.customers import source_records, telling


def tell(
    session: Session, contact: Contact, said: dict[str, Any], *, by: Agent, fields: dict[str, str]
) -> None:
    """Writes what a form asked on the caller's own record. A caller nobody knows who gives a name
    is a customer from now on; without a name there is nobody yet to write it on."""
    if not said:
        return
    if contact.record is None:
        if "name" not in said or contact.certainty is not Certainty.UNKNOWN:
            return
        become(session, contact, by=by)
    assert contact.record is not None
    telling.tell(session, contact.record, said, fields=fields)


def become(session: Session, contact: Contact, *, by: Agent) -> None:
    """A profile of their own, recognised by what they say: nothing is known that a thief could take."""
    contact.record = source_records.new_person(session, phone=contact.caller, language=contact.language)
    contact.certainty, contact.prospect = Certainty.RECOGNISED, True
    session.flush()  # the event's row names the record
    record(session, contact, "prospect", agent_id=by.id)
    identifying.decide_again(session, contact)

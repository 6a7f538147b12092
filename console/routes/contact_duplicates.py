"""/contacts/7/duplicate: the same person twice? Asked of whoever has just spoken with them."""

from __future__ import annotations

from flask import Blueprint, Response

from console.contacts import access, duplicates
from console.customers import reads
from console.db import transaction
from console.desk import contact_rows, duplicate_rows
from console.routes import people
from console.routes.reading_input import body, json

contact_duplicates = Blueprint("contact_duplicates", __name__, url_prefix="/contacts/<int:contact_id>/duplicate")


@contact_duplicates.get("")
def case(contact_id: int) -> Response:
    """Both profiles are before the agent's eyes, and that is written down."""
    people.who()
    with transaction() as session:
        agent = people.agent(session)
        contact = access.contact_for(session, agent, contact_id)
        found = duplicates.case(session, contact, agent)
        reads.remember(session, agent.id, [found.one, found.other], purpose=reads.REVIEW, contact_id=contact.id)
        return json(duplicate_rows.sheet(session, contact, found))


@contact_duplicates.put("/<int:link_id>")
def answer(contact_id: int, link_id: int) -> Response:
    people.who()
    chosen = body().choice("answer", ("same", "two", "later"))
    with transaction() as session:
        agent = people.agent(session)
        contact = access.contact_for(session, agent, contact_id)
        duplicates.answer(session, contact, by=agent, link_id=link_id, chosen=chosen)
        session.flush()
        session.refresh(contact)
        return json(contact_rows.contact_row(contact))

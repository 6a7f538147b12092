"""What an agent tells of a search and of a note of the day, while they talk."""

from __future__ import annotations

from flask import Blueprint, Response

from console.contacts import consulting
from console.contacts.consulting import Came, Told
from console.db import transaction
from console.desk import bulletin_rows
from console.knowledge import bulletin
from console.routes import people
from console.routes.reading_input import NOTHING, body, json

knowledge = Blueprint("knowledge", __name__)
LONGEST_QUERY = 2_000


@knowledge.put("/consultations/<client_id>")
def consultation(client_id: str) -> tuple[str, int]:
    """One search, told again as more becomes known; a retry changes nothing."""
    people.who()
    sent = body()
    told = Told(
        client_id=client_id, typed=sent.text("typed", most=LONGEST_QUERY),
        came=Came(sent.choice("came", tuple(Came))),
        article_id=sent.maybe_number("article"), version=sent.maybe_number("version"),
    )  # fmt: skip
    contact_id = sent.maybe_number("contact")
    with transaction() as session:
        agent = people.agent(session)
        consulting.tell(session, told, by=agent, contact=consulting.contact_of(session, agent, contact_id))
    return NOTHING


@knowledge.put("/bulletins/<int:bulletin_id>/acknowledgement")
def acknowledgement(bulletin_id: int) -> Response:
    people.who()
    with transaction() as session:
        agent = people.agent(session)
        read = bulletin.acknowledge(session, bulletin_rows.note_for(session, agent, bulletin_id), by=agent)
        row = bulletin_rows.read_row(read)
    return json(row)

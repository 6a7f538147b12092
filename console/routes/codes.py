"""/contacts/7/codes: proving who it is by a code sent to them."""

from __future__ import annotations

from flask import Blueprint, Response

from console.contacts import access, proving
from console.contacts.messaging import identifier
from console.db import reading
from console.errors import Invalid
from console.routes import people
from console.routes.profiles import identified
from console.routes.reading_input import body, json

codes = Blueprint("codes", __name__, url_prefix="/contacts/<int:contact_id>")


@codes.get("/codes")
def ways(contact_id: int) -> Response:
    """Where one may be sent, each by an id and what may be said of it."""
    people.who()
    with reading() as session:
        contact = access.contact_for(session, people.agent(session), contact_id)
        found = proving.ways(session, contact)
        return json([{"id": each.id, "way": each.way.value, "hint": each.hint} for each in found])


@codes.put("/codes/<client_id>")
def sent(contact_id: int, client_id: str) -> Response:
    people.who()
    asked = body()
    if "to" in asked.fields or "address" in asked.fields:
        raise Invalid("A code goes to the record's own addresses only.", field="way")
    way, key = asked.text("way", most=32), identifier(client_id)
    return identified(contact_id, lambda s, c, a: proving.send(s, c, by=a, way=way, client_id=key))


@codes.put("/code")
def told(contact_id: int) -> Response:
    """What the customer read out. Wrong is no error: the contact's row says how many tries are left."""
    people.who()
    text = body().text("code", most=20)
    return identified(contact_id, lambda s, c, a: proving.check(s, c, by=a, text=text))

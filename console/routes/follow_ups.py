"""/follow-ups/7: what an agent promised, done or put off."""

from __future__ import annotations

from flask import Blueprint, Response

from console.contacts import follow_ups as promised
from console.db import transaction
from console.desk import follow_up_rows
from console.routes import people
from console.routes.reading_input import NOTHING, body, json

follow_ups = Blueprint("follow_ups", __name__, url_prefix="/follow-ups/<int:number>")


@follow_ups.put("/completion")
def completion(number: int) -> tuple[str, int]:
    people.who()
    with transaction() as session:
        promised.done(session, number, by=people.agent(session))
    return NOTHING


@follow_ups.put("/due")
def put_off(number: int) -> Response:
    people.who()
    until = body().moment("due_at")
    with transaction() as session:
        later = promised.put_off(session, number, by=people.agent(session), until=until)
        row = follow_up_rows.follow_up_row(session, later)
    return json(row)

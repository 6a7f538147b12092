"""Files in a chat: sent and fetched by its visitor with their key, and by the agent who has it in hand."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, request

from console.contacts import attaching
from console.contacts.attaching import LARGEST, ChatFile, Sent
from console.db import reading, transaction
from console.desk import contact_rows, visitor_rows
from console.errors import Invalid
from console.routes import contacts, people
from console.routes.chat import limited, mine
from console.routes.reading_input import json

visitor_files = Blueprint("visitor_files", __name__, url_prefix="/chat/contact/files")
agent_files = Blueprint("agent_files", __name__, url_prefix="/contacts/<int:contact_id>/files")
FILES = "12/minute"
AROUND = 64 * 1024
"""What a form is larger than the file in it."""


@visitor_files.url_value_preprocessor
@agent_files.url_value_preprocessor
def limit(*_: object) -> None:
    """Before anybody reads the form, and looking for its token would read it whole."""
    request.max_content_length = LARGEST + AROUND


@visitor_files.post("")
def attach() -> Response:
    limited("files", FILES)
    with reading() as session:
        mine(session)  # a stranger's ten megabytes are not even read
    client_id, file = sent()
    with transaction() as session:
        written = attaching.attach(session, mine(session), client_id=client_id, file=file)
        (row,) = visitor_rows.visitor_message_rows(session, [written])
    return json(row)


@visitor_files.get("/<int:message_id>")
def fetch(message_id: int) -> Response:
    with reading() as session:
        return served(attaching.to_visitor(session, mine(session), message_id))


@agent_files.post("")
def reply(contact_id: int) -> Response:
    people.who()
    client_id, file = sent()
    with transaction() as session:
        agent = people.agent(session)
        contact = contacts.found(session, agent, contact_id)
        written = attaching.reply(session, contact, by=agent, client_id=client_id, file=file)
        (row,) = contact_rows.message_rows(session, [written])
    return json(row)


@agent_files.get("/<int:message_id>")
def read(contact_id: int, message_id: int) -> Response:
    people.who()
    with reading() as session:
        return served(attaching.to_agent(session, people.agent(session), contact_id, message_id))


def sent() -> tuple[str, Sent]:
    """The form's file and its id. Raises Invalid naming the field; what is too large was refused before."""
    file, client_id = request.files.get("file"), request.form.get("client_id", "")
    if file is None or not file.filename:
        raise Invalid("Choose a file.", field="file")
    with file.stream as stream:
        return client_id, Sent(file.filename, stream.read(LARGEST + 1))


def served(file: ChatFile) -> Response:
    """To be kept, never to be run: whatever a browser makes of it, it is in a box of its own."""
    answer = Response(file.data, mimetype=file.kind)
    plain = file.name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "no-store"
    return answer

"""Files in a chat reach the two who talk, as what they are, and nobody else."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from console import clock
from console.contacts import forgetting
from console.contacts.attaching import LARGEST, ChatFile
from console.contacts.contact import Contact
from console.contacts.messaging import Message
from console.db import reading, transaction
from tests import cast, web
from tests.cast import Cast
from tests.contacts import visiting
from tests.web import Browser

PHOTO = b"\xff\xd8\xff\xe0" + b"a photo of a voucher" * 20


class Visitor(visiting.Visitor):
    def __init__(self, app: Flask, text: str = "Un vale"):
        super().__init__(app, text)

    def attach(self, name: str, data: bytes) -> Any:
        file = FileStorage(io.BytesIO(data), filename=name)
        boundary, form = encode_multipart({"client_id": str(uuid4()), "file": file})  # in memory, whatever its size
        kind = f"multipart/form-data; boundary={boundary}"
        return self.client.post("/chat/contact/files", data=form, content_type=kind, headers=self.key)

    def fetch(self, message_id: int) -> Any:
        return self.client.get(f"/chat/contact/files/{message_id}", headers=self.key)


def in_hand(app: Flask, people: Cast) -> tuple[Visitor, Browser]:
    """A chat that Ada has taken."""
    cast.available(people.ada)
    visitor = Visitor(app)
    cast.route()
    return visitor, web.browser(app, "ada")


def test_a_photo_reaches_the_agent_who_has_the_chat_and_nobody_else(app: Flask, people: Cast) -> None:
    visitor, ada = in_hand(app, people)
    sockets = {"ada": ada.socket(), **{name: web.browser(app, name).socket() for name in ("bob", "cleo", "dan")}}
    for each in sockets.values():
        each.get_received()
    sent = visitor.attach("../../vale de pañales.jpg", PHOTO)
    assert sent.json["file"] == {"name": "vale de pañales.jpg", "kind": "image/jpeg", "size": len(PHOTO)}
    (told,) = web.rows(sockets["ada"], "message")
    assert told["file"] == sent.json["file"]
    for stranger in ("bob", "cleo", "dan"):
        assert web.rows(sockets[stranger], "message") == []

    got = ada.client.get(f"/contacts/{visitor.contact}/files/{told['id']}")
    assert got.data == PHOTO and got.headers["Content-Type"] == "image/jpeg"
    assert got.headers["Content-Disposition"].startswith('attachment; filename="vale de pa_ales.jpg"')
    assert got.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in got.headers["Content-Security-Policy"]
    for stranger in ("bob", "cleo", "dan"):
        path = f"/contacts/{visitor.contact}/files/{told['id']}"
        assert web.browser(app, stranger).client.get(path).status_code == 404
    assert Visitor(app).fetch(told["id"]).status_code == 404  # another visitor, with a key of their own
    assert app.test_client().get(f"/chat/contact/files/{told['id']}").status_code == 404
    assert visitor.fetch(told["id"]).data == PHOTO


def test_the_agent_sends_one_too_and_twice_is_once(app: Flask, people: Cast) -> None:
    visitor, ada = in_hand(app, people)
    client_id = str(uuid4())
    for _ in range(2):
        form = {"client_id": client_id, "file": (io.BytesIO(b"%PDF-1.7 ticket"), "ticket.pdf")}
        sent = ada.client.post(f"/contacts/{visitor.contact}/files", data=form, headers={"X-CSRFToken": ada.csrf})
        assert sent.status_code == 200
    assert visitor.fetch(sent.json["id"]).data == b"%PDF-1.7 ticket"
    with reading() as session:
        assert session.scalar(select(func.count(ChatFile.message_id))) == 1


@pytest.mark.parametrize(("name", "data"), [
    ("page.html", b"<script>alert(1)</script>"), ("photo.jpg", b"<html>not a photo"), ("photo.exe", PHOTO),
    ("drawing.svg", b"<svg onload='alert(1)'/>"), ("empty.png", b""), ("big.pdf", b"%PDF-" + b"x" * LARGEST),
    ("voice.webp", b"RIFF\0\0\0\0WAVE"),
], ids=["html", "lying", "ending", "svg", "empty", "large", "riff"])  # fmt: skip
def test_what_is_no_photo_and_no_pdf_is_refused_by_name_and_nothing_is_kept(
    app: Flask, people: Cast, name: str, data: bytes
) -> None:
    visitor, _ = in_hand(app, people)
    refused = visitor.attach(name, data)
    assert refused.status_code == 400 and refused.json["error"]["field"] == "file"
    snapshot = visitor.client.get("/chat/contact", headers=visitor.key).json
    assert [each["row"]["text"] for each in snapshot["rows"] if each["kind"] == "visitor_message"] == ["Un vale"]


def test_what_goes_on_for_ever_is_not_read_to_its_end_and_a_stranger_sends_nothing(app: Flask, people: Cast) -> None:
    visitor, _ = in_hand(app, people)
    assert visitor.attach("big.pdf", b"%PDF-" + b"x" * (LARGEST + 100_000)).status_code == 413
    visitor.key = {"Authorization": "Bearer forged"}
    assert visitor.attach("photo.jpg", PHOTO).status_code == 404


class Endless(io.RawIOBase):
    """A form that goes on and on, and how much of it somebody wanted."""

    wanted = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.wanted += len(buffer)
        return len(buffer)


def test_an_agents_file_too_large_is_refused_before_it_is_read_for_its_token(app: Flask, people: Cast) -> None:
    visitor, ada = in_hand(app, people)
    form = Endless()
    arriving = {"wsgi.input": form, "CONTENT_LENGTH": str(LARGEST + 100_000)}
    refused = ada.client.post(
        f"/contacts/{visitor.contact}/files", environ_overrides=arriving, headers={"X-CSRFToken": ada.csrf},
        content_type="multipart/form-data; boundary=b",
    )  # fmt: skip
    assert (refused.status_code, form.wanted) == (413, 0)


def test_a_file_goes_with_the_words_it_stands_among(app: Flask, people: Cast) -> None:
    visitor, _ = in_hand(app, people)
    for _ in range(3):
        visitor.attach("photo.jpg", PHOTO + b"x" * (forgetting.BYTES // 2))
    with transaction() as session:
        contact = session.get_one(Contact, visitor.contact)
        contact.state, contact.ended_at = type(contact.state)("closed"), clock.now()
    rounds, left = [], []
    while not rounds or rounds[-1] == 10:
        with transaction() as session:
            rounds.append(forgetting.forget_chats(session, clock.now(), 10))
        with reading() as session:
            left.append(session.scalar(select(func.count(ChatFile.message_id))))
    assert (rounds[-1], left) == (1, [2, 1, 0, 0])  # two would be more than a round takes
    with reading() as session:
        assert session.scalar(select(func.count(Message.id))) == 0

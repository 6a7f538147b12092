"""The web chat: the loader and the widget's page, and what a visitor may do with their key."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request, send_from_directory
from sqlalchemy.orm import Session

from console import ephemera
from console.agents.signing_in import TooManyTries
from console.contacts import by_mail, calling_back, lines, messaging, rating, routing, waiting, wrapping_up
from console.contacts.contact import Channel
from console.contacts.messaging import Author, Chat
from console.db import reading, transaction
from console.desk import snapshot, visitor_rows
from console.offers import campaigns
from console.outbox import carriers
from console.outbox.message import Way
from console.routes import live, people
from console.routes.languages import language
from console.routes.reading_input import NOTHING, body, json

chat = Blueprint("chat", __name__, url_prefix="/chat")
STARTS, WRITES = "10/minute", "60/minute"


@chat.get("/loader.js")
def loader() -> Response:
    return send_from_directory(current_app.config["DIST"], "loader.js", mimetype="text/javascript")


@chat.get("/widget")
def widget() -> str:
    """The page inside the frame. It knows nobody: the visitor's key stays in their browser."""
    with reading() as session:
        there = routing.staffed(session, waiting.queue_for(session, Channel.CHAT))
    return live.page("chat", None, language=language(), by_mail=Way.EMAIL in carriers.ways(), staffed=there)


@chat.post("/contacts")
def start() -> Response:
    limited("start", STARTS)
    sent = body()
    with transaction() as session:
        page = campaigns.page(session, sent.maybe_text("page"))
        queue = (lines.queue_at(session, page) if page else None) or waiting.queue_for(session, Channel.CHAT)
        opened, key = messaging.start(
            session, queue=queue, client_id=sent.text("client_id", most=64),
            language=sent.choice("language", ("es", "en")), name=sent.maybe_text("name"), text=sent.text("text"),
            page=page,
        )  # fmt: skip
        session.flush()
        now = snapshot.of_visitor(session, opened, build=current_app.config["BUILD"])
    return json({"token": key, "snapshot": now})


@chat.get("/contact")
def contact() -> Response:
    with reading() as session:
        return json(snapshot.of_visitor(session, mine(session), build=current_app.config["BUILD"]))


@chat.post("/contact/messages")
def say() -> Response:
    limited("say", WRITES)
    sent = body()
    with transaction() as session:
        written = messaging.say(
            session, mine(session), client_id=sent.text("client_id", most=64), text=sent.text("text")
        )
        (row,) = visitor_rows.visitor_message_rows(session, [written])
    return json(row)


@chat.put("/contact/read")
def read() -> tuple[str, int]:
    seq = body().number("seq")
    with transaction() as session:
        messaging.read(session, mine(session), by=Author.VISITOR, seq=seq)
    return NOTHING


@chat.put("/contact/rating")
def rate() -> Response:
    sent = body()
    mark, text = sent.number("mark", least=1, most=5), sent.maybe_text("text", most=rating.LONGEST)
    with transaction() as session:
        opened = mine(session)
        rating.rate(session, opened.contact, mark=mark, text=text)
        session.flush()
        row = visitor_rows.visitor_chat_row(session, opened)
    return json(row)


@chat.put("/contact/callback")
def call_back() -> Response:
    """They would rather be called."""
    limited("callback", STARTS)
    sent = body()
    client_id, number = sent.text("client_id", most=64), sent.text("number", most=40)
    with transaction() as session:
        opened = mine(session)
        calling_back.ask(session, opened, client_id=client_id, number=number, region=current_app.config["REGION"])
        session.flush()
        row = visitor_rows.visitor_chat_row(session, opened)
    return json(row)


@chat.put("/contact/email")
def by_email() -> Response:
    """The answer, or the whole conversation, goes there."""
    limited("email", STARTS)
    sent = body()
    client_id, address = sent.text("client_id", most=64), sent.text("email", most=254)
    with transaction() as session:
        opened = by_mail.to(session, mine(session), client_id=client_id, address=address)
        session.flush()
        row = visitor_rows.visitor_chat_row(session, opened)
    return json(row)


@chat.put("/contact/ending")
def ending() -> Response:
    with transaction() as session:
        opened = mine(session)
        wrapping_up.customer_gone(session, opened.contact, cause="normalClearing")
        session.flush()
        row = visitor_rows.visitor_chat_row(session, opened)
    return json(row)


def mine(session: Session) -> Chat:
    """The conversation the visitor's key opens. Raises Missing."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return messaging.opened(session, key if scheme == "Bearer" else "")


def limited(what: str, rate: str) -> None:
    if not ephemera.allow(f"chat-{what}@{people.address()}", rate):
        raise TooManyTries

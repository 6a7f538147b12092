"""The article that fits what a visitor wrote: shown to their agent only, and none when none fits."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from console import db
from console.contacts import messaging, suggesting
from console.contacts.contact import Queue
from console.contacts.messaging import Chat
from console.db import reading, transaction
from console.knowledge import articles
from console.worker import APART, HEAVY, LIGHT, Worker
from tests import cast, web
from tests.cast import Cast

SHELF = {
    "returns": ("Plazos de devolución", "Tiene treinta días para devolver un producto comprado en la tienda online."),
    "invoice": ("Pedir factura", "La factura se descarga en la cuenta, con el número de pedido."),
    "slot": ("Cambiar la franja de entrega", "La franja de entrega se cambia hasta dos horas antes."),
    "bread": ("Pan más hecho", "El horno guarda el pan bien hecho hasta las ocho."),
}


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    made = web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)
    with transaction() as session:
        for key, (title, body) in SHELF.items():
            articles.publish(session, key=key, language="es", title=title, body=body)
    work()
    return made


def work() -> None:
    for kinds in (HEAVY, LIGHT):
        worker = Worker(kinds, APART)
        worker.work_off()
        worker.stop()


def chat(people: Cast, *said: str) -> int:
    """Ada has taken a chat in which this was written."""
    cast.available(people.ada)
    with transaction() as session:
        queue = session.get_one(Queue, people.chat)
        opened, _ = messaging.start(
            session, queue=queue, client_id=str(uuid4()), language="es", name=None, text=said[0]
        )  # fmt: skip
        contact_id = opened.contact_id
    cast.route()
    cast.accept(contact_id, people.ada)
    for each in said[1:]:
        say(contact_id, each)
    work()
    return contact_id


def say(contact_id: int, text: str) -> None:
    with transaction() as session:
        messaging.say(session, session.get_one(Chat, contact_id), client_id=str(uuid4()), text=text)


def suggested(contact_id: int) -> str | None:
    with reading() as session:
        found = suggesting.of(session, contact_id)
        assert found is not None
        return articles.title_of(session, found.article_id) if found.article_id else None


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (["Hola, buenas tardes", "¿cómo puedo pedir la factura de mi pedido?"], "Pedir factura"),
        (["quiero cambiar la franja de entrega por favor"], "Cambiar la franja de entrega"),
        (["Hola buenas", "perdone"], None),
        (["me gustaría saber si venden entradas para el concierto del sábado"], None),
        (["👍👍"], None),
    ],
)
def test_what_fits_is_suggested_and_nothing_when_nothing_does(
    app: Flask, people: Cast, said: list[str], title: str | None
) -> None:
    assert suggested(chat(people, *said)) == title


def test_the_newest_turn_decides(app: Flask, people: Cast) -> None:
    contact_id = chat(people, "¿cómo puedo pedir la factura de mi pedido?")
    say(contact_id, "ah, y otra cosa: quiero cambiar la franja de entrega de mañana")
    work()
    assert suggested(contact_id) == "Cambiar la franja de entrega"


def test_who_tells_a_name_and_a_number_keeps_what_was_suggested(app: Flask, people: Cast) -> None:
    contact_id = chat(people, "quiero cambiar la franja de entrega por favor", "me llamo Ana Sol", "pedido 48213")
    assert suggested(contact_id) == "Cambiar la franja de entrega"


def test_another_subject_in_two_words_puts_it_away(app: Flask, people: Cast) -> None:
    contact_id = chat(people, "quiero cambiar la franja de entrega por favor")
    say(contact_id, "¿hay sitio para bicis?")
    work()
    assert suggested(contact_id) is None


def test_it_is_pushed_to_the_agent_of_that_chat_and_to_nobody_else(app: Flask, people: Cast) -> None:
    contact_id = chat(people, "Hola")
    lines = {name: web.browser(app, name).socket() for name in ("ada", "bob", "cleo", "dan")}
    for each in lines.values():
        each.get_received()
    say(contact_id, "¿cómo puedo pedir la factura de mi pedido?")
    work()
    heard = {name: web.rows(line, "suggestion") for name, line in lines.items()}
    assert [each["hit"]["title"] for each in heard.pop("ada")][-1] != []
    assert heard == {"bob": [], "cleo": [], "dan": []}


def test_a_page_loaded_again_shows_it_too(app: Flask, people: Cast) -> None:
    contact_id = chat(people, "¿cómo puedo pedir la factura de mi pedido?")
    told = web.browser(app, "ada").client.get("/desk/snapshot").get_json()["rows"]
    mine = [each["row"] for each in told if each["kind"] == "suggestion"]
    assert [(each["contact"], each["hit"]["language"]) for each in mine] == [(contact_id, "es")]


def test_an_article_retired_meanwhile_is_no_suggestion(app: Flask, people: Cast) -> None:
    contact_id = chat(people, "¿cómo puedo pedir la factura de mi pedido?")
    with transaction() as session:
        found = suggesting.of(session, contact_id)
        articles.retire(session, session.get_one(articles.Article, found.article_id if found else 0))
    told = web.browser(app, "ada").client.get("/desk/snapshot").get_json()["rows"]
    assert [each["row"]["hit"] for each in told if each["kind"] == "suggestion"] == [None]

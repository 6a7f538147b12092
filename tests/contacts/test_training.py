"""What helped in past chats is learnt by the worker, and the next such message finds it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from console import clock, due
from console.agents.agent import Agent, AgentState
from console.contacts import consulting, messaging, training, wrapping_up
from console.contacts.consulting import Came, Told
from console.contacts.contact import Contact, Queue
from console.db import reading, transaction
from console.knowledge import articles, classifier, index, suggestions
from console.knowledge.classifier import NOBODY
from console.worker import APART, HEAVY, LIGHT, Worker
from tests import cast
from tests.cast import Cast

ASKED = (
    "el cacharro pita al encenderse", "pita sin parar el cacharro", "no deja de pitar", "hace un pitido el aparato"
)  # fmt: skip


@pytest.fixture
def people(store: str, tmp_path: Path) -> Cast:
    index.open_at(tmp_path / "index")
    classifier.open_at(tmp_path / "learnt.npz")
    return cast.cast()


@pytest.fixture
def shelf(people: Cast) -> dict[str, int]:
    texts = {
        "alarm": ("Avería del horno", "Desenchufe el horno y espere un minuto."),
        "invoice": ("Pedir factura", "La factura se descarga en la cuenta."),
        "slot": ("Cambiar la franja de entrega", "Hasta dos horas antes."),
    }
    with transaction() as session:
        return {
            key: articles.publish(session, key=key, language="es", title=title, body=body).id
            for key, (title, body) in texts.items()
        }


def work() -> None:
    for kinds, apart in ((LIGHT, {}), (HEAVY, APART)):
        worker = Worker(kinds, apart)
        worker.work_off()
        worker.stop()


def solved_chat(people: Cast, text: str, article_id: int, *, name: str | None = None) -> None:
    """Ada takes a chat, quotes the article, and the customer is content."""
    cast.available(people.ada)
    with transaction() as session:
        queue = session.get_one(Queue, people.chat)
        chat, _ = messaging.start(session, queue=queue, client_id=str(uuid4()), language="es", name=name, text=text)
        contact_id = chat.contact_id
    cast.route()
    cast.accept(contact_id, people.ada)
    with transaction() as session:
        ada, contact = session.get_one(Agent, people.ada), session.get_one(Contact, contact_id)
        told = Told(str(uuid4()), "horno", Came.SOLVED, article_id, 1)
        consulting.tell(session, told, by=ada, contact=contact)
        wrapping_up.resolve(session, contact, by=ada)
        wrapping_up.hang_up(session, contact, by=ada)
    with transaction() as session:
        wrapping_up.wrap_up(
            session, session.get_one(Contact, contact_id), by=session.get_one(Agent, people.ada), disposition="done",
            follow_up=None, next_state=AgentState.AVAILABLE,
        )  # fmt: skip
    work()


def suggested(text: str) -> int | None:
    with reading() as session:
        return suggestions.suggest(session, [text], language="es").article_id


def train() -> None:
    with transaction() as session:
        due.add(session, training.TRAIN, once=training.TRAIN)
    work()


def test_how_people_really_ask_is_learnt_from_the_chats_it_solved(people: Cast, shelf: dict[str, int]) -> None:
    work()
    assert suggested("el cacharro pita otra vez") is None
    for text in ASKED:
        solved_chat(people, f"Hola, buenas. {text}. Mi teléfono es 611 222 333", shelf["alarm"])
        solved_chat(people, "me hace falta la factura de la compra", shelf["invoice"])
    train()
    assert suggested("el cacharro pita otra vez") == shelf["alarm"]
    assert suggested("¿venden entradas de teatro?") is None


def test_no_personal_data_is_learnt_from(people: Cast, shelf: dict[str, int]) -> None:
    solved_chat(people, "Soy Ana Sol, el horno pita, llámeme al 611 222 333 o a ana@example.com", shelf["alarm"],
                name="Ana Sol")  # fmt: skip
    with reading() as session:
        texts = " ".join(each.text for each in training.examples(session))
    assert "horno pita" in texts
    assert not any(each in texts for each in ("611", "ana@", "Ana", "Sol"))


def test_without_labels_there_is_nothing_to_learn_and_no_file(people: Cast, shelf: dict[str, int]) -> None:
    train()
    assert classifier.current() is None


def test_articles_nobody_asked_for_are_nobodys_so_the_search_decides(people: Cast, shelf: dict[str, int]) -> None:
    for text in ASKED:
        solved_chat(people, text, shelf["alarm"])
    with reading() as session:
        nobody = {each.text for each in training.examples(session) if each.key == NOBODY}
    assert "Cambiar la franja de entrega" in nobody
    train()
    assert suggested("quiero cambiar la franja de entrega") == shelf["slot"]


def test_it_learns_every_night_and_forgets(people: Cast, shelf: dict[str, int]) -> None:
    with transaction() as session:
        training.schedule(session)
    with transaction() as session:
        training.schedule(session)  # a second worker starts
        waiting = list(session.scalars(select(due.Due.due_at).where(due.Due.kind == training.NIGHTLY)))
    assert len(waiting) == 1
    assert timedelta(0) < waiting[0] - clock.now() <= timedelta(days=1)
    clock.advance(timedelta(days=1))
    work()
    with reading() as session:
        again = session.scalars(select(due.Due.due_at).where(due.Due.kind == training.NIGHTLY)).one()
    assert again > clock.now()


def test_what_was_learnt_by_an_older_version_is_learnt_again_at_once(people: Cast, tmp_path: Path) -> None:
    with transaction() as session:
        training.schedule(session)
    work()
    (tmp_path / "learnt.npz").write_bytes(b"PK\x03\x04 of before")
    with transaction() as session:
        training.schedule(session)
        assert session.scalars(select(due.Due).where(due.Due.kind == training.TRAIN)).one().due_at <= clock.now()

"""What was looked up in a contact, what came of it, and what is learnt when the contact ends well."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from console import clock
from console.agents.agent import Agent, AgentState
from console.contacts import identifying, served, wrapping_up
from console.contacts.consulting import Came, Consultation
from console.contacts.contact import Contact
from console.customers import timeline
from console.db import reading, transaction
from console.knowledge import articles
from console.knowledge.gaps import Gap
from console.knowledge.learning import Asked
from console.worker import APART, HEAVY, LIGHT, Worker
from tests import cast, web
from tests.cast import Cast


@pytest.fixture
def article(app: Flask) -> int:
    with transaction() as session:
        made = articles.publish(session, key="rings", language="es", title="Anillas", body="Junto a la entrada.").id
    work()
    return made


def work() -> None:
    worker = Worker(LIGHT | HEAVY, APART)
    worker.work_off()
    worker.stop()


def tell(browser: web.Browser, client_id: str | None = None, **what: Any) -> int:
    sent = {"typed": "candado bicicleta", "came": "abandoned"} | what
    return int(browser.send("PUT", f"/consultations/{client_id or uuid4()}", sent).status_code)


def only() -> Consultation:
    with reading() as session:
        return session.scalars(select(Consultation)).one()


def gaps() -> list[tuple[str, int]]:
    with reading() as session:
        return [(each.phrases[0].phrase, each.times) for each in session.scalars(select(Gap))]


def phrasings() -> list[tuple[str, float]]:
    with reading() as session:
        return [(each.phrase, each.weight) for each in session.scalars(select(Asked))]


def wrap_up(people: Cast, contact_id: int, *, resolved: bool) -> None:
    with transaction() as session:
        ada, contact = session.get_one(Agent, people.ada), session.get_one(Contact, contact_id)
        if resolved:
            wrapping_up.resolve(session, contact, by=ada)
        wrapping_up.hang_up(session, contact, by=ada)
    with transaction() as session:
        ada, contact = session.get_one(Agent, people.ada), session.get_one(Contact, contact_id)
        wrapping_up.wrap_up(
            session, contact, by=ada, disposition="done", follow_up=None, next_state=AgentState.AVAILABLE
        )  # fmt: skip
    work()


@pytest.mark.parametrize("came", ["nothing", "abandoned"])
def test_a_search_that_failed_feeds_a_gap_once_however_often_it_is_told(app: Flask, people: Cast, came: str) -> None:
    ada, key = web.browser(app, "ada"), str(uuid4())
    for _ in range(3):
        assert tell(ada, key, came=came) == 204
        work()
    assert gaps() == [("candado bicicleta", 1)]


def test_a_search_that_was_told_to_be_left_and_then_opened_is_no_gap(app: Flask, people: Cast, article: int) -> None:
    ada, key = web.browser(app, "ada"), str(uuid4())
    tell(ada, key)
    tell(ada, key, came="opened", article=article, version=1)
    tell(ada, key, came="abandoned")  # an old message arriving late
    work()
    assert gaps() == []
    assert (only().came, only().article_id) == (Came.OPENED, article)


def test_what_was_quoted_names_the_version_quoted(app: Flask, people: Cast, article: int) -> None:
    ada = web.browser(app, "ada")
    assert tell(ada, came="quoted", article=article, version=2) == 400
    assert tell(ada, came="quoted") == 400
    assert tell(ada, came="quoted", article=article, version=1) == 204
    assert (only().article_id, only().version) == (article, 1)


def test_what_solved_a_contact_that_ended_well_is_learnt(app: Flask, people: Cast, article: int) -> None:
    contact_id = cast.on_a_call(people.ada)
    tell(web.browser(app, "ada"), contact=contact_id, came="solved", article=article, version=1)
    work()
    assert phrasings() == []  # not before the contact itself has ended
    wrap_up(people, contact_id, resolved=True)
    assert phrasings() == [("candado bicicleta", 1.0)]


def test_what_was_quoted_in_it_counts_for_half(app: Flask, people: Cast, article: int) -> None:
    contact_id = cast.on_a_call(people.ada)
    tell(web.browser(app, "ada"), contact=contact_id, came="quoted", article=article, version=1)
    wrap_up(people, contact_id, resolved=True)
    assert phrasings() == [("candado bicicleta", 0.5)]


def test_the_customers_timeline_cites_what_was_quoted_in_its_version(app: Flask, people: Cast, article: int) -> None:
    customer_id, contact_id = cast.carmen(), cast.on_a_call(people.ada)
    with transaction() as session:
        ada, contact = session.get_one(Agent, people.ada), session.get_one(Contact, contact_id)
        identifying.identify(session, contact, by=ada, customer_id=customer_id)
    browser = web.browser(app, "ada")
    tell(browser, contact=contact_id, came="quoted", article=article, version=1)
    with transaction() as session:
        articles.publish(session, key="rings", language="es", title="Anillas nuevas", body="En la plaza.")
    tell(browser, contact=contact_id, came="opened", article=article, version=2)
    wrap_up(people, contact_id, resolved=False)
    with reading() as session:
        newest = timeline.latest(session, customer_id, 1, contacts_only=True)[0]
        assert (newest.detail, newest.articles) == (None, [{"article": article, "version": 1, "title": "Anillas"}])


def test_a_contact_that_was_not_solved_teaches_nothing(app: Flask, people: Cast, article: int) -> None:
    contact_id = cast.on_a_call(people.ada)
    tell(web.browser(app, "ada"), contact=contact_id, came="solved", article=article, version=1)
    wrap_up(people, contact_id, resolved=False)
    assert phrasings() == []


def test_an_article_that_did_not_help_feeds_a_gap(app: Flask, people: Cast, article: int) -> None:
    tell(web.browser(app, "ada"), came="not_solved", article=article, version=1)
    work()
    assert gaps() == [("candado bicicleta", 1)]


def test_whoever_looks_after_it_sees_what_came_of_it(app: Flask, people: Cast, article: int) -> None:
    contact_id = cast.on_a_call(people.ada)
    ada = web.browser(app, "ada")
    tell(ada, contact=contact_id, came="quoted", article=article, version=1)
    tell(ada, came="not_solved", article=article, version=1, typed="anilla para perros de ana@example.com")
    tell(ada, came="opened", article=article, version=1)
    wrap_up(people, contact_id, resolved=True)
    with reading() as session:
        assert served.of(session, article, clock.now() - timedelta(days=1)) == served.Served(
            opened=3, quoted=1, solved=0, well=1, not_solved=1, in_vain=("anilla para perros de",)
        )
        assert served.of(session, article, clock.now() + timedelta(days=1)).opened == 0


def test_the_customers_own_name_and_numbers_are_not_kept(app: Flask, people: Cast) -> None:
    customer_id = cast.carmen()
    contact_id = cast.on_a_call(people.ada)
    with transaction() as session:
        ada, contact = session.get_one(Agent, people.ada), session.get_one(Contact, contact_id)
        identifying.identify(session, contact, by=ada, customer_id=customer_id)
    typed = "carmen Ruiz factura duplicada 611 222 333"
    tell(web.browser(app, "ada"), contact=contact_id, typed=typed)
    work()
    assert only().typed == "factura duplicada"
    assert gaps() == [("factura duplicada", 1)]


def test_a_stranger_tells_nothing_about_my_contact_nor_my_search(app: Flask, people: Cast, article: int) -> None:
    contact_id, key = cast.on_a_call(people.ada), str(uuid4())
    ada, dan = web.browser(app, "ada"), web.browser(app, "dan")
    assert tell(ada, key, contact=contact_id) == 204
    assert tell(dan, contact=contact_id) == 404
    assert tell(dan, key, came="opened", article=article, version=1) == 404
    assert app.test_client().put(f"/consultations/{key}", json={}).status_code in (400, 401, 403)
    assert only().came is Came.ABANDONED


@pytest.mark.parametrize("typed", ["x" * 2_001, 7, None, "a\x00b"])
def test_what_cannot_be_a_search_is_refused_and_named(app: Flask, typed: object) -> None:
    answer = web.browser(app, "ada").send("PUT", f"/consultations/{uuid4()}", {"typed": typed, "came": "abandoned"})
    assert answer.status_code == 400
    assert answer.get_json()["error"]["field"] == "typed"

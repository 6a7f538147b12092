"""/duplicates: who may, when, and what the three keys do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from console import db
from console.agents.agent import Agent
from console.customers import merging, review, suspecting, weighing
from console.customers.links import Link, LinkStatus
from console.customers.reads import ProfileRead
from console.db import reading, transaction
from tests import cast, web
from tests.cast import Cast
from tests.customers.exporting import owner, person, take
from tests.customers.test_review import doubt, link_between


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


@pytest.fixture
def asked(people: Cast) -> tuple[int, int, int]:
    one = person("crm", "1", "Ada Lovelace", phone="611222333")
    other = person("shop", "u1", "Ada Byron", email="a@b.es")
    doubt(one, other, 0.82)
    return one, other, link_between(one, other)


def send(browser: web.Browser, path: str, **fields: object) -> object:
    return browser.client.post(path, data={"csrf_token": web.token(browser.client, "/duplicates"), **fields})


def test_a_case_shows_both_profiles_and_that_it_was_read_is_remembered(
    app: Flask, people: Cast, asked: tuple[int, int, int]
) -> None:
    page = web.browser(app, "cleo").client.get("/duplicates").get_data(as_text=True)
    for text in ("Ada Lovelace", "Ada Byron", "82 %", "F4", "F6", "F8", "a@b.es"):
        assert text in page
    with reading() as session:
        read = set(session.scalars(select(ProfileRead.customer_id).where(ProfileRead.agent_id == people.cleo)))
    assert read == set(asked[:2])


def test_the_sum_is_written_as_its_reader_writes_numbers(app: Flask, asked: tuple[int, int, int]) -> None:
    cleo = web.browser(app, "cleo").client
    for language, mark, other in (("es", ",", r"\."), ("en", r"\.", ",")):
        page = cleo.get(f"/duplicates?language={language}").get_data(as_text=True)
        assert re.search(rf'"num">[+−]\d+{mark}\d<', page)
        assert not re.search(rf'"num">[+−]\d+{other}\d<', page)


def test_one_key_joins_and_one_more_takes_it_back(app: Flask, asked: tuple[int, int, int]) -> None:
    one, other, link = asked
    cleo = web.browser(app, "cleo")
    assert send(cleo, f"/duplicates/{link}/answer", answer="same").status_code == 302  # type: ignore[attr-defined]
    assert owner("shop", "u1") == one
    assert "Ada Byron" in cleo.client.get("/duplicates").get_data(as_text=True)
    send(cleo, f"/duplicates/{link}/answer/undone")
    assert owner("shop", "u1") == other


def test_nobody_looks_while_in_a_contact_and_a_stranger_not_at_all(
    app: Flask, people: Cast, asked: tuple[int, int, int]
) -> None:
    cast.on_a_call(people.ada)
    ada = web.browser(app, "ada")
    answer = ada.client.get("/duplicates")
    assert answer.status_code == 422
    assert "Ada Byron" not in answer.get_data(as_text=True)
    assert app.test_client().get("/duplicates").status_code == 401
    unsigned = app.test_client().post(f"/duplicates/{asked[2]}/answer", data={"answer": "same"})
    assert unsigned.status_code in (400, 401, 403)
    with reading() as session:
        assert session.get_one(Link, asked[2]).status is LinkStatus.REVIEW


def test_only_who_oversees_takes_profiles_apart(app: Flask, people: Cast, asked: tuple[int, int, int]) -> None:
    one, other, link = asked
    cleo, dan = web.browser(app, "cleo"), web.browser(app, "dan")
    send(cleo, f"/duplicates/{link}/answer", answer="same")
    assert dan.client.get(f"/duplicates/profiles/{one}").status_code == 404
    page = cleo.client.get(f"/duplicates/profiles/{one}").get_data(as_text=True)
    assert "Ada Byron" in page
    token = {"csrf_token": web.token(cleo.client, f"/duplicates/profiles/{one}")}
    refused = cleo.client.post(f"/duplicates/profiles/{one}/split", data=token)
    assert refused.status_code == 400 and 'role="alert"' in refused.get_data(as_text=True)
    with reading() as session:
        event = session.execute(select(Link.id)).first()
    assert event is not None
    assert dan.client.post(f"/duplicates/profiles/{one}/split", data=token).status_code in (400, 403, 404)
    undone = cleo.client.post(f"/duplicates/profiles/{one}/events/1/undone", data=token)
    assert undone.status_code == 302
    assert owner("shop", "u1") == other


def test_what_is_equal_is_shown_equal_and_another_second_surname_is_not(app: Flask) -> None:
    people = "key,name,address,postcode,city\n"
    take("crm", "people", people + "1,Óscar Calvo Álvarez,Plaza de España 61,28010,Madrid\n")
    take("loyalty", "people", people + "7,Óscar Calvo Álvarez,C. del Olmo 85,28049,Madrid\n")
    take("shop", "people", people + "u1,Oscar Calvo Fuentes,Calle del Olmo 85,28049,Madrid\n")
    one, other, third = owner("crm", "1"), owner("shop", "u1"), owner("loyalty", "7")
    with transaction() as session:
        cleo = session.scalars(select(Agent).where(Agent.username == "cleo")).one()
        if one != third:
            merging.merge(session, one, third, reason="said_same", by=cleo)
        link = suspecting.suspect(session, one, other, by=cleo)
        assert link is not None
        case = review.case(session, link.id)
        lines = {each.field: each for each in weighing.sheet(session, case).lines}
        assert weighing.sheet(session, case).percent in range(1, 100)
    assert lines["name"].equal is False
    assert lines["address"].equal is True
    assert "C. del Olmo 85, 28049 Madrid" in lines["address"].one
    assert lines["address"].other == ("Calle del Olmo 85, 28049 Madrid",)

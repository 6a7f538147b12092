"""Segments and their movement, and the week's voices: for supervisors, with each reading of a name written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from console import clock, db, due
from console.agents.agent import Agent
from console.contacts import quotes
from console.contacts.contact import Contact
from console.customers import segmenting
from console.customers.reads import ProfileRead
from console.db import reading, transaction
from console.reports import insight
from tests import cast, web
from tests.cast import Cast
from tests.customers.exporting import PURCHASES, person, take

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def this_morning() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def bought_and_measured() -> int:
    """Eva bought something a good three months ago, new then, and again today; the worker measured her."""
    eva = person("loyalty", "1", "Eva Sol Marín")
    days = (clock.now() - timedelta(days=100), clock.now())
    rows = "".join(f"P{n};1;{at.isoformat()};Centro;20,00;\n" for n, at in enumerate(days))
    take("loyalty", "purchases", PURCHASES + rows)
    with transaction() as session:
        segmenting.schedule(session)
    while True:
        with transaction() as session:
            row = due.claim(session, [segmenting.KIND])
            if row is None:
                return eva
            session.delete(row)
            session.flush()
            segmenting.segments_due(session, row)


def test_a_supervisor_sees_sizes_and_movement_and_reads_names_by_name(app: Flask, people: Cast) -> None:
    eva = bought_and_measured()
    cleo = web.browser(app, "cleo")
    shown = cleo.client.get("/reports/segments").get_data(as_text=True)
    assert 'role="img"' in shown and "Lately and often" in shown
    with reading() as session:
        months = insight.months(session)
        moves = insight.movement(session, months[-2].day, months[-1].day)
    ((was, now),) = [pair for pair in moves.counts if pair[0] and pair[0] is not pair[1]]
    assert was and now
    address = (
        f"/reports/segments/people?day={moves.after.isoformat()}&since={moves.before.isoformat()}"
        f"&was={was.value}&now={now.value}"
    )
    assert address.replace("&", "&amp;") in shown
    assert "Eva Sol" in cleo.client.get(address).get_data(as_text=True)
    with reading() as session:
        read = session.execute(select(ProfileRead.customer_id, ProfileRead.agent_id, ProfileRead.purpose)).all()
    assert read == [(eva, people.cleo, "segment")]


def test_before_the_first_night_the_page_says_so(app: Flask) -> None:
    assert "first night" in web.browser(app, "cleo").client.get("/reports/segments").get_data(as_text=True)


def quoted(contact_id: int, by: int, topic: str, text: str, at: datetime) -> None:
    with clock.stopped_at(at), transaction() as session:
        agent, contact = session.get_one(Agent, by), session.get_one(Contact, contact_id)
        quotes.say(session, contact, by=agent, client_id=str(uuid4()), topic=topic, text=text)


def test_a_week_begins_on_monday_in_the_companys_zone(app: Flask, people: Cast) -> None:
    sunday_night = datetime(2026, 11, 22, 22, 59, tzinfo=UTC)  # 23:59 in Madrid
    call = cast.on_a_call(people.ada)
    quoted(call, people.ada, "price", "Everything got dearer", sunday_night)
    quoted(call, people.ada, "delivery", "It came <b>late</b> again", sunday_night + timedelta(minutes=2))
    cleo = web.browser(app, "cleo")
    this = cleo.client.get("/reports/voices?week=2026-11-26").get_data(as_text=True)
    assert "It came &lt;b&gt;late&lt;/b&gt; again" in this
    assert "Everything got dearer" not in this
    assert "Everything got dearer" in cleo.client.get("/reports/voices?week=2026-11-16").get_data(as_text=True)


@pytest.mark.parametrize("query", ["day=x&now=new", "day=2026-11-26&now=rich", "day=2026-11-26&now=new&after=-1"])
def test_a_question_that_cannot_be_read_is_named(app: Flask, query: str) -> None:
    assert web.browser(app, "cleo").client.get(f"/reports/segments/people?{query}").status_code == 400


@pytest.mark.parametrize("path", [
    "/reports/segments", "/reports/segments/people?day=2026-11-26&now=new", "/reports/voices",
])  # fmt: skip
def test_to_an_agent_nothing_of_it_is_there(app: Flask, path: str) -> None:
    assert web.browser(app, "dan").client.get(path).status_code == 404
    assert app.test_client().get(path).status_code in (302, 401)

"""What may not be is refused at every door, naming the field and why, and nothing of it is kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from console import clock
from console.agents.agent import Agent
from console.db import reading
from console.offers.levers import Lever
from console.offers.script_position import ScriptPosition
from console.offers.steps import Script
from console.offers.told import Outcome
from console.publishing.publication import Version
from tests import web
from tests.offers import people
from tests.offers.test_script_forms import TEXT
from tests.routes import marketing
from tests.routes.marketing import sends
from tests.routes.test_offers import CHEESE


@pytest.fixture
def app(store_url: str, tmp_path: Path) -> Flask:
    return marketing.house(store_url, tmp_path)


def count(table: Any) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


OFFERS = (
    ({"valid_from": "2026-03-01", "valid_until": "2026-02-01"}, "valid_until", "It ends before it begins."),
    ({"name_es": "Cariñena Viñas Viejas", "valid_from": "2026-03-01"}, "valid_from", "as carinena"),
    ({"eligibility": "shoe_size > 40"}, "eligibility", "shoe_size"),
    ({"suitability": "age >"}, "suitability", ""),
    ({"margin_cents": "-0,01"}, "margin_cents", "Expected from 0 to 1000000."),
    ({"discount_cents": "13"}, "discount_cents", "more than the price"),
    ({"ladder": "2 1"}, "ladder", "The ladder climbs"),
    ({"ladder": "0,50 2"}, "ladder", "Nobody pays more for being known"),
    ({"rung_weight": "101"}, "rung_weight", "Expected from 0 to 100."),
    ({"horizon": "0"}, "horizon", "Expected a whole number from 1 to 120."),
    ({"bought_like": "pañales"}, "bought_like", "purchases of this kind"),
    ({"campaign": "nowhere"}, "campaign", "no campaign"),
    ({"script": "nowhere"}, "script", "no script"),
    ({"gives": "nothing_known"}, "gives", "no effect"),
)


def test_an_offer(app: Flask) -> None:
    ada, before = web.browser(app, "ada"), count(Version)
    for wrong, field, why in OFFERS:
        answer = sends(ada, "/offers", **{**CHEESE, **wrong}, go="publish")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 400, wrong
        found = re.search(rf'id="e-{field}" role="alert">([^<]*)<', page)
        assert found and why in found[1], (wrong, found and found[1])
    assert count(Version) == before


def test_a_script_that_goes_round_without_an_end(app: Flask) -> None:
    ada, before = web.browser(app, "ada"), (count(Version), count(Script))
    loop = """== one | Uno | One
es: «Uno»
en: “One”
-> on | Sigue | On | to two

== two | Dos | Two
es: «Dos»
en: “Two”
-> back | Vuelve | Back | to one
"""
    answer = sends(ada, "/scripts", key="round", script=loop, go="publish")
    assert answer.status_code == 400 and "one goes round without an end" in answer.get_data(as_text=True)
    assert (count(Version), count(Script)) == before
    assert sends(ada, "/scripts", key="children", script=TEXT).status_code == 302


def test_a_lever_beyond_its_bounds(app: Flask) -> None:
    cleo = web.browser(app, "cleo")
    until = clock.now().date().replace(year=clock.now().year + 2).isoformat()
    for wrong, field in (({"factor": "49"}, "factor"), ({"factor": "201"}, "factor"), ({"factor": "x"}, "factor"),
                         ({"why": " "}, "why"), ({"until": until}, "until"), ({"until": ""}, "until")):  # fmt: skip
        answer = sends(cleo, "/proof/levers", **{"on": "offer:carinena", "factor": "120", "why": "Stock",
                                                 "until": clock.now().date().isoformat(), **wrong})  # fmt: skip
        page = answer.get_data(as_text=True)
        assert answer.status_code == 400 and re.search(rf'name="{field}"[^>]*aria-invalid="true"', page), wrong
    assert count(Lever) == 0


def test_an_outcome_of_somebody_elses_contact_and_one_given_twice(app: Flask) -> None:
    dan, ada = web.browser(app, "dan"), web.browser(app, "ada")
    with reading() as session:
        floor = people.Floor(
            dan=session.scalars(select(Agent.id).where(Agent.username == "dan")).one(), bob=0, juan=0
        )  # fmt: skip
    contact = people.calls(floor)
    people.decides(contact)
    people.solves(floor, contact)
    path, offer = f"/contacts/{contact}/script", people.offer_id("carinena")
    assert ada.send("PUT", path, {"offer": offer}).status_code == 404
    assert dan.send("PUT", path, {"offer": offer}).status_code == 200
    said = {"step": "permission", "answer": "rejected", "reason": 0, "version": 1}
    assert ada.send("PUT", f"{path}/answer", said).status_code == 404
    far = dan.send("PUT", f"{path}/answer", {**said, "answer": "later", "reason": None, "later_on": "2099-01-01"})
    assert far.status_code == 400 and far.get_json()["error"]["field"] == "later_on"
    assert count(Outcome) == 0
    first = dan.send("PUT", f"{path}/answer", said)
    again = dan.send("PUT", f"{path}/answer", said)
    assert first.status_code == again.status_code == 200 and first.get_json() == again.get_json()
    other = dan.send("PUT", f"{path}/answer", {**said, "answer": "not_mentioned", "reason": None})
    assert other.status_code == 409
    with reading() as session:
        outcome = session.scalars(select(Outcome)).one()
        assert (outcome.result, session.get_one(ScriptPosition, contact).version) == ("rejected", 2)

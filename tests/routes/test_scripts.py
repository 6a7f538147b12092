"""Ada writes a script as text, tries it, and sees how it is walked; Dan finds none of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from console.agents.agent import Agent
from console.customers import lookup
from console.customers.reads import PersonLookup, ProfileRead
from console.db import reading
from console.offers import steps
from tests import web
from tests.offers import people
from tests.offers.test_script_forms import TEXT
from tests.routes import marketing
from tests.routes.marketing import sends
from tests.web import Browser


@pytest.fixture
def app(store_url: str, tmp_path: Path) -> Flask:
    return marketing.house(store_url, tmp_path)


PAGES = ("/scripts", "/scripts/new", "/scripts/carinena", "/scripts/carinena/versions/1",
         "/scripts/carinena/versions/1/run", "/scripts/carinena/walked")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_and_somebody_signed_out_find_nothing(app: Flask, path: str) -> None:
    assert web.browser(app, "ada").client.get(path).status_code == 200
    assert web.browser(app, "dan").client.get(path).status_code == 404
    assert app.test_client().get(path).status_code == 401
    dan = web.browser(app, "dan")
    assert sends(dan, "/scripts", key="mine", script=TEXT).status_code == 404
    assert sends(dan, "/scripts/carinena/versions/1/publication").status_code == 404


def test_a_script_is_written_as_text_and_in_use_once_published(app: Flask) -> None:
    ada = web.browser(app, "ada")
    assert sends(ada, "/scripts", key="children", script=TEXT, comment="First").status_code == 302
    with reading() as session:
        assert steps.newest(session, "children") is None
    assert sends(ada, "/scripts/children", script=TEXT, after="1", go="publish").status_code == 302
    with reading() as session:
        found = steps.newest(session, "children")
        assert found and [each["key"] for each in found.steps] == ["ask", "home", "terms", "secret", "offer"]
    page = ada.client.get("/scripts/children").get_data(as_text=True)
    assert "++ how_many | Niños | Children | number | profile.children | needed" in page


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("-> yes | Sí | Yes | to home", "-> yes | Sí | Yes | to nowhere"), "leads to nowhere"),
        (("-> yes | Sí | Yes | to home\n-> no | No | No | not_mentioned", "-> yes | Sí | Yes | to ask"), "be reached"),
        (("es: «¿Tiene deudas?»", "es:"), "lacks words"),
        (("?? how_many >= 3", "?? shoe_size >= 3"), "no known field"),
        (("== terms", "hello\n== terms"), "Line "),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_what_was_typed_stays(app: Flask, change: Any, why: str) -> None:
    answer = sends(web.browser(app, "ada"), "/scripts", key="children", script=TEXT.replace(*change))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and why in page and "profile.children" in page and 'aria-describedby="se"' in page


def test_the_words_of_an_insurance_ask_for_bobs_approval(app: Flask) -> None:
    ada, bob = web.browser(app, "ada"), web.browser(app, "bob")
    page = ada.client.get("/scripts/good_driver").get_data(as_text=True)
    text = page.split("autofocus")[0].split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]
    import html

    changed = html.unescape(text).replace("Son dos minutos", "Es un momento")
    assert sends(ada, "/scripts/good_driver", script=changed, after="1").status_code == 302
    assert sends(ada, "/scripts/good_driver/versions/2/publication").status_code == 422
    sends(ada, "/scripts/good_driver/versions/2/submission")
    assert sends(bob, "/scripts/good_driver/versions/2/approval").status_code == 302
    assert sends(ada, "/scripts/good_driver/versions/2/publication").status_code == 302


def test_a_script_an_offer_needs_is_not_retired(app: Flask) -> None:
    answer = sends(web.browser(app, "ada"), "/scripts/carinena/versions/1/retirement")
    assert answer.status_code == 422 and "The offer carinena is told with it" in answer.get_data(as_text=True)


def test_a_try_walks_to_the_end_and_keeps_nothing(app: Flask) -> None:
    ada = web.browser(app, "ada")
    run = "/scripts/carinena/versions/1/run"
    assert "May I tell you about one wine" in html_of(ada, run) or "may I tell you about one wine" in html_of(ada, run)
    end = html_of(ada, f"{run}?path=yes&path=accepts&path=confirmed")
    assert "The end" in end and "accepted" in end


def test_a_try_with_a_customer_is_in_their_words_and_by_their_conditions(app: Flask) -> None:
    ada = web.browser(app, "ada")
    juan = people.JUAN.replace("+", "%2B")
    run = "/scripts/carinena/versions/1/run"
    page = html_of(ada, f"{run}?q={juan}&path=yes")
    assert "As they would hear it: Juan O. L." in page and "€5.95" in page and "This is a personal price" in page
    assert "Ortiz" not in page
    assert sends(ada, "/scripts", key="children", script=TEXT).status_code == 302
    run = "/scripts/children/versions/1/run"
    form = html_of(ada, f"{run}?path=yes")
    assert 'name="f_how_many"' in form and 'name="f_paper"' not in form  # what is private isn't tried in an address
    to_offer = "path=yes&path=next&path=heard&path=none"
    few, many = (html_of(ada, f"{run}?q={juan}&{to_offer}&f_how_many={n}") for n in (1, 3))
    assert "not offered: only if" in few and "not offered" not in many
    assert "1 children" in html_of(ada, f"{run}?q={juan}&path=yes&path=next&f_how_many=1")
    stays = html_of(ada, f"{run}?q={juan}&{to_offer}&path=many&f_how_many=1")
    assert "The end" not in stays and html_of(ada, f"{run}?q=nobody-at-all&path=yes").count("Nobody.") == 1


def test_whom_a_try_is_about_is_written_down_and_nonsense_in_a_form_is_no_number(app: Flask) -> None:
    ada = web.browser(app, "ada")
    juan = people.JUAN.replace("+", "%2B")
    html_of(ada, f"/scripts/carinena/versions/1/run?q={juan}")
    html_of(ada, "/scripts/carinena/versions/1/run?q=nobody-at-all")
    with reading() as session:
        asked = [(each.agent_id, each.found) for each in session.query(PersonLookup).order_by(PersonLookup.id)]
        (read,) = session.scalars(select(ProfileRead)).all()
        me = session.scalars(select(Agent).where(Agent.username == "ada")).one().id
        (found,) = lookup.by_phone(session, people.JUAN).customers
    assert (asked, read.agent_id, read.customer_id) == ([(me, 1), (me, 0)], me, found)
    assert sends(ada, "/scripts", key="children", script=TEXT).status_code == 302
    for typed in ("--5", "²"):
        run = f"/scripts/children/versions/1/run?path=yes&path=next&f_how_many={typed}"
        assert ada.client.get(run).status_code == 200


def html_of(browser: Browser, path: str) -> str:
    return str(browser.client.get(path).get_data(as_text=True))


def test_it_is_seen_where_people_leave_and_what_each_branch_brings(app: Flask) -> None:
    there = people.Floor(dan=0, bob=0, juan=0)
    with reading() as session:
        dan = session.scalars(select(Agent).where(Agent.username == "dan")).one().id
    there = people.Floor(dan=dan, bob=0, juan=0)
    contact = people.calls(there)
    people.decides(contact)
    people.solves(there, contact)
    people.opens(there, contact)
    people.says(there, contact, "permission", "yes", 1)
    people.says(there, contact, "proposal", "rejected", 2, 0)
    ada = web.browser(app, "ada")
    rows = html_of(ada, "/scripts/carinena").split("How it is walked")[1].split("</table>")[0]
    assert "Conversations with the version in use: 1." in rows and "proposal" in rows
    page = html_of(ada, "/scripts/carinena/walked")
    heads = re.findall(r'<th scope="col">([^<]+)</th>', page)[:8]
    ends = ["accepted", "not interested", "later", "not mentioned", "no end yet"]
    assert heads == ["Answer chosen", "given", *ends, "seconds"]
    counts = {name: re.findall(r'num">([^<]+)</td>', cells)[:6]
              for name, cells in re.findall(r'<th scope="row">([^<]+)</th>(.*?)</tr>', page)}  # fmt: skip
    assert counts["Yes, go on"] == ["1", "0", "1", "0", "0", "0"]  # what came of the whole conversation
    assert counts["Accepts"] == ["0"] * 6

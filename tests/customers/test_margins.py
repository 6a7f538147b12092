"""What is left of a purchase: by its cost, by its category, or assumed, and how much on which."""

from __future__ import annotations

from pathlib import Path

import pytest

from console import db
from console.agents.agent import Agent
from console.customers import category_names, margins
from console.customers.margins import Margin
from console.db import reading, transaction
from console.errors import Invalid
from tests import cast, web
from tests.customers.exporting import person
from tests.customers.test_segments import bought, figures


def test_the_cost_of_a_line_goes_before_its_categorys_share_and_that_before_the_assumed(store: str) -> None:
    ada = person("loyalty", "1", "Ada Lovelace")
    lines = "Pan|bakery|1|10,00|0|4,00; Bollo|bakery|1|2,00|0; Rioja|wine|1|10,00|0"
    bought("1", (7, "22,00", lines), (5, "3,00", ""))
    found = margins.of(figures(ada), {"bakery": 0.5}, 0.2)
    assert found == Margin(cents=600 + 100 + 260, costed_cents=1000, category_cents=200, assumed_cents=1300)


def test_a_cost_that_came_later_changes_the_line(store: str) -> None:
    ada = person("loyalty", "1", "Ada Lovelace")
    for cost in ("", "|4,00"):
        bought("1", (7, "10,00", f"Pan|bakery|1|10,00|0{cost}"))
    assert margins.of(figures(ada), {}, 0.0).cents == 600


def test_what_reveals_health_has_no_category_to_look_at(store: str) -> None:
    people = cast.cast()
    person("loyalty", "1", "Ada Lovelace")
    bought("1", (7, "20,00", "Ibuprofeno|pharmacy|1|10,00|0; Pan|bakery|1|10,00|0"))
    with transaction() as session:
        cleo = session.get_one(Agent, people.cleo)
        margins.set_share(session, "bakery", 0.4, by=cleo)
        with pytest.raises(Invalid):
            margins.set_share(session, "bakery", 1.4, by=cleo)
    with reading() as session:
        assert [(each.name, each.share) for each in margins.categories(session)] == [("bakery", 0.4)]


def test_supervisors_say_it_on_a_page_and_nobody_else(store: str, tmp_path: Path) -> None:
    people = cast.cast()
    person("loyalty", "1", "Ada Lovelace")
    bought("1", (7, "10,00", "Pan|bakery|1|10,00|0"))
    app = web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)
    cleo, ada = web.browser(app, "cleo"), web.browser(app, "ada")
    assert ada.client.get("/reports/margins").status_code == 404

    def send(browser: web.Browser, share: str) -> int:
        sent = {"csrf_token": browser.csrf, "category": "bakery", "share": share, "es": "panadería", "en": ""}
        return browser.client.post("/reports/margins", data=sent).status_code

    assert [send(cleo, "32,5 %"), send(cleo, "a third"), send(ada, "90")] == [302, 400, 404]
    assert "32.5" in cleo.client.get("/reports/margins").get_data(as_text=True)
    with reading() as session:
        assert margins.shares(session) == {"bakery": 0.325}
        called = [category_names.names(session, each) for each in category_names.LANGUAGES]
        assert called == [{"bakery": "panadería"}, {}]  # without a name the source's own word is shown
    assert send(cleo, "") == 302
    with reading() as session:
        assert margins.shares(session) == {}
    assert people.cleo

"""Whether the offers pay: a page for those who oversee, with or without figures to show."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock, db
from console.contacts.contact import Certainty, Channel, Contact, ContactState, Purpose, Queue
from console.customers import source_records
from console.customers.purchases import Purchase
from console.db import reading, transaction
from console.offers import experiments
from console.offers.catalogue import Offer
from console.offers.choosing import HOLDOUT
from console.offers.decisions import Decision
from console.offers.levers import Lever
from console.offers.told import Outcome, Result
from console.reports import calibration, lift, proof
from tests import web
from tests.offers import people
from tests.offers.people import Floor

DOORS = [("GET", "/proof"), ("POST", "/proof/experiment"), ("POST", "/proof/levers"), ("POST", "/proof/levers/1/end")]


@pytest.fixture
def there(store: str) -> Floor:
    return people.floor()


@pytest.fixture
def app(there: Floor, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)


def posts(someone: web.Browser, path: str, **fields: str) -> tuple[int, str]:
    answer = someone.client.post(path, data={"csrf_token": web.token(someone.client, "/proof"), **fields})
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize(("method", "path"), DOORS)
def test_agents_and_strangers_find_nothing_there(app: Flask, method: str, path: str) -> None:
    dan = web.browser(app, "dan")
    assert dan.client.open(path, method=method, data={"csrf_token": dan.csrf}).status_code == 404
    assert app.test_client().get("/proof").status_code in (302, 401)


def test_with_nothing_told_it_says_so(app: Flask) -> None:
    page = web.browser(app, "cleo").client.get("/proof?days=28").get_data(as_text=True)
    assert "too few contacts are two weeks old" in page and "Nobody was told anything yet" in page


def test_what_was_told_stands_in_table_and_plot(app: Flask, there: Floor) -> None:
    contact = people.calls(there)
    people.decides(contact)
    people.solves(there, contact)
    people.refuses(there, contact)
    page = web.browser(app, "cleo").client.get("/proof").get_data(as_text=True)
    assert "Cariñena Old Vines" in page and 'role="img"' in page and "style=" not in page
    begins = page.index('<svg class="plot"')
    plot = ElementTree.fromstring(page[begins : page.index("</svg>", begins) + 6])
    assert plot.get("aria-label")
    with reading() as session:
        (told,) = proof.told(session, clock.now() - timedelta(days=1))
        row = proof.by_offer([told])[0]
    assert row.told == 1 and row.rejected == 1 and row.foretold == pytest.approx(0.165, abs=0.01)


def test_the_lift_is_what_those_offered_buy_more_than_those_held_out(there: Floor) -> None:
    made = clock.now() - timedelta(days=20)
    with transaction() as session:
        for number in range(40):
            record = source_records.new_person(session, name=f"P {number}", phone=f"+346001{number:05}")
            contact_id = cast_contact(session, record.id, number)
            out = number % 2 == 0
            session.add(Decision(
                contact_id=contact_id, version=1, record_id=record.id, agent_id=None, at=made,
                offer_id=None if out else people.offer_id("carinena"), proposals=1,
                body={"closed": {"gate": HOLDOUT} if out else None, "candidates": [{"p": 1000}], "explored_cents": 3},
            ))  # fmt: skip
            session.add(Purchase(
                record_id=record.id, number=str(number), at=made + timedelta(days=3),
                amount_cents=(1000 if out else 1500) + number % 5,
            ))  # fmt: skip
    with reading() as session:
        found = lift.compared(session, clock.now() - timedelta(days=28))
        chance = lift.left_to_chance(session, clock.now() - timedelta(days=28))
    assert found.lift and found.contacts == 40 and round(found.lift.value) == 500
    assert 495 < found.lift.low < found.lift.value < found.lift.high < 505
    assert (chance.decisions, chance.cost_cents) == (20, 60)


def cast_contact(session: Session, record_id: int, number: int) -> int:
    queue = session.scalars(select(Queue).where(Queue.key == "sales")).one()
    made = Contact(
        provider="simulator", provider_key=f"proof-{number}", channel=Channel.PHONE, queue_id=queue.id,
        purpose=Purpose.SALES, state=ContactState.CLOSED, record_id=record_id, language="es",
        certainty=Certainty.VERIFIED, arrived_at=clock.now(), queued_at=clock.now(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made.id


def test_a_lever_is_pulled_and_let_go_on_the_page(app: Flask) -> None:
    cleo = web.browser(app, "cleo")
    until = (clock.now() + timedelta(days=10)).date().isoformat()
    wrong, page = posts(cleo, "/proof/levers", on="category:wine", factor="300", why="stock", until=until)
    assert wrong == 400 and "from 0.5 to 2" in page and 'aria-invalid="true"' in page
    right, _ = posts(cleo, "/proof/levers", on="category:wine", factor="150", why="stock", until=until)
    assert right == 302
    with reading() as session:
        (lever,) = session.scalars(select(Lever)).all()
    assert lever.category == "wine" and lever.factor == 150
    assert posts(cleo, f"/proof/levers/{lever.id}/end")[0] == 302
    assert posts(cleo, f"/proof/levers/{lever.id}/end")[0] == 404


def test_the_experiment_is_changed_within_bounds(app: Flask) -> None:
    cleo = web.browser(app, "cleo")
    assert posts(cleo, "/proof/experiment", holdout="5000", width="25", exploration="0")[0] == 400
    assert posts(cleo, "/proof/experiment", holdout="300", width="0", exploration="50")[0] == 302
    with reading() as session:
        assert experiments.settings(session) == experiments.Settings(300, 0, 50)


def test_each_offer_told_often_enough_has_its_own_bands() -> None:
    def told(key: str, number: int) -> proof.Told:
        result = Result.ACCEPTED if number % 4 == 0 else Result.REJECTED
        return proof.Told(Offer(key=key), Outcome(result=result), (number % 2 + 1) / 10)

    found = calibration.by_offer([told("often", n) for n in range(40)] + [told("seldom", n) for n in range(9)])
    assert list(found) == ["often"] and sum(each.happened.count for each in found["often"]) == 40
    foretold = [each.foretold for each in found["often"]]
    assert foretold == sorted(foretold)
    assert round(sum(each.happened.value * each.happened.count for each in found["often"])) == 10

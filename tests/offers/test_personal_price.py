"""New for them: the smallest discount that pays. Their usual: only to defend. And it is said that it is theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.decisions import taught
from console import clock, due
from console.contacts.contact import Contact, Purpose
from console.contacts.follow_ups import FollowUp
from console.db import reading, transaction
from console.desk import offer_rows, rows
from console.errors import Invalid
from console.offers import (
    arbitration,
    campaigns,
    catalogue,
    decisions,
    ladder,
    outcomes,
    personal_price,
    replaying,
    shelf,
    worth_shown,
)
from console.offers.catalogue import Offer
from console.offers.choosing import Question
from console.offers.experiments import Settings
from console.offers.personal_price import Basis, Price
from console.offers.told import Outcome
from console.offers.vocabulary import INSURANCE
from tests.offers.people import opens, ready, says, verifies
from tests.offers.test_liking import NEW, RNG, ada, decided, offer

LADDER = [50, 100, 150]


def wine(**values: Any) -> Offer:
    plain = {"price_cents": 695, "margin_cents": 300, "discount_cents": 0, "ladder": LADDER, "rung_weight": 500,
             "horizon": 1, "propensity": 300, "refusal_cents": 5, "seconds": 10, "bought_weight": 0,
             "declared_weight": 0, "accepted_weight": 0}  # fmt: skip
    return offer(**{**plain, **values})


CENTS, CHANCE = st.integers(0, 2_000), st.integers(0, 10_000)


@given(st.lists(CENTS, min_size=1, max_size=6, unique=True).map(sorted), CENTS, CHANCE, st.integers(0, 2_000))
@settings(max_examples=200, deadline=None)
def test_new_for_them_is_the_smallest_discount_that_is_expected_to_pay(
    ladder: list[int], margin: int, p: int, rung: int
) -> None:
    one = wine(ladder=ladder, margin_cents=margin, rung_weight=rung, propensity=p)
    expected = [
        arbitration.worth(one, ada(), price=Price(cents, rung * nth, Basis.NEW)).expected_cents
        for nth, cents in enumerate(ladder)
    ]
    found = personal_price.of(one, ada(fresh=NEW), p)
    pays = [cents for cents, worth in zip(ladder, expected, strict=True) if worth > 0]
    if pays and pays[0] > 0:  # the arithmetic is exact, the lines are of whole cents
        assert found is not None and found.discount_cents <= pays[0] and found.basis is Basis.NEW
    if found is not None:
        assert personal_price.worth(one, p + found.adds, found.discount_cents) > 0
        cheaper = ladder[: ladder.index(found.discount_cents)]
        assert all(personal_price.worth(one, p + rung * nth, cents) <= 0 for nth, cents in enumerate(cheaper))


def test_it_stands_in_the_record_and_in_the_sum() -> None:
    """At 0.50 off three in a hundred would cost; at 1.00 off eight in a hundred pay."""
    found = decided(wine(), ada(fresh=NEW))
    assert found["personal"] == {"discount_cents": 100, "basis": "new"} and found["p"] == 800
    assert sum(each["cents"] for each in found["lines"]) == found["expected_cents"] > 0
    given_away = next(each for each in found["lines"] if each["code"] == "discount_cost")
    assert given_away["facts"]["discount_cents"] == 100


def test_their_usual_has_a_discount_only_to_defend_and_only_if_it_earns_more() -> None:
    buys = ada(usual=("Cariñena joven",))
    usual = wine(propensity=3000, rung_weight=1500)
    assert decided(usual, buys)["gate"] == "usual"
    away = decided(usual, replace(buys, staying_away=True))
    assert away["gate"] is None and away["personal"] == {"discount_cents": 50, "basis": "usual"}
    firm = decided(wine(propensity=3000, rung_weight=0), replace(buys, staying_away=True))
    assert firm["gate"] is None and "personal" not in firm
    leaving = wine(propensity=3000, rung_weight=1500, purpose=Purpose.RETENTION)
    assert decided(leaving, replace(buys, purpose=Purpose.RETENTION))["personal"]["basis"] == "usual"


def test_at_the_price_for_everybody_beneath_the_ladder_fewer_accept_than_at_its_first_rung() -> None:
    """Neither usual nor new for them: full price, a rung less likely; and as likely when it is the first rung."""
    above = decided(wine(propensity=3000, rung_weight=1000), ada())
    assert above["p"] == 2000 and "personal" not in above
    assert sum(each["cents"] for each in above["lines"]) == above["expected_cents"]
    assert decided(wine(propensity=3000, rung_weight=1000, discount_cents=50), ada())["p"] == 3000
    assert decided(wine(propensity=500, rung_weight=1000), ada())["p"] == 0
    card = worth_shown.card(wine(propensity=3000, rung_weight=1000))
    assert card.cents == worth_shown.card(wine(propensity=2000, ladder=[])).cents


def test_a_decision_made_before_that_was_known_is_made_again_as_it_was() -> None:
    laid = shelf.laid_out([wine(propensity=3000, rung_weight=1000)])
    reading_, _ = taught(laid, RNG, 0)
    asked = Question(laid, ada(), None, clock.now(), beneath=False)
    _, body, inputs = decisions.made(asked, reading_, Settings(), 1)
    kept = {name: value for name, value in inputs.items() if name != "beneath"}
    assert body["candidates"][0]["p"] == 3000
    again = replaying.again(laid, orjson.loads(orjson.dumps(kept)), reading_.version)
    assert again == orjson.loads(orjson.dumps(body))


def test_nobody_else_has_one() -> None:
    new = ada(fresh=NEW)
    for one, known in (
        (wine(), ada()),
        (wine(), replace(new, may_be_profiled=False)),
        (wine(), ada(fresh=NEW, purchases=(frozenset({"carinena", "joven"}),))),
        (wine(category=INSURANCE), new),
        (wine(purpose=Purpose.SERVICE), new),
        (wine(name_es="Pañales", category="baby"), ada(fresh=(("Pañales talla 3", "Leche"),), children=1)),
    ):
        assert personal_price.of(one, known, 5_000) is None


def test_nothing_is_left_to_chance_and_who_is_known_never_pays_more() -> None:
    laid = shelf.laid_out([wine(id=1), wine(id=2, name_es="Sidra", ladder=[], discount_cents=100, propensity=900)])
    reading_, _ = taught(laid, RNG, 0)
    found = {
        tuple(sorted((each["offer_id"], each.get("personal", {}).get("discount_cents")) for each in body["candidates"]))
        for seed in range(20)
        for explore in (None, 0.1, 0.9)
        for body in [decisions.made(
            Question(laid, ada(fresh=NEW), None, clock.now(), explore=explore), reading_, Settings(width=100), seed,
        )[1]]
    }  # fmt: skip
    assert found == {((1, 100), (2, None))}


@pytest.mark.parametrize(("values", "field"), [
    ({"discount_cents": 80}, "ladder"), ({"ladder": [100, 50]}, "ladder"), ({"ladder": [-5]}, "ladder"),
    ({"ladder": [True]}, "ladder"), ({"price_cents": None}, "price_cents"), ({"rung_weight": -1}, "rung_weight"),
    ({"name_es": "Pañales"}, "ladder"), ({"bought_like": "bebé"}, "ladder"),
    ({"category": INSURANCE, "bought_like": None, "required_skill": "insurance", "documents": True}, "ladder"),
])  # fmt: skip
def test_a_ladder_nobody_may_be_told_is_refused_naming_the_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        catalogue.check(wine(**values))
    assert refused.value.field == field


def test_a_catalogue_kept_before_there_were_personal_prices_decides_as_it_did() -> None:
    old = shelf.card(wine())
    del old["rung_weight"]
    known = shelf.from_cards([old]).offers[0]
    assert not ladder.has_one(known) and personal_price.of(known, ada(fresh=NEW), 5_000) is None


@pytest.mark.usefixtures("store")
def test_the_price_is_said_to_be_personal_where_it_is_read_out_and_is_kept_to_the_end() -> None:
    there, contact = ready()
    verifies(there, contact)
    with reading() as session:
        row = offer_rows.decision_row(session, contact)
        assert row and row.proposal and row.proposal.price
        assert row.proposal.price == rows.Price(595, 695, "EUR", personal=True)
    opens(there, contact)
    says(there, contact, "permission", "yes", 1)
    with transaction() as session:
        session.query(Offer).filter_by(key="carinena").one().ladder = [150]  # a new version of the offer
    with reading() as session:
        script = offer_rows.script_row(session, contact)
        assert script and "5,95" in script.say and script.price == rows.Price(595, 695, "EUR", personal=True)
        assert script.disclosed and "personal" in script.disclosed
    says(there, contact, "proposal", "accepts", 2)
    says(there, contact, "closing", "confirmed", 3)
    with transaction() as session:
        written = session.query(Outcome).one()
        assert written.personal_cents == 100
        outcomes.fulfil_due(session, due.Due(facts={"contact_id": contact, "offer_id": written.offer_id}))
        assert "5.95" in session.query(FollowUp).one().what
    with transaction() as session:
        carinena = session.query(Offer).filter_by(key="carinena").one()
        carinena.campaign, left = "wine_fair", carinena.margin_cents - 100
        session.flush()
        fair = next(each for each in campaigns.results(session) if each.campaign.key == "wine_fair")
        assert (fair.told, fair.accepted, fair.earned_cents) == (1, 1, left) and "carinena" in fair.offers


@pytest.mark.usefixtures("store")
def test_a_price_for_everybody_is_not_called_personal() -> None:
    there, contact = ready()
    with transaction() as session:
        carinena = session.query(Offer).filter_by(key="carinena").one()
        carinena.ladder, carinena.discount_cents = [], 100
        decisions.decide(session, session.get_one(Contact, contact))
    opens(there, contact)
    says(there, contact, "permission", "yes", 1)
    with reading() as session:
        row, script = offer_rows.decision_row(session, contact), offer_rows.script_row(session, contact)
        assert row and row.proposal and row.proposal.price and not row.proposal.price.personal
        assert script and "5,95" in script.say and script.disclosed is None

"""A marketer's offer is kept whole or not at all, and is in force from its publishing on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from console import clock
from console.agents.agent import Agent
from console.db import reading, transaction
from console.errors import Invalid
from console.offers import authoring, catalogue, contradictions, reach
from console.offers.catalogue import Offer, OfferState
from console.offers.contradictions import EffectKind
from console.publishing import publication, releasing, review, versions
from console.publishing.publication import Did, Publication
from console.worker import HEAVY, LIGHT, Worker
from tests.offers import people

pytestmark = pytest.mark.usefixtures("store")
CHEESE: dict[str, Any] = {
    "name_es": "Queso curado", "name_en": "Cured cheese", "category": "cheese", "price_cents": 1200,
    "margin_cents": 300, "propensity": 800, "script": "carinena", "fulfilment": "Añadir un queso al pedido {order|}.",
    "eligibility": "age >= 18", "valid_from": "2026-03-01T00:00:00+01:00", "valid_until": "2026-04-01T00:00:00+02:00",
}  # fmt: skip
MARCH = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def floor() -> people.Floor:
    return people.floor()


def writes(key: str = "cheese", **more: Any) -> int:
    with transaction() as session:
        author = session.scalars(select(Agent).where(Agent.username == "ada")).one()
        return versions.write(session, authoring.OFFER, key, {**CHEESE, **more}, by=author).number


def publishes(number: int, key: str = "cheese", by: str = "ada", approved_by: str | None = None) -> None:
    with transaction() as session:
        found = publication.publication(session, authoring.OFFER, key)
        wanted = publication.version(session, found, number)
        agents = {each.username: each for each in session.scalars(select(Agent))}
        if approved_by:
            review.submit(session, wanted, by=agents[by])
            review.approve(session, wanted, by=agents[approved_by])
        releasing.publish(session, wanted, by=agents[by])


def offer(key: str = "cheese") -> Offer | None:
    with reading() as session:
        return session.scalar(select(Offer).where(Offer.key == key))


def test_it_is_in_force_from_its_publishing_on_and_no_longer_once_retired(floor: people.Floor) -> None:
    with clock.stopped_at(MARCH):
        number = writes()
        assert offer() is None
        publishes(number)
        found = offer()
        assert found and (found.version, found.margin_cents, found.state) == (1, 300, OfferState.LIVE)
        number = writes(margin_cents=250)
        assert offer().margin_cents == 300  # type: ignore[union-attr]
        publishes(number)
        again = offer()
        assert again and (again.id, again.version, again.margin_cents) == (found.id, 2, 250)
        with transaction() as session:
            assert "cheese" in [each.key for each in catalogue.live(session)]
            releasing.retire(session, publication.publication(session, authoring.OFFER, "cheese"), by=None)
        with reading() as session:
            assert "cheese" not in [each.key for each in catalogue.live(session)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"valid_until": "2026-02-01T00:00:00+01:00"}, "valid_until"),
        ({"valid_from": "yesterday"}, "valid_from"),
        ({"valid_from": "2026-03-01T00:00:00"}, "valid_from"),
        ({"eligibility": "shoe_size > 40"}, "eligibility"),
        ({"suitability": "horoscope = true"}, "suitability"),
        ({"margin_cents": -1}, "margin_cents"),
        ({"margin_cents": None}, "margin_cents"),
        ({"margin_cents": True}, "margin_cents"),
        ({"currency": "USD"}, "currency"),
        ({"discount_cents": 1300}, "discount_cents"),
        ({"ladder": [100, 50]}, "ladder"),
        ({"ladder": [100, 5000]}, "ladder"),
        ({"propensity": 10_001}, "propensity"),
        ({"evidence": 0}, "evidence"),
        ({"horizon": 0}, "horizon"),
        ({"name_en": " "}, "name_en"),
        ({"purpose": "begging"}, "purpose"),
        ({"gives": ["world_peace"]}, "gives"),
        ({"campaign": "nowhere"}, "campaign"),
        ({"script": "nowhere"}, "script"),
        ({"fulfilment": "Añadir {nonsense}"}, "fulfilment"),
        ({"bought_like": "pañales"}, "bought_like"),
        ({"category": "insurance"}, "required_skill"),
        ({"category": "insurance", "required_skill": "insurance", "documents": True,
          "eligibility": 'store = "Delicias"'}, "eligibility"),
        ({"category": "insurance", "required_skill": "insurance", "bought_like": "wine"}, "bought_like"),
        ({"most_each": 0}, "most_each"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_by_its_field_and_nothing_is_kept(
    floor: people.Floor, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        writes(**wrong)
    assert refused.value.field == field
    with reading() as session:
        assert session.scalar(select(Publication.id).where(Publication.key == "cheese")) is None
    assert offer() is None


def test_two_of_one_name_never_stand_on_the_same_days(floor: people.Floor) -> None:
    with clock.stopped_at(MARCH):
        publishes(writes())
        overlapping = {"valid_from": "2026-03-20T00:00:00+01:00", "valid_until": None}
        with pytest.raises(Invalid) as refused:
            writes("cheese_again", **overlapping)
        assert refused.value.field == "valid_from"
        writes("cheese_again", valid_from="2026-04-01T00:00:00+02:00", valid_until=None)
        writes(valid_from="2026-03-20T00:00:00+01:00", valid_until=None)  # the same one may move


def test_insurance_asks_for_somebody_elses_approval(floor: people.Floor) -> None:
    insured = {
        "category": "insurance", "required_skill": "insurance", "documents": True, "script": "good_driver",
        "price_cents": None,
    }  # fmt: skip
    number = writes(**insured)
    with pytest.raises(releasing.NeedsApproval):
        publishes(number)
    with pytest.raises(review.OwnVersion):
        publishes(number, approved_by="ada")
    publishes(number, approved_by="bob")
    assert offer() is not None


def test_an_offer_that_gives_something_waits_until_it_is_known_whom_it_would_hit(floor: people.Floor) -> None:
    with transaction() as session:
        for key, kind, rule in (("club", EffectKind.BENEFIT, None), ("fee", EffectKind.SURCHARGE, "children >= 1")):
            contradictions.save_effect(session, key=key, kind=kind, name_es=key, name_en=key, rule=rule)
        session.flush()
        contradictions.declare(session, one="club", other="fee", why_es="Pagaría más", why_en="Would pay more")
        record = people.record_of(session, floor.juan)
        record.fields = {**record.fields, "children": 2}
    content = {"gives": ["club"], "eligibility": None}
    number = writes(**content)
    with pytest.raises(authoring.StillCounting):
        publishes(number)
    counts(content)
    with pytest.raises(authoring.Contradicts) as refused:
        publishes(number)
    assert refused.value.facts["n"] == 1
    assert offer() is None
    content["leave_out"] = ["fee"]
    counts(content)
    publishes(writes(**content))
    assert offer().gives == ["club"]  # type: ignore[union-attr]


def counts(content: dict[str, Any]) -> reach.Reach:
    whole = {**CHEESE, **content}
    with transaction() as session:
        reach.wanted(session, whole)
    Worker(HEAVY).work_off()
    with reading() as session:
        found = reach.of(session, whole)
        assert found and found.done
        return found


def test_an_offer_giving_two_things_that_dont_go_together_is_not_kept(floor: people.Floor) -> None:
    with transaction() as session:
        for key in ("one", "other"):
            contradictions.save_effect(session, key=key, kind=EffectKind.BENEFIT, name_es=key, name_en=key)
        session.flush()
        contradictions.declare(session, one="one", other="other", why_es="No", why_en="No")
    with pytest.raises(Invalid) as refused:
        writes(gives=["one", "other"])
    assert refused.value.field == "gives"


def test_a_scheduled_offer_waits_for_its_count_and_stays_when_it_contradicts_by_then(floor: people.Floor) -> None:
    with transaction() as session:
        for key, kind, rule in (("club", EffectKind.BENEFIT, None), ("fee", EffectKind.SURCHARGE, "known = true")):
            contradictions.save_effect(session, key=key, kind=kind, name_es=key, name_en=key, rule=rule)
    with clock.stopped_at(MARCH):
        counts({"gives": ["club"], "eligibility": None})
        number = writes(gives=["club"], eligibility=None)
        with transaction() as session:
            found = publication.publication(session, authoring.OFFER, "cheese")
            later = MARCH + timedelta(days=1)
            releasing.publish(session, publication.version(session, found, number), by=None, at=later)
            contradictions.declare(session, one="club", other="fee", why_es="Pagaría más", why_en="Would pay more")
            reach.recount(session)
        clock.advance(timedelta(days=1))
        Worker(LIGHT).work_off()
        assert said_last("cheese") == (Did.SCHEDULED, "")  # still being counted
        Worker(HEAVY).work_off()
        clock.advance(timedelta(minutes=1))
        Worker(LIGHT).work_off()
        did, why = said_last("cheese")
        assert did is Did.FAILED and why.startswith("1 customers would hear it")
        assert offer() is None


def said_last(key: str) -> tuple[Did, str]:
    with reading() as session:
        act = publication.publication(session, authoring.OFFER, key).acts[-1]
        return act.did, act.comment

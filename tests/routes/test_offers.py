"""Ada writes offers and Bob approves them; Dan answers calls, and for him these pages aren't there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from console.db import reading
from console.offers import contradictions
from console.offers.catalogue import Offer, OfferState
from console.offers.contradictions import EffectKind
from console.publishing.publication import Publication
from console.worker import HEAVY, Worker
from tests import web
from tests.offers import people
from tests.routes import marketing
from tests.routes.marketing import sends

CHEESE = {
    "key": "cheese", "name_es": "Queso curado", "name_en": "Cured cheese", "category": "cheese", "purpose": "sales",
    "price_cents": "12,00", "margin_cents": "3,00", "discount_cents": "1,00", "horizon": "2", "propensity": "8,5",
    "evidence": "30", "refusal_cents": "0,15", "seconds": "30", "eligibility": "known = true", "script": "carinena",
    "fulfilment": "Add a cheese to order {order|}.", "valid_from": "2026-03-01", "comment": "First words",
}  # fmt: skip
PAGES = ("/offers", "/offers/new", "/offers/carinena", "/offers/carinena/preview", "/offers/carinena/versions/1",
         "/campaigns", "/contradictions")  # fmt: skip
DEEDS = ("submission", "remarks", "approval", "sending-back", "publication", "unscheduling", "retirement", "return")


@pytest.fixture
def app(store_url: str, tmp_path: Path) -> Flask:
    return marketing.house(store_url, tmp_path)


def offer(key: str = "cheese") -> Offer | None:
    with reading() as session:
        return session.scalar(select(Offer).where(Offer.key == key))


def kept(key: str = "cheese") -> int:
    with reading() as session:
        found = session.scalar(select(Publication.newest).where(Publication.key == key, Publication.kind == "offer"))
        return found or 0


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_and_somebody_signed_out_find_nothing(app: Flask, path: str) -> None:
    assert web.browser(app, "ada").client.get(path).status_code == 200
    assert web.browser(app, "dan").client.get(path).status_code == 404
    assert app.test_client().get(path).status_code == 401


@pytest.mark.parametrize("deed", DEEDS)
def test_nor_can_they_do_anything(app: Flask, deed: str) -> None:
    dan = web.browser(app, "dan")
    assert sends(dan, f"/offers/carinena/versions/1/{deed}", comment="x").status_code == 404
    assert app.test_client().post(f"/offers/carinena/versions/1/{deed}").status_code in (401, 403)
    for path in ("/offers", "/offers/carinena", "/campaigns", "/contradictions", "/effects"):
        assert sends(dan, path, **CHEESE).status_code == 404
    assert kept() == 0 and kept("carinena") == 1


def test_who_only_writes_approves_nothing_and_declares_nothing(app: Flask) -> None:
    ada = web.browser(app, "ada")
    for path in ("/offers/good_driver/versions/1/approval", "/contradictions", "/effects"):
        assert sends(ada, path, key="x", name_es="x", name_en="x", kind="benefit").status_code == 404


def test_an_offer_from_the_form_to_the_catalogue(app: Flask) -> None:
    ada = web.browser(app, "ada")
    assert sends(ada, "/offers", **CHEESE).status_code == 302
    page = ada.client.get("/offers/cheese").get_data(as_text=True)
    assert "Cured cheese" in page and "Not counted yet" in page and 'value="12"' in page
    Worker(HEAVY).work_off()
    page = ada.client.get("/offers/cheese").get_data(as_text=True)
    assert "Today, 1 people." in page and "we know who it is is yes" in page
    assert offer() is None
    changed = {**CHEESE, "after": "1", "margin_cents": "2.5", "go": "publish"}
    assert sends(ada, "/offers/cheese", **changed).status_code == 302
    found = offer()
    assert found and (found.margin_cents, found.propensity, found.horizon, found.version) == (250, 850, 2, 2)
    assert found.valid_from.isoformat() == "2026-02-28T23:00:00+00:00"


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(app: Flask) -> None:
    ada = web.browser(app, "ada")
    for wrong, field in (
        ({"margin_cents": "-3"}, "margin_cents"), ({"margin_cents": "much"}, "margin_cents"),
        ({"valid_until": "2026-02-01"}, "valid_until"), ({"eligibility": "shoe_size > 40"}, "eligibility"),
        ({"key": "no way"}, "key"), ({"field": "shoe_size", "value": "40"}, "field"), ({"horizon": "0"}, "horizon"),
    ):  # fmt: skip
        answer = sends(ada, "/offers", **{**CHEESE, **wrong})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 400 and f'id="e-{field}"' in page and "Queso curado" in page
        described = " ".join(re.findall(r'aria-invalid="true" aria-describedby="([^"]*)"', page))
        assert f"e-{field}" in described or f'aria-describedby="echo e-{field}" aria-invalid' in page
    assert kept() == 0


def test_a_condition_is_put_together_from_a_field_a_sign_and_a_value(app: Flask) -> None:
    ada = web.browser(app, "ada")
    sends(ada, "/offers", **{**CHEESE, "go": "add", "field": "store", "sign": "=", "value": "Delicias"})
    page = ada.client.get("/offers/cheese").get_data(as_text=True)
    assert "and store = &#34;Delicias&#34;" in page and "usual store is «Delicias»" in page


def test_a_condition_says_what_it_means_while_it_is_written(app: Flask) -> None:
    ada, dan = web.browser(app, "ada"), web.browser(app, "dan")
    said = ada.send("POST", "/offers/echo", {"rule": 'age >= 28 and store = "Delicias"'}).get_json()
    assert said == {"words": "age: at least 28 and usual store is «Delicias»", "error": ""}
    assert "shoe_size" in ada.send("POST", "/offers/echo", {"rule": "shoe_size > 40"}).get_json()["error"]
    assert ada.send("POST", "/offers/echo", {"rule": "points > 4", "category": "insurance"}).get_json()["error"]
    assert ada.send("POST", "/offers/echo", {"rule": 7}).status_code == 400
    assert dan.send("POST", "/offers/echo", {"rule": "age > 4"}).status_code == 404
    page = ada.client.get("/offers/new").get_data(as_text=True)
    assert 'data-kind="number"' in page and "/static/dist/rule.js" in page


def test_somebody_else_saved_meanwhile(app: Flask) -> None:
    ada = web.browser(app, "ada")
    sends(ada, "/offers", **CHEESE)
    sends(ada, "/offers/cheese", **{**CHEESE, "after": "1", "horizon": "3"})
    answer = sends(web.browser(app, "bob"), "/offers/cheese", **{**CHEESE, "after": "1", "horizon": "4"})
    assert answer.status_code == 409 and kept() == 2


def test_insurance_goes_out_with_bobs_approval_and_comes_back_with_adas(app: Flask) -> None:
    ada, bob = web.browser(app, "ada"), web.browser(app, "bob")
    insured = {**CHEESE, "category": "insurance", "required_skill": "insurance", "documents": "1"} | {
        "script": "good_driver"
    }
    sends(ada, "/offers", **insured)
    assert sends(ada, "/offers/cheese/versions/1/publication").status_code == 422
    assert sends(ada, "/offers/cheese", **insured, after="1", go="ask").status_code == 302
    assert "cheese" in bob.client.get("/offers").get_data(as_text=True)
    assert sends(bob, "/offers/cheese/versions/1/remarks", comment="Which drivers?").status_code == 302
    assert sends(bob, "/offers/cheese/versions/1/approval").status_code == 302
    assert sends(ada, "/offers/cheese/versions/1/publication").status_code == 302
    page = ada.client.get("/offers/cheese").get_data(as_text=True)
    assert "Which drivers?" in page and offer() is not None
    assert sends(ada, "/offers/cheese/versions/1/retirement").status_code == 302
    assert offer().state is OfferState.RETIRED  # type: ignore[union-attr]
    assert sends(ada, "/offers/cheese/versions/1/return").status_code == 302
    assert offer().state is OfferState.RETIRED  # type: ignore[union-attr]  # it waits for Bob again


def test_which_categories_wait_for_bob_is_bobs_to_say_and_leaving_one_waits_too(app: Flask) -> None:
    ada, bob = web.browser(app, "ada"), web.browser(app, "bob")
    for stranger in (ada, web.browser(app, "dan")):
        assert sends(stranger, "/offers/approvals", categories="cheese").status_code == 404
    assert sends(bob, "/offers/approvals", categories=["cheese", "x" * 80]).status_code == 400
    assert sends(ada, "/offers", **CHEESE).status_code == 302
    assert sends(bob, "/offers/approvals", categories="cheese").status_code == 302
    assert sends(ada, "/offers/cheese/versions/1/publication").status_code == 422
    assert sends(ada, "/offers/cheese/versions/1/submission").status_code == 302
    assert sends(bob, "/offers/cheese/versions/1/approval").status_code == 302
    assert sends(ada, "/offers/cheese/versions/1/publication").status_code == 302
    moved = {**CHEESE, "category": "dairy", "after": "1", "go": "publish"}
    assert sends(ada, "/offers/cheese", **moved).status_code == 422
    assert sends(bob, "/offers/approvals").status_code == 302  # none but insurance, which always waits
    assert sends(ada, "/offers/cheese/versions/2/publication").status_code == 302
    page = bob.client.get("/offers").get_data(as_text=True)
    assert re.search(r'value="insurance" checked disabled', page) and 'value="dairy">' in page


def test_a_time_that_has_passed_is_refused(app: Flask) -> None:
    ada = web.browser(app, "ada")
    sends(ada, "/offers", **CHEESE)
    answer = sends(ada, "/offers/cheese/versions/1/publication", at="2020-01-01T10:00")
    assert answer.status_code == 400 and "Choose a time to come." in answer.get_data(as_text=True)
    assert sends(ada, "/offers/cheese/versions/1/publication", at="2099-01-01T10:00").status_code == 302
    assert offer() is None
    assert "01/01/2099 10:00" in ada.client.get("/offers/cheese").get_data(as_text=True)


def test_the_contradiction_is_shown_with_whom_it_would_hit_and_leaving_them_out_solves_it(app: Flask) -> None:
    ada, bob = web.browser(app, "ada"), web.browser(app, "bob")
    for key, kind, rule in (("club", EffectKind.BENEFIT, ""), ("fee", EffectKind.SURCHARGE, "known = true")):
        sends(bob, "/effects", key=key, kind=kind.value, name_es=key, name_en=f"the {key}", rule=rule)
    assert sends(bob, "/contradictions", one="club", other="fee", over="person", why_es="Pagaría más",
                 why_en="Would pay more").status_code == 302  # fmt: skip
    sends(ada, "/offers", **CHEESE, gives="club")
    Worker(HEAVY).work_off()
    page = ada.client.get("/offers/cheese").get_data(as_text=True)
    assert "1 customers would hear it against what they have" in page and "Would pay more" in page
    answer = sends(ada, "/offers/cheese/versions/1/publication")
    assert answer.status_code == 422 and "Leave them out" in answer.get_data(as_text=True)
    clashing = ada.client.get("/offers/cheese/preview?among=clashing").get_data(as_text=True)
    assert "Juan O. L." in clashing and "no: Would pay more" in clashing and "Ortiz" not in clashing
    sends(ada, "/offers/cheese", **CHEESE, gives="club", leave_out="fee", after="1")
    Worker(HEAVY).work_off()
    assert sends(ada, "/offers/cheese/versions/2/publication").status_code == 302
    assert offer().gives == ["club"]  # type: ignore[union-attr]
    with reading() as session:
        number = contradictions.declared(session).pairs[0].id
    assert sends(bob, f"/contradictions/{number}/end").status_code == 302
    assert sends(bob, f"/contradictions/{number}/end").status_code == 404


def test_the_preview_says_for_whom_it_is_and_in_which_words(app: Flask) -> None:
    ada = web.browser(app, "ada")
    page = ada.client.get("/offers/carinena/preview?q=" + people.JUAN.replace("+", "%2B")).get_data(as_text=True)
    assert "Juan O. L." in page and "+€2.14" in page and "Veo que le gusta el Somontano" in page
    assert "Este precio es personal" in page


def test_what_changed_is_read_line_by_line(app: Flask) -> None:
    ada = web.browser(app, "ada")
    sends(ada, "/offers", **CHEESE)
    sends(ada, "/offers/cheese", **{**CHEESE, "after": "1", "horizon": "3"})
    page = ada.client.get("/offers/cheese/versions/2").get_data(as_text=True)
    assert re.search(r"horizon</td><td><del>.*?2</del>.*?horizon</td><td><ins>.*?3</ins>", page, re.S)
    assert page.count("<tr>") == 2

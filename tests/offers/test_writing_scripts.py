from __future__ import annotations

import copy
from typing import Any

import pytest

from console.contacts.contact import Purpose
from console.demo.offer_scripts import SCRIPTS
from console.demo.offers import OFFERS
from console.errors import Invalid
from console.offers import catalogue, steps
from console.offers.catalogue import Offer


def script() -> list[dict[str, Any]]:
    return copy.deepcopy(SCRIPTS["carinena"])


@pytest.mark.parametrize("key", sorted(SCRIPTS))
def test_our_own_scripts_pass(key: str) -> None:
    steps.checked(SCRIPTS[key], sent_first=key == "good_driver")


def test_a_dead_end_is_refused() -> None:
    broken = script()
    broken[2]["answers"] = []
    with pytest.raises(Invalid, match="dead end"):
        steps.checked(broken)


def test_a_step_out_of_reach_is_refused() -> None:
    broken = script()
    broken.append({**copy.deepcopy(broken[2]), "key": "island"})
    with pytest.raises(Invalid, match="island can't be reached"):
        steps.checked(broken)


def test_a_circle_without_an_end_is_refused_and_one_with_an_end_is_not() -> None:
    around = script()
    around[2]["answers"][0] = {**around[2]["answers"][0], "outcome": None, "to": "proposal"}
    steps.checked(around)
    around[2]["answers"] = around[2]["answers"][:1]
    around[1]["answers"] = around[1]["answers"][:1]
    with pytest.raises(Invalid, match="From step proposal one goes round without an end"):
        steps.checked(around)


def test_an_end_that_hangs_on_a_condition_is_no_sure_end() -> None:
    hanging = script()
    hanging[2]["answers"] = [{**each, "when": "children >= 1"} for each in hanging[2]["answers"]]
    with pytest.raises(Invalid, match="without an end"):
        steps.checked(hanging)


def test_an_answer_leads_somewhere_or_ends_not_both() -> None:
    broken = script()
    broken[0]["answers"][0]["outcome"] = "accepted"
    with pytest.raises(Invalid):
        steps.checked(broken)


def test_a_gap_nobody_can_fill_is_refused() -> None:
    broken = script()
    broken[0]["say"]["en"] = "Hello {pregnancy}"
    with pytest.raises(Invalid, match="pregnancy"):
        steps.checked(broken)


def test_words_in_one_language_only_are_refused() -> None:
    broken = script()
    broken[1]["title"] = {"es": "Propuesta"}
    with pytest.raises(Invalid, match="lacks words"):
        steps.checked(broken)


def test_nobody_accepts_before_the_documents_are_sent() -> None:
    with pytest.raises(Invalid, match="documents"):
        steps.checked(script(), sent_first=True)


def offer(key: str, **changes: object) -> Offer:
    from console import clock

    row = next(each for each in OFFERS if each["key"] == key)
    whole = {**row, "script": key, "purpose": Purpose.SALES, "valid_from": clock.now()}
    return Offer(**{**whole, **changes})


@pytest.mark.parametrize("changes", [
    {"bought_like": "Pan"}, {"required_skill": None}, {"documents": False},
    {"eligibility": 'store = "Delicias"'},
])  # fmt: skip
def test_insurance_never_looks_at_shopping_and_keeps_its_rules(changes: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        catalogue.check(offer("good_driver", **changes))


def test_nobody_is_chosen_by_what_tells_of_a_baby() -> None:
    with pytest.raises(Invalid):
        catalogue.check(offer("carinena", bought_like="Pañales"))

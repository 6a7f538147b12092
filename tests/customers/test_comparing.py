"""What two profiles beside each other say, and what only seems to say something."""

from __future__ import annotations

from typing import Any

import pytest

from console.customers import comparing, traits, vetoes
from console.customers.counting import Counts
from console.customers.names import MISSING
from console.customers.traits import Traits


def ada(**fields: Any) -> Traits:
    return traits.of_fields({"given_name": "Ada", "first_surname": "Lovelace", **fields}, "crm")


def counted(*many: Traits) -> Counts:
    counts = Counts()
    for each in many:
        counts.add(each)
    return counts


@pytest.mark.parametrize(("one", "other"), [
    ("12 Broad Lane", "12, Broad Ln"), ("12 Broad Lane", "Broad Lane 12"), ("Calle Ancha, 12 3º B", "C/ Ancha 12"),
])  # fmt: skip
def test_one_address_as_each_land_writes_it(one: str, other: str) -> None:
    ones, others = ada(address=one, postcode="28001"), ada(address=other, postcode="28001")
    assert comparing.compare(ones, others, counted(ones, others)).place == 4


def test_a_birth_date_that_a_form_fills_in_says_nothing() -> None:
    one, other = ada(birth_date="1900-01-01"), ada(birth_date="1900-01-01")
    assert comparing.compare(one, other, counted(one, other)).birth == 3
    assert comparing.compare(one, other, counted(*[one] * 100)).birth == MISSING


def test_parent_and_child_of_one_name_are_only_asked_about_unless_a_document_is_the_same() -> None:
    parent, child = ada(birth_date="1950-01-01"), ada(birth_date="1980-06-02")
    assert vetoes.of_two_generations(comparing.compare(parent, child, Counts()))
    mistyped = ada(birth_date="1975-12-10", document="99100037Y"), ada(birth_date="1957-12-10", document="99100037Y")
    assert not vetoes.of_two_generations(comparing.compare(*mistyped, Counts()))

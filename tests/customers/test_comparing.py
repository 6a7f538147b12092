"""What two profiles beside each other say, and what only seems to say something."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from console.customers import comparing, numbering, traits, vetoes
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


def named(given: str, first: str = "Lovelace", **fields: Any) -> Traits:
    return traits.of_fields({"given_name": given, "first_surname": first, **fields}, "crm")


def test_a_number_is_a_households_when_others_of_another_name_have_it() -> None:
    one, other = ada(phones=["+34611222333"]), ada(phones=["+34611222333"])
    alone = comparing.compare(one, other, counted(one, other, *[one] * 5))
    assert (alone.phone, alone.phone_others) == (3, 0.0)
    bob = named("Bob", phones=["+34611222333"])
    assert comparing.compare(one, other, counted(one, other, bob)).phone_others > 0


def test_two_names_that_many_bear_are_no_mistake_for_each_other() -> None:
    marta, martina, matra = named("Marta"), named("Martina"), named("Matra")
    book = counted(*[marta] * 20, *[martina] * 20, matra)
    assert comparing.compare(marta, martina, book).two_given > comparing.compare(marta, matra, book).two_given == 0
    lopez, lopes, gomez = (named("Ada", each) for each in ("Lopez", "Lopes", "Lopec"))
    book = counted(*[lopez] * 20, *[lopes] * 20, gomez)
    assert comparing.compare(lopez, lopes, book).two_surnames > comparing.compare(lopez, gomez, book).two_surnames == 0


def test_a_common_name_mistyped_is_as_common_as_it_was() -> None:
    right, wrong = named("Ada", "Williams"), named("Ada", "Wiliams")
    book = counted(*[right] * 50, wrong)
    assert comparing.compare(right, wrong, book).namesakes == comparing.compare(right, right, book).namesakes


@pytest.mark.parametrize(("address", "own"), [
    ("ada.lovelace@example.com", 1), ("alovelace@example.com", 0), ("bob.byron@example.com", 0),
])  # fmt: skip
def test_a_mailbox_that_bears_their_given_name_is_theirs(address: str, own: int) -> None:
    one = ada(emails=[address])
    assert comparing.compare(one, one, counted(one)).own_mailbox == own


def test_another_figure_in_a_mailbox_is_another_mailbox() -> None:
    one, other = ada(emails=["ada.lovelace23@example.com"]), ada(emails=["ada.lovelace24@example.com"])
    assert comparing.compare(one, other, Counts()).other_digits == 1
    mistyped = ada(emails=["ada.lovelaec23@example.com"])
    assert comparing.compare(one, mistyped, Counts()).other_digits == 0


def test_a_larger_book_has_more_namesakes_but_nobody_has_more_relatives() -> None:
    one, other = ada(phones=["+34611222333"]), ada(phones=["+34611222333"])
    born = ada(birth_date="1975-12-10")
    small, large = (
        Counts(records=many, seen=Counter({"g|ada": many // 200, "s|lovelace": many // 200}))
        for many in (20_000, 100_000)
    )
    assert rare(one, other, large) == pytest.approx(rare(one, other, small), abs=0.2)
    assert rare(born, born, large) < rare(born, born, small) - 1


def rare(one: Traits, other: Traits, counts: Counts) -> float:
    """How much the rarity of the name speaks for one person, less how much its commonness against it."""
    columns = dict(zip(numbering.COLUMNS, numbering.numbers([comparing.compare(one, other, counts)])[0], strict=True))
    return float(columns["rare"] - columns["common"])

"""Names as people write them: what is one name, what is nearly one, what is another."""

from __future__ import annotations

import pytest

from console.customers import names
from console.customers.names import CLOSE, DIFFERENT, HINT, PART, SAME, SHORT_FORM


@pytest.mark.parametrize(("one", "other", "level"), [
    ("Paco", "Francisco", SHORT_FORM), ("Toñi", "Antonia", SHORT_FORM), ("Liz", "Elizabeth", SHORT_FORM),
    ("Nando", "Fernando", SHORT_FORM), ("Rafa", "Rafael", SHORT_FORM), ("M.ª Teresa", "Maite", SHORT_FORM),
    ("JOSÉ", "Jose", SAME), ("Mónica", "Monika", CLOSE), ("Carmen", "María Carmen", SHORT_FORM),
    ("Luis", "José Luis", PART), ("J.", "Juan", HINT), ("J. Luis", "José Luis", PART),
    ("José Luis", "José Manuel", HINT), ("Ada", "Bob", DIFFERENT), ("Mario", "María", CLOSE),
])  # fmt: skip
def test_given_names(one: str, other: str, level: int) -> None:
    assert names.alike_given(names.words(one), names.words(other)) == level
    assert names.alike_given(names.words(other), names.words(one)) == level


@pytest.mark.parametrize(("one", "other", "level"), [
    ("Pérez", "PEREZ", SAME), ("Giménez", "Jimenes", CLOSE), ("Vázquez", "Basques", CLOSE), ("Ruiz", "Gil", DIFFERENT),
    ("de la Fuente", "Fuente", SAME), ("García-Lorca", "García", PART), ("", "Ruiz", names.MISSING),
])  # fmt: skip
def test_surnames(one: str, other: str, level: int) -> None:
    assert names.alike(names.words(one), names.words(other)) == level


def test_a_name_is_found_in_whichever_order_its_parts_were_written() -> None:
    ada = names.read("Carmen", "Ruiz", "Pardo")
    for other in (names.read("Ruiz", "Carmen", "Pardo"), names.read("Carmen", "Pardo", "Ruiz"),
                  names.read("Carmen", "Ruiz Pardo", "")):  # fmt: skip
        found = names.compare(ada, other)
        assert (found.given, found.first, found.second) == (SAME, SAME, SAME)
        assert found.turned


def test_a_name_of_one_column_is_read_as_people_write_it() -> None:
    assert names.Name("carmen", "ruiz", "pardo") in names.split("RUIZ PARDO CARMEN")
    assert names.split("María Carmen Ruiz") == [names.Name("maria carmen", "ruiz", "")]
    assert names.split("Ada") == [names.Name("ada", "", "")]
    assert names.split(" . ") == []

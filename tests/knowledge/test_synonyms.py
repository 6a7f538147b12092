from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console import db
from console.errors import Invalid
from console.knowledge import dictionary, synonyms
from tests.knowledge.conftest import Publish, ask, titles


@pytest.fixture(autouse=True)
def asked_afresh(shelf: Path) -> Iterator[None]:
    synonyms.forget()
    yield
    synonyms.forget()


def teach(line: str) -> None:
    with db.transaction() as session:
        synonyms.add(session, line, by=None)
    synonyms.forget()


def test_words_of_the_trade_find_each_other_from_the_first_day(publish: Publish) -> None:
    publish("Anular un pedido", "Hasta las 20:00 del día anterior.")
    publish("Horarios", "De nueve a nueve.")
    assert titles(ask("cancelar"))[0] == "Anular un pedido"
    assert ask("cancelar").hits[0].because == [("anular", "cancelar")]


def test_an_editor_adds_what_only_this_company_says(publish: Publish) -> None:
    publish("Tarjeta Espiga", "Un punto por cada euro.")
    publish("Horarios", "De nueve a nueve.")
    assert ask("zumaquera").hits == []
    teach("zumaquera espiga")
    assert titles(ask("zumaquera")) == ["Tarjeta Espiga"]


def test_an_abbreviation_goes_one_way(publish: Publish) -> None:
    publish("Hoja de encargo", "Se rellena en la tienda.")
    teach("hde > encargo")
    assert titles(ask("hde "))[0] == "Hoja de encargo"
    with db.reading() as session:
        assert "hde" not in synonyms.of(session).get("encargo", [])


def test_other_forms_of_a_word_mean_the_same_too(publish: Publish) -> None:
    publish("Baja del programa", "Se rescinde por escrito.")
    publish("Horarios", "De nueve a nueve.")
    assert ask("zumaquerando ").hits == []
    teach("zumaquerar rescindir")
    assert titles(ask("zumaquerando ")) == ["Baja del programa"]


@pytest.mark.parametrize("query", ["canselar", "cancelr", "cnacelar", "cancelat"])
def test_a_mistake_in_a_word_that_only_means_one_of_ours_is_understood(query: str, publish: Publish) -> None:
    publish("Anular un pedido", "Hasta las 20:00 del día anterior.")
    publish("Horarios", "De nueve a nueve.")
    assert titles(ask(query)) == ["Anular un pedido"]


def test_a_mistake_in_another_form_of_our_word_is_understood(publish: Publish) -> None:
    publish("Switch to another plan", "Any day of the month.", "en")
    publish("Opening hours", "From nine to nine.", "en")
    assert titles(ask("swithcing ")) == ["Switch to another plan"]


def test_a_word_that_exists_is_not_taken_for_one_of_the_trade(publish: Publish) -> None:
    publish("Anular un pedido", "Hasta las 20:00 del día anterior.")
    publish("Horarios", "De nueve a nueve.")
    assert dictionary.exists("candela")
    assert ask("candela ").hits == []


def test_some_words_mean_something_only_together(publish: Publish) -> None:
    publish("Desistir de una compra", "Catorce días desde la entrega.")
    publish("Arrepentimiento", "Un cuadro de la sección de decoración.")
    publish("Marcha", "Se camina hacia atrás.")
    teach("marcha atrás > desistir")
    found = ask("dar marcha atrás ")
    assert "Desistir de una compra" in titles(found)
    assert "Desistir de una compra" not in titles(ask("marcha lenta "))


@pytest.mark.parametrize(
    "line", ["", "una", "> dos", "una > ", "a b c d e > larga", " ".join("abcdefghijklmn"), "una " + "a" * 300]
)
def test_a_group_has_two_words_or_more(line: str) -> None:
    with pytest.raises(Invalid) as refused, db.transaction() as session:
        synonyms.add(session, line, by=None)
    assert refused.value.field == "line"


def test_a_word_that_exists_is_no_mistake_even_when_no_article_has_it(publish: Publish) -> None:
    publish("La hora de entrega", "Se elige al pagar.")
    assert dictionary.exists("hola") and not dictionary.exists("hrora")
    assert ask("hola ").understood is None
    assert ask("hrora ").understood == "hora"


def test_the_starting_list_says_nothing_twice_and_nothing_about_itself() -> None:
    for word, others in synonyms.of_the_trade().items():
        assert word not in others
        assert len(others) == len(set(others))

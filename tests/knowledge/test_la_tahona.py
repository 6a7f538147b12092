from __future__ import annotations

import re

import pytest

from console import db
from console.demo import articles as demo
from console.desk import article_rows
from console.knowledge import indexing
from tests.knowledge.conftest import ask, marks, titles


@pytest.fixture
def la_tahona(shelf: object) -> None:
    with db.transaction() as session:
        demo.load(session)
    with db.reading() as session:
        indexing.rebuild(session)


@pytest.mark.parametrize("key", demo.REVIEWED_DAYS_AGO)
@pytest.mark.parametrize("language", ["es", "en"])
def test_an_article_is_long_enough_to_help_and_short_enough_to_read(key: str, language: str) -> None:
    title, body = demo.text(key, language)
    assert title and not body.startswith("#")
    assert 150 <= len(body.split()) <= 300


def test_every_article_says_the_same_amounts_in_both_languages() -> None:
    for key in demo.REVIEWED_DAYS_AGO:
        es, en = (re.findall(r"\d[\d.,:]*\d|\d", demo.text(key, each)[1]) for each in ("es", "en"))
        assert sorted(each.replace(",", ".") for each in es) == sorted(each.replace(",", ".") for each in en), key


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("devolucoin", "Devolución de un producto en mal estado"),
        ("yogures en mal estado", "Devolución de un producto en mal estado"),
        ("plazo devolucion", "Plazos de devolución en la tienda online"),
        ("pedido tarde envio", "Gastos de envío cuando el pedido llega tarde"),
        ("no funciona mi bale", "Vales en la web: dónde se ponen y cuánto duran"),
        ("faltan puntos", "Puntos de la Tarjeta Espiga"),
        ("guardar pan", "Encargar pan y guardarlo hasta la noche"),
        ("factuar", "Enviar una factura"),
        ("cambiar la franja", "Cambiar la franja de entrega"),
        ("conductor joben", "Seguro de coche: buen conductor y conductor joven"),
        ("alerjia", "Alergias e intolerancias: leer la etiqueta con el cliente"),
    ],
)
def test_what_people_type_finds_the_article_in_spanish(la_tahona: None, query: str, title: str) -> None:
    assert titles(ask(query))[0] == title


def test_where_another_article_sends_people_there_in_nearly_their_words_both_are_found_first(la_tahona: None) -> None:
    first, second = titles(ask("borrar mis datos"))[:2]
    assert {first, second} == {"No puede entrar en su cuenta", "Protección de datos: qué puede pedir una persona"}


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("retrun bad condition", "Returning a product in bad condition"),
        ("late delivery shipping refund", "Shipping costs when the order is late"),
        ("vouchr", "Vouchers on the web: where they go and how long they last"),
        ("missing points", "Points of the Espiga card"),
        ("young drivers", "Car insurance: good driver and young driver"),
        ("allergic to nuts", "Allergies and intolerances: reading the label with the customer"),
        ("erase my data", "Data protection: what a person can ask for"),
    ],
)
def test_what_people_type_finds_the_article_in_english(la_tahona: None, query: str, title: str) -> None:
    assert titles(ask(query, "en"))[0] == title


def test_the_two_about_returns_come_first_for_a_misspelt_return(la_tahona: None) -> None:
    found = ask("devolucoin", limit=3)
    assert found.understood == "devolución"
    assert titles(found)[:2] == [demo.text(key, "es")[0] for key in ("faulty-product", "return-periods")]
    first = found.hits[0]
    assert marks(first.title) == ["Devolución"]
    assert "".join(text for text, _ in first.snippet) == (
        "La devolución de fresco se abona sin traer el producto si hay foto o número de lote. "
        "Hasta 20 € la autoriza el agente; el abono llega a la tarjeta en 3 a 5 días."
    )


def test_an_opened_article_is_html_and_text(la_tahona: None) -> None:
    (hit, *_) = ask("plazos de devolución").hits
    with db.reading() as session:
        page = article_rows.article_page(session, hit.article)
    assert "<table>" in page.html and "<h2>Pasos</h2>" in page.html
    assert "1. Tenga a mano el número de pedido" in page.text and "##" not in page.text and "|" not in page.text
    assert page.reviewed_on == hit.reviewed_on

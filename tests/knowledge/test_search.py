from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import ColumnElement

from console import db
from console.knowledge import search
from console.knowledge.articles import Article
from tests.knowledge.conftest import Publish, ask, marks, titles

RETURNS = "Devolución de un producto en mal estado"
PERIODS = "Plazos de devolución en la tienda online"
SHIPPING = "Gastos de envío cuando el pedido llega tarde"
REFUND = "Refunding a delivery that came late"


@pytest.fixture(autouse=True)
def library(publish: Publish) -> None:
    publish(RETURNS, "La devolución de fresco se abona sin traer el producto si hay foto o número de lote.")
    publish(PERIODS, "30 días desde la entrega, fresco 48 horas. El formulario es el R-2291.")
    publish(SHIPPING, "Más de dos horas de retraso: devolución automática de los 3,90 € de envío.")
    publish(REFUND, "More than two hours late: the shipping is refunded without being asked.", "en")
    publish("Panadería", "La panadería guarda un encargo hasta las 20:00. Los vales no sirven para el pan.")


def test_a_word_in_the_title_comes_before_the_same_word_in_the_text() -> None:
    assert titles(ask("devolución"))[-1] == SHIPPING
    assert set(titles(ask("devolución"))) == {RETURNS, PERIODS, SHIPPING}


def test_words_asked_for_together_count_more_where_they_stand_together(publish: Publish) -> None:
    filler = "La caja abre temprano y cierra tarde según la temporada. " * 4
    publish("Avisos uno", f"El cupón llega por correo. {filler} El trufero se abona en tienda.")
    publish("Avisos dos", f"El cupón del trufero se abona en tienda. {filler} Llega por correo.")
    assert titles(ask("cupón para trufero "))[0] == "Avisos dos"


def test_what_an_article_begins_with_counts_more_than_what_it_ends_with(publish: Publish) -> None:
    filler = "La caja abre temprano y cierra tarde según la temporada, salvo que se avise antes. " * 16
    publish("Avisos uno", f"{filler} Hay trufero en la entrada. {filler}")
    publish("Avisos dos", f"Hay trufero en la entrada. {filler} {filler}")
    assert titles(ask("trufero "))[0] == "Avisos dos"


def test_an_article_with_a_sentence_for_the_question_comes_before_one_that_has_its_words_here_and_there(
    publish: Publish,
) -> None:
    filler = "La caja abre temprano y cierra tarde según la temporada, salvo que se avise antes. "
    question = "quién repone las bandejas de trufero del mostrador"
    scattered = "El trufero llega. {0}Las bandejas, aparte. {0}Repone el mostrador. {0}Bandejas de trufero. {0}"
    publish("Avisos uno", scattered.format(filler * 2))
    publish("Avisos dos", f"{filler * 8}El encargado repone las bandejas de trufero del mostrador. {filler * 8}")
    assert titles(ask(question))[0] == "Avisos dos"


@pytest.mark.parametrize(
    "query", ["devolución", "devolucion", "DEVOLUCIÓN", "devolucio\u0301n", "devoluciones", "devoluc"]
)
def test_accents_capitals_endings_and_beginnings_all_find_it(query: str) -> None:
    found = ask(query)
    assert set(titles(found)) == {RETURNS, PERIODS, SHIPPING}
    assert found.understood is None


@pytest.mark.parametrize("query", ["devolucoin", "debolucion", "devoluvión", "devolucoi", "devolusion "])
def test_a_typing_mistake_is_understood_and_said(query: str) -> None:
    found = ask(query)
    assert set(titles(found)) == {RETURNS, PERIODS, SHIPPING}
    assert (found.typed, found.understood) == (query, "devolución")


def test_only_the_wrong_word_is_corrected() -> None:
    assert ask("plazos de devolucoin online").understood == "plazos de devolución online"


def test_a_misspelt_function_word_is_understood_and_marks_nothing() -> None:
    found = ask("caundo llega el pedido ")
    assert found.understood == "cuando llega el pedido"
    assert "pedido" in marks(found.hits[0].title) and "cuando" not in marks(found.hits[0].title)


def test_a_stem_alone_does_not_hide_what_a_word_was_meant_to_be(publish: Publish) -> None:
    publish("Quién puede firmar", "El titular, o quien él nombre.")
    assert {"Quién puede firmar", SHIPPING} <= set(titles(ask("pede ")))


@pytest.mark.parametrize("query", ["quiero ", "tiendas ", "diga ", "pagos ", "refunds "])
def test_words_in_any_form_that_exists_are_no_mistakes(query: str) -> None:
    assert ask(query).understood is None


@pytest.mark.parametrize("query", ["R-2292", "r2291x", "48214", "3.91"])
def test_codes_and_numbers_are_never_corrected(query: str) -> None:
    assert ask(query).understood is None


def test_a_code_is_found_as_it_is_written() -> None:
    assert titles(ask("R-2291"))[0] == PERIODS


def test_every_keystroke_of_a_word_finds_its_article() -> None:
    for typed in range(3, len("panadería") + 1):
        assert titles(ask("panadería"[:typed]))[0] == "Panadería", "panadería"[:typed]


def test_a_finished_short_word_is_not_taken_for_a_beginning() -> None:
    assert titles(ask("pan"))[0] == "Panadería"
    assert "Panadería" not in marks(ask("pan ").hits[0].title)


def test_english_finds_english_by_its_stems() -> None:
    found = ask("late deliveries refund", language="en")
    assert titles(found)[0] == REFUND
    assert found.understood is None
    assert "refunded" in marks(found.hits[0].snippet)


def test_one_query_in_two_languages_finds_both() -> None:
    assert {REFUND, SHIPPING} <= set(titles(ask("gastos de envío refund")))


def test_of_equals_the_readers_language_comes_first(publish: Publish) -> None:
    publish("Espiga", "Espiga", "es", key="espiga")
    publish("Espiga", "Espiga", "en", key="espiga")
    assert [hit.language for hit in ask("espiga", "es").hits] == ["es", "en"]
    assert [hit.language for hit in ask("espiga", "en").hits] == ["en", "es"]


def test_what_matched_is_marked_as_written_and_function_words_are_not() -> None:
    (first, *_) = ask("devolucion de fresco").hits
    assert marks(first.title) == ["Devolución"]
    assert "".join(text for text, _ in first.title) == RETURNS
    assert marks(first.snippet) == ["devolución", "fresco", "abona"]  # the trade says both


def test_the_snippet_is_the_passage_that_answers(publish: Publish) -> None:
    publish("Larga", "# Título\n\n" + "Nada que ver con eso. " * 30 + "\n\n1. El **zumaque** se guarda seco.\n")
    (hit,) = ask("zumaque").hits
    assert hit.snippet == [("El ", False), ("zumaque", True), (" se guarda seco.", False)]


def test_a_script_in_a_title_is_text(publish: Publish) -> None:
    title = "<script>alert('vale')</script> & Co"
    publish(title, "Un <img src=x onerror=alert(1)> cualquiera, con zumaque.")
    (hit,) = ask("zumaque").hits
    assert "".join(text for text, _ in hit.title) == title
    assert "<img src=x onerror=alert(1)>" in "".join(text for text, _ in hit.snippet)
    assert titles(ask("<b>zumaque</b> AND (OR \"")) [0] == title


@pytest.mark.parametrize("query", ["", "   ", "¿?", "xqzw", "AND OR NOT (", "\0", "a" * 5_000, "title:*"])
def test_nonsense_finds_nothing_and_breaks_nothing(query: str) -> None:
    assert all(hit.article for hit in ask(query).hits)


def test_a_hit_says_which_word_it_was_found_by() -> None:
    assert ask("devolucoin fresco").hits[0].because == [("devolución", "devolucoin")]
    assert ask("devolución").hits[0].because == []


def test_a_visitor_finds_only_what_is_public(publish: Publish) -> None:
    publish("Zumaque para todos", "Se vende por peso.", public=True)
    publish("Zumaque por dentro", "El proyecto se llama caléndula.")
    with db.reading() as session:
        found = search.search(session, "zumaque", language="es", limit=8, visitor=True)
        assert [each.version.title for each in found.results] == ["Zumaque para todos"]
        # Nor are they told the words of what they may not read.
        assert search.search(session, "calendual", language="es", limit=8, visitor=True).wanted.understood is None
        assert search.search(session, "calendual", language="es", limit=8).wanted.understood == "caléndula"


def test_what_a_reader_may_not_read_leaves_its_place_to_the_next(publish: Publish) -> None:
    secret = publish("Zumaque secreto", "Zumaque.")
    publish("Zumaque abierto", "También hay zumaque en la tienda de la esquina.")
    with db.reading() as session:
        mine = Article.id != secret
        found = search.search(session, "zumaque", language="es", limit=1, readable=mine)
    assert [each.version.title for each in found.results] == ["Zumaque abierto"]


def test_how_sure_is_said_of_what_is_shown_not_of_what_may_not_be_read(publish: Publish) -> None:
    secret = publish("Cierre de la tienda de Soria", "La tienda de Soria cierra en marzo.")
    publish("Horarios", "El de Soria, como los demás, está en la puerta y en la página de cada una de las cuarenta.")

    def sure(readable: ColumnElement[bool] | None) -> float:
        with db.reading() as session:
            return search.search(session, "cierre tienda soria", language="es", limit=5, readable=readable).confidence

    assert sure(None) > 0.8
    assert 0 < sure(Article.id != secret) < 0.5
    assert sure(Article.id < 0) == 0


def test_no_more_than_asked_for() -> None:
    assert len(ask("devolución", limit=2).hits) == 2
    assert ask("devolución", limit=0).hits == []


def test_an_empty_shelf_answers(shelf: Path) -> None:
    assert ask("zumaque").hits == []

"""What the blend is fitted on: past questions neither had seen, once more with their article taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.contacts import training
from console.db import reading, transaction
from console.knowledge import articles, classifier, judging, kept, learning, search, suggestions
from console.knowledge.articles import Article
from console.knowledge.blending import GIVEN
from tests.knowledge.conftest import catch_up

SHELF = {
    "returns": ("Plazos de devolución", "Treinta días para devolver lo comprado."),
    "invoice": ("Pedir una factura", "Se descarga en la cuenta."),
    "slot": ("Cambiar la franja de entrega", "Hasta dos horas antes."),
    "points": ("Puntos de la tarjeta", "Un punto por cada euro."),
}
WAYS = ("quiero {}", "cómo se hace para {}", "ayer intenté {}", "me ayudan a {}", "dónde puedo {}", "hace falta {}")
ASKED = {
    "returns": ("devolver un jersey", "mandar de vuelta las botas"),
    "invoice": ("tener la factura", "el papel de la compra"),
    "slot": ("mover la entrega", "que vengan más tarde"), "points": ("gastar los puntos", "saber cuánto he juntado"),
}  # fmt: skip


@pytest.fixture
def taught(shelf: Path, tmp_path: Path) -> dict[str, int]:
    """Articles, and how each has been asked for a dozen times."""
    with transaction() as session:
        ids = {
            key: articles.publish(session, key=key, language="es", title=title, body=body).id
            for key, (title, body) in SHELF.items()
        }
    with transaction() as session:
        for key, topics in ASKED.items():
            for each in (way.format(topic) for way in WAYS for topic in topics):
                learning.write(session, ids[key], each)
    catch_up()
    classifier.open_at(tmp_path / "learnt.npz")
    return ids


def test_each_question_is_judged_with_its_article_and_without(taught: dict[str, int]) -> None:
    with reading() as session:
        examples = training.examples(session)
        trained = classifier.train(examples, version=1)
        assert trained is not None
        seen = [each.shown(GIVEN) for each in judging.judged(session, examples, trained)]
    right, wrong = [each for each in seen if each.right], [each for each in seen if not each.right]
    assert len(right) > len(SHELF) * len(WAYS) / 2
    assert len(wrong) >= len(right)  # with its article away whatever is shown is wrong, and so it is for small talk
    assert all(each.said.among == len(SHELF) for each in seen)


def test_the_search_is_asked_as_if_nobody_had_asked_just_so(taught: dict[str, int]) -> None:
    def packed(*phrasings: str) -> bytes:
        return kept.packed(["vales"], [["caducan", "pronto"]], [(each.split(), 2.0) for each in phrasings], "es")

    other = packed("vale roto", "los vales")
    assert kept.unheard([packed("mis vales", "vale roto"), other], "Mis vales") == [packed("vale roto"), other]
    with reading() as session:
        phrase = "quiero mandar de vuelta las botas"
        told, untold = (
            [(each.version.article_id, each.score) for each in search.search(
                session, phrase, language="es", limit=4, supposed=supposed).results]
            for supposed in (None, search.Supposed(phrase))
        )  # fmt: skip
    assert told != untold
    assert told[0][0] == untold[0][0] == taught["returns"]  # its siblings still say much the same


def test_an_article_taken_away_leaves_no_trace_among_the_others(taught: dict[str, int]) -> None:
    def asked(supposed: search.Supposed | None = None) -> dict[int, float]:
        with reading() as session:
            words = "puntos de la tarjeta, pedir la factura de la entrega"
            found = search.search(session, words, language="es", limit=4, supposed=supposed)
        return {each.version.article_id: each.score for each in found.results}

    before, away = asked(), asked(search.Supposed("", (taught["points"],)))
    with transaction() as session:
        articles.take_back(session, session.get_one(Article, taught["points"]))
    catch_up()
    after = asked()
    assert set(before) == {*after, taught["points"]} and len(after) > 1
    assert away == pytest.approx(after, rel=0.1)  # but for how rare words are
    assert before[taught["invoice"]] < away[taught["invoice"]]  # measured by what the other said too


def test_training_keeps_what_the_words_were_worth_and_suggestions_go_by_it(taught: dict[str, int]) -> None:
    with reading() as session:
        training.train_due(session, [])
    model = classifier.current()
    assert model is not None and model.blend != GIVEN
    assert suggestions.enough() == model.blend.threshold
    with reading() as session:
        boots, theatre = (
            suggestions.suggest(session, [each], language="es").article_id
            for each in ("necesito devolver unas botas", "entradas para el teatro")
        )
    assert (boots, theatre) == (taught["returns"], None)


def test_the_newest_turn_alone_is_enough_when_the_subject_has_changed(taught: dict[str, int]) -> None:
    with reading() as session:
        training.train_due(session, [])
        turns = ["quiero devolver un jersey que compré", "y la factura?"]
        assert suggestions.suggest(session, turns, language="es").article_id == taught["invoice"]


def test_its_own_translation_is_no_rival(taught: dict[str, int]) -> None:
    def sure() -> float:
        with reading() as session:
            return suggestions.likeliest(session, ["puntos de mi tarjeta euro"], language="es").confidence

    alone = sure()
    with transaction() as session:
        told = {"title": "Puntos de la tarjeta (euro)", "body": "Un punto por cada euro, points."}
        articles.publish(session, key="points", language="en", **told)
    catch_up()
    assert sure() == pytest.approx(alone, abs=0.05)


def test_what_was_misspelt_is_read_as_it_was_meant_by_both(taught: dict[str, int]) -> None:
    with reading() as session:
        training.train_due(session, [])
        well, badly = (
            suggestions.likeliest(session, [each], language="es")
            for each in ("necesito devolver unas botas", "nesecito debolver unas votas")
        )
    assert well.article_id == badly.article_id == taught["returns"]
    assert badly.confidence > well.confidence - 0.2


def test_one_word_asks_only_where_people_are_known_to_say_it(taught: dict[str, int]) -> None:
    with reading() as session:
        training.train_due(session, [])
        asked = {each: suggestions.suggest(session, [each], language="es").article_id
                 for each in ("¿la factura?", "facturas", "fatura", "quiero wifi", "dónde puedo wifi")}  # fmt: skip
    assert asked == {
        "¿la factura?": taught["invoice"], "facturas": taught["invoice"], "fatura": taught["invoice"],
        "quiero wifi": None, "dónde puedo wifi": None,
    }  # fmt: skip

"""How people ask for an article is learnt from what solved a contact, capped, and forgotten again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from console import clock
from console.db import reading, transaction
from console.knowledge import learning
from console.knowledge.learning import Asked, AskedState, Source
from tests.knowledge.conftest import Publish, ask, catch_up, titles

pytestmark = pytest.mark.usefixtures("shelf")


@pytest.fixture
def article(publish: Publish) -> int:
    publish("Otra cosa", "Nada que ver con ello.")
    return publish("Anillas", "Junto a la entrada hay anillas de acero.")


def teach(article: int, phrase: str, source: Source = Source.SOLVED, weight: float = 1.0) -> int | None:
    with transaction() as session:
        made = learning.teach(session, article, phrase, source=source, weight=weight)
        return made.id if made else None


def phrasings(article: int) -> list[str]:
    with reading() as session:
        return [each.phrase for each in learning.asked_of(session, [article])[article]]


def test_what_was_learnt_finds_the_article(article: int) -> None:
    assert titles(ask("candado bicicleta")) == []
    teach(article, "candado bicicleta")
    catch_up()
    assert titles(ask("candado bicicleta")) == ["Anillas"]


def test_what_was_learnt_counts_for_questions_that_mean_the_same(publish: Publish) -> None:
    publish("Avisos uno", "La tienda abre temprano y cierra tarde.")
    second = publish("Avisos dos", "La tienda abre temprano y cierra tarde.")
    question = "le han quitado la cartera en la tienda "
    assert titles(ask(question))[0] == "Avisos uno"
    teach(second, "le han robado el bolso")
    catch_up()
    assert titles(ask(question))[0] == "Avisos dos"


def test_what_an_editor_throws_out_is_not_learnt_again_by_itself(article: int) -> None:
    asked_id = teach(article, "candado bicicleta")
    with transaction() as session:
        learning.reject(session, session.get_one(Asked, asked_id))
    assert teach(article, "Candado  BICICLETA") is None
    catch_up()
    assert phrasings(article) == []
    assert titles(ask("candado bicicleta")) == []


def test_an_editor_may_take_it_back(article: int) -> None:
    asked_id = teach(article, "candado bicicleta")
    with transaction() as session:
        learning.reject(session, session.get_one(Asked, asked_id))
        learning.restore(session, session.get_one(Asked, asked_id))
    assert phrasings(article) == ["candado bicicleta"]


def test_what_an_editor_keeps_fades_no_more(article: int) -> None:
    asked_id = teach(article, "candado bicicleta")
    clock.advance(learning.HALF_LIFE)
    with transaction() as session:
        learning.keep(session, session.get_one(Asked, asked_id))
    clock.advance(10 * learning.HALF_LIFE)
    with reading() as session:
        assert session.get_one(Asked, asked_id).weighs(clock.now()) == 1.0


def test_it_fades_and_is_forgotten_but_not_what_an_editor_wrote(article: int) -> None:
    teach(article, "candado bicicleta")
    teach(article, "sujetar patinete", Source.EDITOR)
    clock.advance(2.5 * learning.HALF_LIFE)
    assert phrasings(article) == ["sujetar patinete"]
    with transaction() as session:
        assert learning.forget(session) == 1
        assert [each.phrase for each in session.scalars(select(Asked))] == ["sujetar patinete"]


def test_what_is_asked_again_lives_longer_but_never_weighs_more_than_the_most(article: int) -> None:
    for _ in range(20):
        asked_id = teach(article, "candado bicicleta")
    with reading() as session:
        asked = session.get_one(Asked, asked_id)
        assert (asked.times, asked.weight) == (20, learning.MOST_WEIGHT)


def test_the_lightest_give_way_and_an_editors_own_last(article: int) -> None:
    teach(article, "la palabra del editor", Source.EDITOR, 0.5)
    for number in range(learning.MOST_PER_ARTICLE + 5):
        teach(article, f"pregunta distinta {'abcdefgh'[number % 8]}{number}", weight=1 + number / 100)
    kept = phrasings(article)
    assert len(kept) == learning.MOST_PER_ARTICLE
    assert "la palabra del editor" in kept
    assert "pregunta distinta a0" not in kept


def test_personal_data_is_never_learnt(article: int) -> None:
    teach(article, "factura de ana@example.com al 611 222 333")
    assert phrasings(article) == ["factura de al"]
    assert teach(article, "611 222 333") is None


def test_a_doubt_halves_it(article: int) -> None:
    asked_id = teach(article, "candado bicicleta")
    with transaction() as session:
        learning.doubt(session, article, "candado bicicleta")
    with reading() as session:
        found = session.get_one(Asked, asked_id)
        assert 0.49 < found.weighs(clock.now()) <= 0.5
        assert found.state is AskedState.LIVE
    clock.advance(timedelta(days=1))

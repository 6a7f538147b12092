"""What was not found is gathered by meaning, without personal data, and an answer closes the gap."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console import clock
from console.agents.agent import Agent
from console.db import reading, transaction
from console.knowledge import gaps, in_vain, likeness
from console.knowledge.articles import Article
from console.knowledge.gaps import Failure, Gap, GapClosed, GapState
from tests import cast
from tests.cast import Cast
from tests.knowledge.conftest import Publish, ask, catch_up, titles

pytestmark = pytest.mark.usefixtures("shelf")


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


def fail(phrase: str, failure: Failure = Failure.NOTHING) -> int | None:
    with transaction() as session:
        gap = gaps.feed(session, phrase, language="es", failure=failure)
        session.flush()
        return gap.id if gap else None


def gap_now(gap_id: int | None) -> Gap:
    with reading() as session:
        found = session.get_one(Gap, gap_id)
        _ = [each.phrase for each in found.phrases]
        return found


def answer(gap_id: int | None, article_id: int, by: int) -> None:
    with transaction() as session:
        gap = session.get_one(Gap, gap_id)
        gaps.answer(session, gap, by=session.get_one(Agent, by), article=session.get_one(Article, article_id))
    catch_up()


@pytest.mark.parametrize("other", ["aparcar bicicleta tienda", "aparcar la bicicleta", "aparcar bicileta"])
def test_the_same_asked_in_other_words_feeds_the_same_gap(other: str) -> None:
    first = fail("aparcar bicicletas en la tienda")
    assert fail(other) == first
    assert gap_now(first).times == 2


def test_something_else_opens_a_gap_of_its_own() -> None:
    assert fail("aparcar bicicletas") != fail("alquilar un carrito para perros")


def test_it_counts_how_the_searches_failed_and_with_which_words() -> None:
    gap_id = fail("aparcar bicicleta")
    fail("aparcar bicicleta", Failure.ABANDONED)
    fail("aparcar la bici bicicleta", Failure.NOT_SOLVED)
    gap = gap_now(gap_id)
    assert (gap.found_nothing, gap.abandoned, gap.not_solved) == (1, 1, 1)
    assert (gap.phrases[0].phrase, gap.phrases[0].times) == ("aparcar bicicleta", 2)


@pytest.mark.parametrize("phrase", ["+34 611 222 333", "ana@example.com", "  ¿? ", "de la", "4111 1111 1111 1111"])
def test_nothing_but_personal_data_opens_no_gap(phrase: str) -> None:
    assert fail(phrase) is None


def test_personal_data_is_taken_out_of_the_words_that_are_kept() -> None:
    gap_id = fail("cambiar teléfono 611 222 333 de ana@example.com")
    assert [each.phrase for each in gap_now(gap_id).phrases] == ["cambiar teléfono de"]


def test_the_next_such_search_finds_the_article_that_answers(publish: Publish, people: Cast) -> None:
    article = publish("Dónde dejar lo que trae consigo", "Junto a la entrada hay anillas de acero.")
    publish("Otra cosa", "Nada que ver con ello.")
    gap_id = fail("aparcar bicicleta")
    assert titles(ask("aparcar bicicleta")) == []
    answer(gap_id, article, people.cleo)
    assert titles(ask("aparcar bicicleta"))[:1] == ["Dónde dejar lo que trae consigo"]
    assert gap_now(gap_id).state is GapState.ANSWERED


def test_two_editors_close_a_gap_once(publish: Publish, people: Cast) -> None:
    article = publish("Bicicletas", "Junto a la entrada.")
    gap_id = fail("aparcar bicicleta en el garaje")
    answer(gap_id, article, people.cleo)
    with pytest.raises(GapClosed):
        answer(gap_id, article, people.cleo)


def test_what_was_dismissed_does_not_nag_again(people: Cast) -> None:
    gap_id = fail("chistes de lepe")
    with transaction() as session:
        gaps.dismiss(session, session.get_one(Gap, gap_id), by=session.get_one(Agent, people.cleo))
    assert fail("chiste lepe") == gap_id
    with reading() as session:
        assert gaps.open_gaps(session) == []


def test_an_answered_gap_that_fails_again_opens_anew(publish: Publish, people: Cast) -> None:
    article = publish("Bicicletas", "Junto a la entrada.")
    gap_id = fail("aparcar bicicleta")
    answer(gap_id, article, people.cleo)
    assert fail("aparcar bicicleta") != gap_id


def test_joining_two_keeps_every_word_and_count() -> None:
    one, other = fail("aparcar bicicleta"), fail("candado para mi vehículo")
    with transaction() as session:
        gaps.join(session, session.get_one(Gap, other), into=session.get_one(Gap, one))
    gap = gap_now(one)
    assert gap.times == 2
    assert {each.phrase for each in gap.phrases} == {"aparcar bicicleta", "candado para mi vehículo"}


def test_the_half_life_is_the_median_and_open_gaps_count(publish: Publish, people: Cast) -> None:
    article = publish("Todo", "De todo.")
    made = [fail(each) for each in ("aparcar bicicleta", "perros guía", "cajero automático", "taquillas frías")]
    with reading() as session:
        assert gaps.half_life(session) == gaps.HalfLife(None, 4, 0)
    for gap_id in made[:2]:
        clock.advance(timedelta(days=1))
        answer(gap_id, article, people.cleo)
    with reading() as session:
        life = gaps.half_life(session)
    assert (round(life.days or 0, 2), life.opened, life.answered) == (2.0, 4, 2)


@given(st.lists(st.tuples(st.floats(0.01, 100), st.booleans()), min_size=1, max_size=30))
def test_leaving_gaps_open_never_makes_the_half_life_look_better(lived: list[tuple[float, bool]]) -> None:
    """Closing one that is still open, at its present age, can only shorten the median."""
    lived = sorted(lived)
    before = gaps.median(lived)
    for place, (days, answered) in enumerate(lived):
        if not answered:
            after = gaps.median(sorted([*lived[:place], (days, True), *lived[place + 1 :]]))
            assert before is None or (after is not None and after <= before)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    a, b = likeness.meaning(one), likeness.meaning(other)
    assert 0 <= likeness.likeness(a, b) <= 1
    assert likeness.likeness(a, b) == likeness.likeness(b, a)
    assert not a or likeness.likeness(a, a) == 1


def test_it_says_which_article_was_read_in_vain(publish: Publish, people: Cast) -> None:
    article = publish("Bicicletas", "Van atadas fuera.")
    with transaction() as session:
        for phrase in ("aparcar bicicletas", "aparcar la bicicleta"):
            gaps.feed(session, phrase, language="es", failure=Failure.NOT_SOLVED, read=(article, 1))
        other = gaps.feed(session, "dejar el patinete", language="es", failure=Failure.NOT_SOLVED, read=(article, 1))
        session.flush()
        [one] = [each for each in gaps.open_gaps(session) if other is not None and each.id != other.id]
        assert [(each.title, each.version, each.times) for each in in_vain.of(session, [one.id])[one.id]] == [
            ("Bicicletas", 1, 2)
        ]
        assert other is not None
        gaps.join(session, other, into=one)
        assert [each.times for each in in_vain.of(session, [one.id])[one.id]] == [3]

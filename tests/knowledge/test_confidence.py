"""How sure the search is of what it found first."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from console.db import reading
from console.knowledge import search
from console.knowledge.confidence import Evidence
from tests.knowledge.conftest import Publish, catch_up

share = st.floats(0, 1)


@given(share, share, share, st.floats(0, 5), share)
def test_more_of_anything_makes_nobody_less_sure(
    covered: float, letters: float, lead: float, telling: float, more: float
) -> None:
    sure = Evidence(covered, letters, lead, telling).sure
    assert 0 < sure < 1
    for each in (
        Evidence(covered + more, letters, lead, telling), Evidence(covered, letters + more, lead, telling),
        Evidence(covered, letters, lead + more, telling), Evidence(covered, letters, lead, telling + more),
    ):  # fmt: skip
        assert each.sure >= sure


def found(words: str) -> search.Found:
    with reading() as session:
        return search.search(session, words, language="es", limit=3)


def test_what_was_asked_is_surer_answered_by_what_says_it_than_by_what_shares_a_word(
    shelf: Path, publish: Publish
) -> None:
    publish("Vales en la web: cuánto duran", "Los vales de la web duran treinta días desde que se añaden.")
    publish("Horario de las tiendas", "De nueve a nueve; la web está siempre abierta.")
    publish("Cambiar la dirección", "En la cuenta de la web, hasta las ocho.")
    catch_up()

    def sure(words: str) -> float:
        return found(words).confidence

    assert sure("cuánto duran los vales de la web") > 0.5 > sure("quién diseña la web de ustedes") > 0
    assert sure("zzz") == 0


def test_a_word_that_is_only_like_one_of_ours_was_asked_for_as_much_as_any(shelf: Path, publish: Publish) -> None:
    publish("No puede entrar en su cuenta", "Para entrar en la cuenta hace falta la contraseña.")
    publish("Horario de las tiendas", "De nueve a nueve, pero no los domingos.")
    publish("Cambiar la dirección", "En la cuenta, pero solo hasta las ocho.")
    catch_up()

    def covered(words: str) -> float:
        evidence = found(words).evidence
        assert evidence is not None
        return evidence.covered

    assert covered("entrar con contraseña ") > 0.7
    # Nobody here wrote of a dog: what looks like "perro" is no smaller part of the question for being unsure.
    assert covered("entrar con perro ") < 0.6

"""Whatever is typed or published gets an honest result with bounded work; its time: `bench.search_bad_input`."""

from __future__ import annotations

import pytest
import tantivy

from console import db
from console.errors import Invalid
from console.knowledge import asking, dictionary, index, kept, search, spelling
from console.knowledge.correcting import ALTERNATIVES
from tests.knowledge.conftest import Publish, ask, titles


@pytest.fixture(autouse=True)
def library(publish: Publish) -> None:
    publish("Vales", "El vale de compra se añade antes de pagar, y para eso está la web.")


@pytest.mark.parametrize(
    "query",
    [
        "a" * 10_000, "vale " * 2_000, "ñ" * 10_000, "de la que el en y", "¿¡!?…", "AND OR NOT + - \"(\" title:vale*",
        "🙂🙂", "مرحبا بالعالم", "\u202evale\u202c", "\0\0", "vale\n\t", "' OR 1=1 --", "<script>alert(1)</script>",
        "1" * 5_000, " ".join(f"xq{'abc'[n % 3] * (n // 3 % 9)}zk" for n in range(500)), "puntosdelatarjeta" * 60,
    ],
)  # fmt: skip
def test_it_is_answered_with_bounded_work(query: str, compared: list[tuple[int, str]]) -> None:
    assert all(title == "Vales" for title in titles(ask(query)))
    with db.reading() as session:
        wanted = search.search(session, query, language="es", limit=8).wanted
    typed = {each.typed for each in wanted.terms}
    assert len(typed) <= MOST_TERMS and sum(map(len, typed)) <= 3 * asking.MOST_TYPED
    assert all(len(each.meant) <= ALTERNATIVES for each in wanted.terms)
    # Compared with a list of words once each: itself, and parts of it as one of two; too long to be a word, never.
    assert len(compared) == len(set(compared)) <= MOST_COMPARED
    assert all(len(word) <= spelling.LONGEST for _, word in compared)


MOST_TERMS = 3 * asking.MOST_WORDS
"""Each word, with its neighbour, and as part of a phrase."""
MOST_COMPARED = 3 * (asking.MOST_WORDS * 2 * spelling.LONGEST)
"""With our words, those of the trade and of the language: parts of a word from either end."""


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """Each word that was compared with a list of words, and with which list."""
    found: list[tuple[int, str]] = []
    really = spelling.Spelling.proposed

    def watched(self: spelling.Spelling, word: str) -> list[int]:
        found.append((id(self), word))
        return really(self, word)

    monkeypatch.setattr(spelling.Spelling, "proposed", watched)
    every = dictionary.one_mistake_away
    monkeypatch.setattr(dictionary, "one_mistake_away", lambda word: (found.append((0, word)), every(word))[1])
    return found


def test_only_stop_words_still_find_what_says_them() -> None:
    assert titles(ask("para que")) == ["Vales"]


def test_operators_and_quotes_are_words_like_others() -> None:
    assert titles(ask('"vale" AND (compra')) == ["Vales"]


def test_an_article_of_a_megabyte_is_refused_and_the_longest_slows_nobody(publish: Publish) -> None:
    filling = "Una frase cualquiera de relleno. "
    with pytest.raises(Invalid):
        publish("Demasiado larga", filling * 32_000)
    publish("Larga", "Empieza con zumaque. " + filling * 11_000)
    assert titles(ask("zumaque")) == ["Larga"]
    searcher, _ = index.look()
    places = [place for _, place in searcher.search(tantivy.Query.all_query(), 10).hits]
    assert max(searcher.fast_field_values("text_length", places)) == kept.MOST_WORDS


def test_a_script_in_an_article_comes_back_as_text(publish: Publish) -> None:
    publish("Guion", "<script>alert('zumaque')</script> y zumaque.")
    (hit,) = ask("zumaque").hits
    assert "<script>" in "".join(text for text, _ in hit.snippet)

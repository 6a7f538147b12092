from __future__ import annotations

import pytest

from tests.knowledge.conftest import Publish, ask, titles

LATE = "Un pedido que llega con retraso"
POINTS = "Puntos de la tarjeta"
INSURANCE = "What the travel insurance covers"


@pytest.fixture(autouse=True)
def library(publish: Publish) -> None:
    publish(LATE, "Se abona el envío cuando el pedido llega más de dos horas tarde.")
    publish(POINTS, "Cada euro es un punto para la tarjeta del socio.")
    publish(INSURANCE, "Cancelled flights and a delayed delivery of baggage are covered without a receipt.", "en")


@pytest.mark.parametrize(
    ("query", "understood", "first"),
    [
        ("pedidocon retraso", "pedido con retraso", LATE),
        ("lospuntos", "los puntos", POINTS),
        ("delayeddelivery", "delayed delivery", INSURANCE),
        ("theinsurance ", "the insurance", INSURANCE),
        ("puntostarjeta socio", "puntos tarjeta socio", POINTS),
    ],
)  # fmt: skip
def test_words_run_together_are_read_apart(query: str, understood: str, first: str) -> None:
    found = ask(query)
    assert (found.understood, titles(found)[0]) == (understood, first)


@pytest.mark.parametrize(
    ("query", "understood", "first"),
    [
        ("the travl insu rance", "the travel insurance", INSURANCE),
        ("pun tos", "puntos", POINTS),
        ("el pedi do llega", "el pedido llega", LATE),
    ],
)
def test_a_word_torn_apart_is_read_whole(query: str, understood: str, first: str) -> None:
    found = ask(query)
    assert (found.understood, titles(found)[0]) == (understood, first)


@pytest.mark.parametrize(("query", "understood"), [
    ("pedidocon retarso", "pedido con retraso"), ("delayyeddelivery", "delayed delivery"),
])  # fmt: skip
def test_a_word_run_together_with_another_may_be_misspelt_too(query: str, understood: str) -> None:
    assert ask(query).understood == understood


@pytest.mark.parametrize(
    ("query", "understood"), [("pedidox", "pedido"), ("tarjetas", None), ("insurrance", "insurance")]
)
def test_a_word_is_not_torn_where_one_mistake_explains_it(query: str, understood: str | None) -> None:
    assert ask(f"{query} ").understood == understood


@pytest.mark.parametrize("query", ["con el", "mas de", "to day", "PT-44718", "un pun"])
def test_two_words_that_exist_stay_two(query: str) -> None:
    assert ask(query).understood is None


def test_the_beginning_of_a_word_is_not_torn_while_it_is_typed() -> None:
    for typed in range(3, len("insurance") + 1):
        assert ask("insurance"[:typed]).understood is None


def test_the_letters_that_were_typed_are_what_is_marked() -> None:
    hit = ask("lospuntos").hits[0]
    assert [text for text, marked in hit.title if marked] == ["Puntos"]

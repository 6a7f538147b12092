"""What is learnt from how people asked: plain numbers that say how sure they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from console.knowledge import classifier
from console.knowledge.classifier import NOBODY, Example, Model

WAYS = ("quiero {}", "cómo puedo {}", "me ayuda a {}", "necesito {} hoy", "es posible {}", "ayer no pude {}")
TOPICS = {
    "returns": ("devolver un jersey", "hacer una devolución", "devolver lo que compré", "la devolución de mi compra"),
    "invoice": ("pedir la factura", "descargar una factura", "la factura de empresa", "facturar mi compra"),
    "slot": ("cambiar la franja", "mover la entrega", "otra hora de entrega", "retrasar la entrega"),
    NOBODY: ("ver el fútbol", "comprar entradas", "contar un chiste", "saber qué tiempo hace"),
}


def examples() -> list[Example]:
    return [Example(way.format(text), key) for key, texts in TOPICS.items() for text in texts for way in WAYS]


@pytest.fixture(scope="module")
def model() -> Model:
    made = classifier.train(examples(), version=7)
    assert made is not None
    return made.model


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("quisiera devolver unos zapatos", "returns"),
        ("factura por favor", "invoice"),
        ("devolucion de un gersey", "returns"),
    ],
)
def test_it_knows_what_was_asked_in_other_words_and_with_mistakes(model: Model, text: str, key: str) -> None:
    likely = model.probabilities(text)
    assert max(likely, key=likely.__getitem__) == key
    assert 0 < sum(likely.values()) <= 1 + 1e-6


def test_what_no_article_answers_is_nobodys(model: Model) -> None:
    assert sum(model.probabilities("ver el fútbol con amigos").values()) < 0.5
    assert model.probabilities("🥖") == {}


def test_too_little_teaches_nothing() -> None:
    assert classifier.train(examples()[:10], version=1) is None
    assert classifier.train([Example("lo mismo", "one")] * 100, version=1) is None


def test_what_was_learnt_comes_back_as_it_was_and_without_pickles(model: Model, tmp_path: Path) -> None:
    place = tmp_path / "learnt" / "articles.npz"
    classifier.save(model, place)
    classifier.open_at(place)
    again = classifier.current()
    assert again is not None
    assert again.probabilities("pedir la factura") == model.probabilities("pedir la factura")
    with np.load(place, allow_pickle=False) as held:
        assert {held[name].dtype.kind for name in held.files} <= {"f", "u"}


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 not a zip", b"\x80\x04N."])
def test_a_damaged_file_counts_as_nothing_learnt(tmp_path: Path, damage: bytes) -> None:
    place = tmp_path / "articles.npz"
    place.write_bytes(damage)
    classifier.open_at(place)
    assert classifier.current() is None


def test_a_newer_file_is_read_without_a_restart(model: Model, tmp_path: Path) -> None:
    place = tmp_path / "articles.npz"
    classifier.open_at(place)
    assert classifier.current() is None
    classifier.save(model, place)
    found = classifier.current()
    assert found is not None
    assert found.version == 7

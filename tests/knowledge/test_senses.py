"""What is meant, where it is said in other words or in the other language: one direction for what means the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from console.knowledge import senses
from tests.knowledge.conftest import Publish, ask, titles


def near(one: str, other: str) -> float:
    return float(senses.unit(senses.towards(one.split())) @ senses.unit(senses.towards(other.split())))


@pytest.mark.parametrize(
    ("one", "same", "else_"),
    [
        ("refund", "reembolso", "clima"),
        ("stolen", "theft", "steep"),
        ("me han robado la tarjeta", "my card was stolen", "my cards are printed"),
        ("how do i get my money back", "request a refund", "open an account"),
        ("mi pedido no ha llegado", "el paquete sigue sin aparecer", "el color no me gusta"),
    ],
)
def test_what_means_the_same_points_the_same_way_in_any_words_and_either_language(
    one: str, same: str, else_: str
) -> None:
    assert near(one, same) > near(one, else_) + 0.1


def test_an_unknown_word_points_nowhere_and_changes_nothing() -> None:
    assert not senses.towards(["zzxqv", "r-2291"]).any()
    assert (senses.towards(["refund", "zzxqv"]) == senses.towards(["refund"])).all()
    assert not senses.pointing(np.array(senses.packed(senses.towards(["zzxqv"])), np.uint32)).any()


def test_a_quarter_of_a_byte_a_number_says_nearly_the_same() -> None:
    sums = [senses.towards(each.split()) for each in ("the parcel never came", "el pan es de ayer", "refund")]
    kept = senses.pointing(np.array([number for each in sums for number in senses.packed(each)], np.uint32))
    assert kept.shape == (3, senses.WIDE)
    assert (np.sum(kept * senses.unit(np.array(sums)), axis=1) > 0.9).all()


def test_what_is_written_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directions = np.random.default_rng(3).standard_normal((4, senses.WIDE)).astype(np.float32)
    senses.write(tmp_path / "senses.bin", ["uno", "dos", "tres", "one"], directions)
    monkeypatch.setattr(senses, "FILE", tmp_path / "senses.bin")
    for each in (senses.known, senses.direction):
        each.cache_clear()
    try:
        assert float(senses.unit(senses.towards(["tres"])) @ senses.unit(directions[2])) > 0.98
        assert not senses.towards(["cuatro"]).any()
    finally:
        for each in (senses.known, senses.direction):
            each.cache_clear()


def test_an_article_in_other_words_comes_before_one_with_a_word_in_common(publish: Publish) -> None:
    publish("Robo", "Si alguien se llevó la tarjeta del cliente, se bloquea al momento y se manda otra.")
    publish("Folletos", "Quién ha impreso la tarjeta de temporada y los folletos de la tienda, por orden de llegada.")
    assert titles(ask("me han robado la tarjeta "))[0] == "Robo"

"""What is meant, where it is said in other words or in the other language: one direction for what means the same."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from bench import teach_senses
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


def test_words_are_taught_to_add_up_to_what_was_said_of_sentences() -> None:
    words = ["pan", "queso", "vino", "aceite", "sal", "uva", "miel"]
    random = np.random.default_rng(5)
    meant = random.standard_normal((len(words), 8)).astype(np.float32)
    alone = teach_senses.even(meant + random.standard_normal(meant.shape).astype(np.float32))
    told = [" ".join(each) for size in (2, 3) for each in combinations(words, size)]

    def summed(of_words: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        inside = [[words.index(word) for word in each.split()] for each in told]
        return senses.unit(np.array([of_words[each].sum(axis=0) for each in inside]))

    said = summed(meant)
    taught = teach_senses.taught(alone, words, told, lambda texts: said[[told.index(each) for each in texts]])
    right = senses.unit(said - said.mean(axis=0))
    before, after = (float((summed(each) * right).sum(axis=1).mean()) for each in (alone, taught))
    assert after > before + 0.1


def test_help_texts_and_explanations_are_read_as_sentences(tmp_path: Path) -> None:
    page = "<h1>Orders</h1><p>Where is my <b>order</b>? It&#39;s on its way to you.</p><pre>no no no</pre>"
    (tmp_path / "page.html").write_text(page)
    data = "  1 licence | none of this\n00001 06 n 02 robbery 0 theft 0 000 | taking what is not yours  \n"
    (tmp_path / "data.noun").write_text(data)
    assert list(teach_senses.helped(tmp_path)) == ["Where is my order?", "It's on its way to you."]
    assert list(teach_senses.glossed(tmp_path)) == ["robbery theft: taking what is not yours"]

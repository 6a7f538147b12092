from __future__ import annotations

from collections.abc import Callable

import pytest

from console.knowledge import wordlist
from tests.knowledge.conftest import Publish, ask, titles


def test_while_all_words_are_read_again_searches_go_on_with_those_of_before(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("Vales", "Se canjean en caja.")
    assert titles(ask("vlaes")) == ["Vales"]
    monkeypatch.setattr(wordlist, "MOST_NEW", 0)
    meanwhile: list[list[str]] = []

    def reader(work: Callable[[], wordlist.Read]) -> wordlist.Read:
        meanwhile.append(titles(ask("vlaes")))
        return work()

    wordlist.read_by(reader)
    try:
        publish("Horarios", "De nueve a nueve.")
        assert titles(ask("hroarios")) == ["Horarios"]
    finally:
        wordlist.read_by(wordlist.here)
    assert meanwhile == [["Vales"]]

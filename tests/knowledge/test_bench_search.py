"""The search benchmark on a set as anybody may hand it over, with the same questions typed by somebody in haste."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from bench import search, search_second_hand, search_sets, search_typos

ARTICLES = [
    {"id": "refund", "title": "How refunds are paid", "text": "A refund goes back to the card that was charged."},
    {"id": "points", "title": "Points that expire", "text": "Loyalty points expire a year after the purchase."},
    {"id": "opening", "title": "Opening hours", "text": "Stores open at nine, on Sundays at ten."},
]
ASKED = [("When will my refund arrive?", "refund"), ("Do my points expire?", "points"), ("Sunday hours", "opening"),
         ("Is there a pool?", None)]  # fmt: skip
IN_HASTE = [("when wil my refudn arive", "refund"), ("do my ponits expier", "points"), ("sunday huors", "opening"),
            ("is ther a pol", None)]  # fmt: skip


def write(path: Path, rows: Iterable[object]) -> None:
    text = "".join(json.dumps(each) + "\n" for each in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


def questions(asked: list[tuple[str, str | None]]) -> list[object]:
    return [{"id": n, "text": text, "rel": [right] if right else []} for n, (text, right) in enumerate(asked)]


@pytest.fixture()
def data(tmp_path: Path) -> Path:
    shop = tmp_path / "shop"
    shop.mkdir()
    write(shop / "corpus.jsonl.gz", ARTICLES)
    write(shop / "queries.jsonl", questions(ASKED))
    write(shop / "queries_human.jsonl.gz", questions(IN_HASTE))
    (tmp_path / "no set").mkdir()
    return tmp_path


def test_files_of_typed_queries_are_kinds_of_their_own(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    argued = ["bench.search", "--data", str(data), "--split", "all", "--typos", "0.4", "--hand", "second"]
    monkeypatch.setattr(sys, "argv", argued)
    search.main()
    told = json.loads(capsys.readouterr().out)
    assert told["sets"]["shop"]["ours"]["ndcg10"] == told["macro"]["ours"] == 1
    typed = told["queries_human"]
    assert typed["sets"]["shop"]["ours"]["ndcg10"] == typed["macro"]["ours"] == typed["kept"]["shop"] == 1
    assert set(typed["sets"]["shop"]["ours"]) == {*told["sets"]["shop"]["ours"], "clean_ndcg10"}
    assert "no_answer_auc" in typed["sets"]["shop"]["ours"] and set(told["typos"]["kept"]) == {"shop"}


def test_typed_queries_are_known_by_their_id_in_any_order_and_number(data: Path, tmp_path: Path) -> None:
    few = [{"id": 3, "text": "a pol"}, {"id": 1, "text": "ponits"}, {"id": 0, "text": "refudn"}]
    typed = tmp_path / "typed"
    (typed / "shop").mkdir(parents=True)
    write(typed / "shop" / "agents.jsonl", few)
    write(typed / "shop.jsonl.gz", [{"id": "a", "text": "other", "rel": ["refund"]}, {"id": "b", "text": "points?"}])
    one = search_sets.read(data / "shop", "odd", typed)
    assert one is not None and set(one.typed) == {"queries_human", "agents", "shop"}
    agents = [(each.text, set(each.answers)) for each in one.typed["agents"]]
    assert agents == [("a pol", set()), ("ponits", {"points"})]
    assert [each.text for each in one.typed["shop"]] == ["points?"]
    write(typed / "shop" / "agents.jsonl", [*few, {"id": 9, "text": "?"}])
    with pytest.raises(SystemExit, match="9"):
        search_sets.read(data / "shop", "odd", typed)


@pytest.mark.parametrize("hand", [search_typos.mistyped, search_second_hand.mistyped])
@pytest.mark.parametrize(("query", "language"), [
    ("¿Cuándo llega la devolución de mi pedido 1234567?", "es"), ("where is my refund for order 1234567", "en"),
])  # fmt: skip
def test_both_hands_mistype_the_same_way_each_time_and_leave_numbers_alone(
    hand: Callable[[str, str, float, int], str], query: str, language: str
) -> None:
    typed = {seed: hand(query, language, 0.6, seed) for seed in range(20)}
    assert typed == {seed: hand(query, language, 0.6, seed) for seed in range(20)}
    assert len(set(typed.values())) > 10 and all("1234567" in each for each in typed.values())
    assert hand(query, language, 0.0, 1) == search_second_hand.plain(query)

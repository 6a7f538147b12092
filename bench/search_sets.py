"""Search sets as files: a folder with ``corpus.jsonl`` and ``queries.jsonl``, each perhaps gzipped."""

from __future__ import annotations

import gzip
import json
import math
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.search_base import Doc, language_of


def data() -> Path:
    return Path(os.environ.get("CONSOLE_BENCH_DATA", Path(__file__).parents[2] / "shared" / "data")) / "search"


@dataclass(frozen=True, slots=True)
class Query:
    id: str
    text: str
    answers: frozenset[str]
    """Empty: no article answers it."""


@dataclass(frozen=True, slots=True)
class Set:
    name: str
    docs: list[Doc]
    queries: list[Query]
    typed: dict[str, list[Query]] = field(default_factory=dict)
    """Files beside ``queries.jsonl``: the same questions as somebody typed them, by the name of the file."""


def read(folder: Path, split: str) -> Set | None:
    """None when the folder holds no set. ``split``: odd, even or all, by the place in the file."""
    corpus, queries = one_of(folder, "corpus"), one_of(folder, "queries")
    if corpus is None or queries is None:
        return None
    said = folder / "meta.json"
    meta = json.loads(said.read_text()) if said.exists() else {}
    language = meta.get("lang") or meta.get("language")
    docs = [
        Doc(str(each["id"]), each.get("title") or "", each.get("text") or "",
            each.get("lang") or each.get("language") or language or language_of(each.get("text") or ""))
        for each in rows(corpus)
    ]  # fmt: skip
    typed = {
        path.name.split(".")[0]: asked(path, split)
        for path in sorted(folder.glob("queries?*.jsonl*"))
        if path != queries
    }
    return Set(folder.name, docs, asked(queries, split), typed)


def one_of(folder: Path, name: str) -> Path | None:
    return next((path for end in ("jsonl", "jsonl.gz") if (path := folder / f"{name}.{end}").exists()), None)


def rows(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def asked(path: Path, split: str) -> list[Query]:
    found = [
        Query(str(each.get("id")), each["text"], frozenset(map(str, each.get("rel") or ()))) for each in rows(path)
    ]
    return {"odd": found[1::2], "even": found[0::2], "all": found}[split]


Answer = tuple[list[str], float]
"""Ids, the best first, and how sure the engine is of the first."""


def measured(queries: Sequence[Query], ask: Callable[[str], Answer]) -> dict[str, float]:
    """nDCG@10, MRR@10, recall@5 over queries with an answer; how well those that have none are told apart."""
    answers = [(query, *ask(query.text)) for query in queries]
    known = [(each.answers, ids[:10]) for each, ids, _ in answers if each.answers]
    found = {
        "ndcg10": mean(ndcg(right, ids) for right, ids in known),
        "mrr10": mean(next((1 / at for at, each in enumerate(ids, 1) if each in right), 0) for right, ids in known),
        "recall5": mean(len(right & set(ids[:5])) / min(5, len(right)) for right, ids in known),
    }
    sure_of_nothing = [sure for each, ids, sure in answers if not each.answers]
    if sure_of_nothing:
        found |= apart([sure for each, _, sure in answers if each.answers], sure_of_nothing)
    return {name: round(value, 4) for name, value in found.items()}


def ndcg(right: frozenset[str], ids: list[str]) -> float:
    gained = sum(1 / math.log2(at + 1) for at, each in enumerate(ids, 1) if each in right)
    return gained / sum(1 / math.log2(at + 1) for at in range(1, min(10, len(right)) + 1))


def apart(answerable: list[float], not_answerable: list[float]) -> dict[str, float]:
    """AUC: how often an answerable question gets the higher confidence. And the share of unanswerable ones that get a
    suggestion when the threshold lets 80 % of the answerable ones have one."""
    threshold = sorted(answerable, reverse=True)[max(0, math.ceil(0.8 * len(answerable)) - 1)]
    false = mean(each >= threshold for each in not_answerable)
    return {"no_answer_auc": auc(answerable, not_answerable), "false_at_80": false}


def auc(these: Iterable[float], those: Sequence[float]) -> float:
    """How often one of these is surer than one of those; as sure as it counts half (Mann and Whitney's U)."""
    return mean((one > other) + 0.5 * (one == other) for one in these for other in those)


def mean(values: Iterable[float]) -> float:
    some = list(values)
    return sum(some) / len(some) if some else 0.0

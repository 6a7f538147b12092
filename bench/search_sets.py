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
    """The same questions as somebody typed them, by the name of the file."""


def read(folder: Path, split: str, typed: Path | None = None) -> Set | None:
    """None when the folder holds no set. ``split``: odd, even or all, by the place in the file. ``typed``: where more
    files of its questions as typed are, besides those beside ``queries.jsonl``: `files_typed`."""
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
    clean = asked(queries, split)
    files = [path for path in sorted(folder.glob("queries?*.jsonl*")) if path != queries]
    files += files_typed(typed, folder.name) if typed else []
    known = {each.id: each for each in asked(queries, "all")}
    kinds = {named(path): retyped(path, split, clean, known) for path in files}
    return Set(folder.name, docs, clean, kinds)


def files_typed(typed: Path, name: str) -> list[Path]:
    """``typed/NAME.jsonl[.gz]`` and whatever ends so in ``typed/NAME/``."""
    return sorted([*typed.glob(f"{name}.jsonl*"), *(typed / name).glob("*.jsonl*")])


def named(path: Path) -> str:
    name = path.name.removesuffix(".gz").removesuffix(".jsonl")
    return f"{name} as typed" if name in ("clean", "typos") else name


def retyped(path: Path, split: str, clean: list[Query], known: dict[str, Query]) -> list[Query]:
    """Those of the split, found by their id in whatever order and however many; what answers one need not be said
    again. A file that shares no id has questions of its own, split by their place."""
    rows_of = list(rows(path))
    if not any(str(each.get("id")) in known for each in rows_of):
        return asked(path, split)
    wanted = {each.id for each in clean}
    found = []
    for each in rows_of:
        one = known.get(str(each.get("id")))
        if one is None:
            raise SystemExit(f"{path}: no question has the id {each.get('id')!r}")
        if one.id in wanted:
            answers = frozenset(map(str, each["rel"] or ())) if "rel" in each else one.answers
            found.append(Query(one.id, each["text"], answers))
    return found


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

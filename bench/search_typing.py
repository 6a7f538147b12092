"""Whether the right article is among the first three while the query is still being typed.

    python -m bench.search_typing [--data DIR] [--split odd|even|all] [--typos 0.25] [--queries 80]

All sets together are one base in two languages. What is typed are the telling words of each question, with mistakes
in a share of them; after 3, 5, 8 … characters the product's own engine is asked.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import replace
from pathlib import Path

from bench import search_sets
from bench.search_base import Base, Doc, published
from bench.search_sets import Query
from bench.search_typos import mistyped
from console.knowledge import language as tongue

LENGTHS = (3, 5, 8, 12, 16, 20, 25, 30, 200)


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--data", type=Path, default=search_sets.data())
    wanted.add_argument("--split", choices=["odd", "even", "all"], default="odd")
    wanted.add_argument("--typos", type=float, default=0.25)
    wanted.add_argument("--queries", type=int, default=80, help="of each set")
    asked = wanted.parse_args()
    docs, queries = mixed(asked.data, asked.split, asked.queries)
    with published(docs) as base:
        clean, typos = (success(base, queries, rate) for rate in (0.0, asked.typos))
    print(json.dumps({"articles": len(docs), "queries": len(queries), "clean": clean, "typos": typos}, indent=2))


def mixed(data: Path, split: str, most: int) -> tuple[list[Doc], list[tuple[Query, str]]]:
    """Every set's articles once, and some questions of each that have an answer, with their language."""
    docs: dict[tuple[str, str], Doc] = {}
    queries: list[tuple[Query, str]] = []
    for folder in sorted(each for each in data.iterdir() if each.is_dir()):
        one = search_sets.read(folder, split)
        if one is None:
            continue
        same = {each.id: docs.setdefault((each.title, each.text), replace(each, id=f"{one.name}:{each.id}")).id
                for each in one.docs}  # fmt: skip
        known = [each for each in one.queries if each.answers]
        for each in random.Random(5).sample(known, min(most, len(known))):
            language = next(doc.language for doc in one.docs)
            queries.append((replace(each, answers=frozenset(same[a] for a in each.answers)), language))
    return list(docs.values()), queries


def success(base: Base, queries: list[tuple[Query, str]], rate: float) -> dict[str, float]:
    typed = [(each.answers, keywords(each.text, language, rate)) for each, language in queries]
    return {
        "full" if length == LENGTHS[-1] else str(length): round(search_sets.mean(
            bool(answers & set(base.search(text[:length], limit=3)[0])) for answers, text in typed
        ), 4)
        for length in LENGTHS
    }  # fmt: skip


def keywords(text: str, language: str, rate: float) -> str:
    words = [each for each in tongue.WORD.findall(text.lower()) if tongue.folded(each) not in tongue.FUNCTION_WORDS]
    said = " ".join(words)
    return mistyped(said, language, rate, seed=2) if rate else said


if __name__ == "__main__":
    main()

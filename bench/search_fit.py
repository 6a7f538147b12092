"""What even queries say of each weight of the ranking: a little less of it, and a little more.

    python -m bench.search_fit [--data DIR] [--sets a,b] [--queries 150] [--typos 0.4] [--weights a,b] [--steps 2]

Each of ``ranking.Weights`` is multiplied by 0.7 and by 1.4 in turn; what gains on the mean over all sets is kept, and
so on for ``--steps`` rounds. A change is told with the sets that lose most by it, and counts only when it gains without
any one of the sets as well: what helps one kind of base alone would be tuned to that base. Prints the weights found as
JSON; they come into force by being written into `console/knowledge/ranking.py`. ``--queries`` of each set, by chance.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from dataclasses import asdict, fields, replace
from pathlib import Path

from bench import search_sets
from bench.search_base import published
from bench.search_sets import Query, Set, mean, ndcg
from bench.search_typos import mistyped
from console import db
from console.knowledge import search
from console.knowledge.ranking import WEIGHTS, Weights

FACTORS = (0.7, 1.4)
LEAST = 0.0005
"""Gain in nDCG@10 below which a weight stays as it is."""
Scores = dict[str, list[float]]
"""By set, of each of the weights tried."""


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--data", type=Path, default=search_sets.data())
    wanted.add_argument("--sets", type=lambda text: text.split(","))
    wanted.add_argument("--queries", type=int, default=150)
    wanted.add_argument("--typos", type=float, default=0.0)
    wanted.add_argument("--weights", type=lambda text: text.split(","))
    wanted.add_argument("--steps", type=int, default=1)
    asked = wanted.parse_args()
    names = asked.weights or [each.name for each in fields(Weights)]
    folders = [each for each in sorted(asked.data.iterdir()) if not asked.sets or each.name in asked.sets]
    sets = [one for each in folders if each.is_dir() and (one := search_sets.read(each, "even"))]
    found = WEIGHTS
    for _ in range(asked.steps):
        tried = [found, *moves(found, names)]
        scores = {each.name: measured(each, tried, asked.queries, asked.typos) for each in sets}
        place = best(scores, tried)
        if not place:
            break
        found = tried[place]
    print(json.dumps(asdict(found), indent=2))


def moves(now: Weights, names: list[str]) -> list[Weights]:
    return [
        replace(now, **{name: type(value)(round(value * factor, 4))})
        for name in names
        for value in [getattr(now, name)]
        for factor in FACTORS
    ]


def measured(one: Set, tried: list[Weights], most: int, typos: float) -> list[float]:
    queries = [each for each in one.queries if each.answers]
    queries = random.Random(7).sample(queries, min(most, len(queries)))
    with published(one.docs) as base:

        def found(query: Query, weights: Weights) -> float:
            text = mistyped(query.text, one.docs[0].language, typos) if typos else query.text
            with db.reading() as session:
                results = search.search(session, text, language="", limit=10, weights=weights).results
            return ndcg(query.answers, [base.ids[each.version.article_id - 1] for each in results])

        return [mean(found(query, weights) for query in queries) for weights in tried]


def best(scores: Scores, tried: list[Weights]) -> int:
    """The place of what gains most, also without the set that gains most by it; 0 for nothing."""
    held = [0.0]
    for place, weights in enumerate(tried[1:], 1):
        gains = {name: each[place] - each[0] for name, each in scores.items()}
        without = (sum(gains.values()) - max(gains.values())) / max(len(gains) - 1, 1)
        held.append(min(mean(gains.values()), without))
        changed = {name: value for name, value in asdict(weights).items() if value != asdict(tried[0])[name]}
        told = " ".join(f"{name} {gain:+.4f}" for name, gain in sorted(gains.items(), key=lambda each: each[1]))
        print(f"{changed} {mean(gains.values()):+.4f} ({told})", file=sys.stderr)
    place = max(range(len(held)), key=lambda each: held[each])
    return place if held[place] >= LEAST else 0


if __name__ == "__main__":
    main()

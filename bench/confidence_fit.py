"""The weights of how sure the search is, fitted again: after every change of what the ranking's score is made of.

    python -m bench.confidence_fit [--data DIR] [--sets a,b] [--queries 200]

Even queries are fitted on, odd ones measured, of each set as many, by chance: with their answer in the base; with their
answer taken away, as if it had never been there; those that have none; and half as many questions of another set, which
no article here answers. Every set counts the same. Prints as JSON the weights to be written into
`console/knowledge/confidence.py`, and for those in force (``now``) and those found (``fitted``): ``right``, the AUC of
being right against all else; ``away``, ``strange`` and ``none``, the AUC of questions with their answer against those,
and beside each how many of those are surer than the least sure of the 80 % of questions one would suggest something for
(``*_at_80``); ``surprise``, the mean −ln of what was said of what came true. Takes some three minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench import search_sets
from bench.search_base import Base, published
from bench.search_sets import Query, Set
from console import db
from console.knowledge import confidence, search
from console.knowledge.search import Supposed

SETS = "tahona_es,tahona_en,stackfaq,banking77,doc2dial,doc2dial_chat,xquad_es"
STRANGERS = {"banking77": "doc2dial_chat", "tahona_es": "xquad_es", "tahona_en": "doc2dial", "xquad_es": "tahona_es"}
ANOTHER = "banking77"
LEAST_SURE = 0.2
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    kind: str
    """there, away, strange or none."""
    right: bool
    numbers: tuple[float, ...]


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--data", type=Path, default=search_sets.data())
    wanted.add_argument("--sets", default=SETS)
    wanted.add_argument("--queries", type=int, default=200)
    asked = wanted.parse_args()
    even, odd = (
        {name: list(answers(asked.data, name, split, asked.queries)) for name in asked.sets.split(",")}
        for split in ("even", "odd")
    )
    weights = fitted(list(even.values()))
    now = np.array([confidence.BIAS, confidence.COVERED, confidence.LETTERS, confidence.LEAD, confidence.TELLING])
    names = ("BIAS", "COVERED", "LETTERS", "LEAD", "TELLING")
    print(json.dumps({
        "weights": {name: round(float(each), 2) for name, each in zip(names, weights, strict=True)},
        "now": {name: measured(each, now) for name, each in odd.items()} | {"mean": mean(odd, now)},
        "fitted": {name: measured(each, weights) for name, each in odd.items()} | {"mean": mean(odd, weights)},
    }, indent=2))  # fmt: skip


def answers(place: Path, name: str, split: str, most: int) -> Iterator[Asked]:
    one = search_sets.read(place / name, split)
    if one is None:
        raise SystemExit(f"{place / name} holds no set")
    other = search_sets.read(place / STRANGERS.get(name, ANOTHER), split)
    print(f"{name}, {split}", file=sys.stderr)
    with published(one.docs) as base:
        places = {each: at + 1 for at, each in enumerate(base.ids)}
        for query in some(one, most):
            yield from told(base, query, "there" if query.answers else "none")
            if query.answers:
                yield from told(base, query, "away", tuple(sorted(places[each] for each in query.answers)))
        for query in some(other, most // 2) if other else []:
            yield from told(base, query, "strange")


def some(one: Set, most: int) -> list[Query]:
    return random.Random(7).sample(one.queries, min(most, len(one.queries)))


def told(base: Base, query: Query, kind: str, gone: tuple[int, ...] = ()) -> Iterator[Asked]:
    with db.reading() as session:
        found = search.search(session, query.text, language="", limit=10, supposed=Supposed("", gone))
    if found.evidence is not None:
        first = base.ids[found.results[0].version.article_id - 1]
        yield Asked(kind, kind == "there" and first in query.answers, found.evidence.numbers)


def fitted(sets: Sequence[Sequence[Asked]]) -> Floats:
    """Logistic regression, hardly held back: there are some thousand questions and five numbers."""
    from sklearn.linear_model import LogisticRegression

    every = [each for one in sets for each in one]
    share = np.concatenate([np.full(len(one), len(every) / len(one) / len(sets)) for one in sets])
    learner = LogisticRegression(C=1_000.0, max_iter=1_000)
    learner.fit([each.numbers for each in every], [each.right for each in every], sample_weight=share)
    return np.concatenate([learner.intercept_, learner.coef_[0]])


def measured(asked: Sequence[Asked], weights: Floats) -> dict[str, float]:
    sure = 1 / (1 + np.exp(-(weights[0] + np.array([each.numbers for each in asked]) @ weights[1:])))
    right, kinds = np.array([each.right for each in asked]), np.array([each.kind for each in asked])
    likely = np.clip(np.where(right, sure, 1 - sure), 1e-6, 1)
    said = {"right": apart(sure[right], sure[~right]), "surprise": round(float(-np.log(likely).mean()), 3)}
    there = sure[kinds == "there"]
    for kind in ("away", "strange", "none"):
        if len(here := sure[kinds == kind]):
            said[kind] = apart(there, here)
            said[f"{kind}_at_80"] = round(float((here >= np.quantile(there, LEAST_SURE)).mean()), 3)
    return said


def apart(these: Floats, those: Floats) -> float:
    return round(search_sets.auc(these.tolist(), those.tolist()), 3)


def mean(sets: dict[str, list[Asked]], weights: Floats) -> dict[str, float]:
    each = [measured(one, weights) for one in sets.values()]
    names = ("right", "surprise", "away", "away_at_80", "strange", "strange_at_80")
    return {name: round(search_sets.mean([one[name] for one in each]), 3) for name in names}


if __name__ == "__main__":
    main()

"""Where the shipped weights and the threshold come from: `python -m bench.identity_shipped --save FILE`.

From answers about made-up people alone (`bench.identity_world`), in worlds of other languages and other
carelessness; no given file has a part in either. ``auto`` is `matching.AUTO` by this rule: the lowest of the
thresholds from which on, in each of the worlds it hasn't seen, of 1,000 merges at the most one joins two people,
a standard error included. Prints one JSON object; with ``--weights FILE`` it only looks for the threshold of those.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from bench import identity_file, identity_world
from console.customers import learning, matching
from console.customers.matching import Model

WORLDS = ((21, 0.0, 0.7), (31, 0.6, 1.4), (11, 0.3, 1.0))
"""Seed, share of English households, carelessness."""
ANSWERS = 6000
UNSEEN = ((41, 0.0, 1.0), (42, 0.3, 1.0), (43, 0.6, 1.0))
THRESHOLDS = tuple(round(0.97 + each / 1000, 3) for each in range(29))
WRONG_AT_MOST = 0.001


def world(records: int, seed: int, english: float, dirt: float) -> identity_file.File:
    rows = identity_world.rows(records, seed, english=english, dirt=dirt)
    return identity_file.read(rows, [each["eid"] for each in rows], [each["source"] for each in rows])


def learned(records: int) -> Model:
    model = matching.BY_HAND
    for each in WORLDS:
        file = world(records, *each)
        people = file.people
        model = learning.learn(
            model, file.clusters, lambda pair, people=people: people[pair[0]] == people[pair[1]], most=ANSWERS
        )
    return model


def merges(model: Model, file: identity_file.File) -> list[tuple[float, bool]]:
    """What it joins alone from the lowest threshold on: how sure it was, and whether it was right, by whose
    records were the most on either side."""
    found, inside = file.clusters(model, THRESHOLDS[0]), {each: [each] for each in range(len(file.people))}
    made: list[tuple[float, bool]] = []
    for each in found.merges:
        one, other = inside[each.kept], inside.pop(each.gone)
        made.append((each.probability, most(file, one) == most(file, other)))
        one += other
    return made


def most(file: identity_file.File, records: list[int]) -> str:
    ((person, _),) = Counter(file.people[each] for each in records).most_common(1)
    return person


def by_threshold(made: list[tuple[float, bool]]) -> list[dict[str, Any]]:
    found = []
    for each in THRESHOLDS:
        right = [same for chance, same in made if chance >= each]
        found.append({"auto": each, "merges": len(right), "wrong": len(right) - sum(right)})
    return found


def lowest(worlds: list[list[dict[str, Any]]]) -> float | None:
    """By the rule, which must hold from there on; None when it never does."""
    chosen = None
    for place in sorted(range(len(THRESHOLDS)), key=lambda each: -THRESHOLDS[each]):
        if not all(kept(**world[place]) for world in worlds):
            break
        chosen = THRESHOLDS[place]
    return chosen


def kept(*, auto: float, merges: int, wrong: int) -> bool:
    return wrong + math.sqrt(wrong) <= WRONG_AT_MOST * merges


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000, help="in each world")
    parser.add_argument("--save", type=Path, help="where to write what was learned")
    parser.add_argument("--weights", type=Path, help="learned before")
    chosen = parser.parse_args()
    if chosen.weights:
        model = matching.from_json(chosen.weights.read_text(encoding="utf-8"))
    else:
        model = learned(chosen.records)
    if chosen.save:
        chosen.save.write_text(model.as_json(), encoding="utf-8")
    found = [by_threshold(merges(model, world(chosen.records, *each))) for each in UNSEEN]
    print(json.dumps({"labels": model.labels, "auto": lowest(found), "unseen": found}, indent=1))


if __name__ == "__main__":
    main()

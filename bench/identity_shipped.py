"""Where the shipped weights come from: `python -m bench.identity_shipped --save FILE`.

From answers about made-up people alone (`bench.identity_world`), in worlds of other languages and
other carelessness; then measured, threshold by threshold, in a world that it hasn't seen. No given
file has a part in it. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from bench import identity_file, identity_truth, identity_world
from console.customers import learning, matching
from console.customers.matching import Model

WORLDS = ((21, 0.0, 0.7), (31, 0.6, 1.4), (11, 0.3, 1.0))
"""Seed, share of English households, carelessness."""
UNSEEN = (41, 0.3, 1.0)
ANSWERS = 6000
THRESHOLDS = (0.5, 0.98, 0.99, 0.995, 0.997)


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


def points(model: Model, file: identity_file.File) -> list[dict[str, Any]]:
    true = identity_truth.true_pairs(file.people)
    found = []
    for auto in THRESHOLDS:
        clusters = file.clusters(model, auto)
        found.append({
            "auto": auto, **identity_truth.prf(identity_truth.pairs_within(clusters.members.values()), true),
            "mixed_per_10k": identity_truth.mixed(clusters, file.people),
            "recognised_wrong_per_10k": identity_truth.recognised_wrong(clusters, file),
        })  # fmt: skip
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000, help="in each world")
    parser.add_argument("--save", type=Path, help="where to write what was learned")
    chosen = parser.parse_args()
    model = learned(chosen.records)
    if chosen.save:
        chosen.save.write_text(model.as_json(), encoding="utf-8")
    print(json.dumps({"labels": model.labels, "unseen": points(model, world(chosen.records, *UNSEEN))}, indent=1))


if __name__ == "__main__":
    main()

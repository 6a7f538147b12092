"""How well source records become people: `python -m bench.identity --records FILE [--train FILE]`.

The truth (`eid`) only scores; from ``--train`` at most 1,000 answers are asked for. Everything else
is the product's own code: `console.customers`. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from rapidfuzz.distance import JaroWinkler

from bench.identity_arriving import as_they_come
from bench.identity_file import LIKELIER_THAN_NOT, SURE_AT_ONCE, File, read_file
from bench.identity_truth import mixed, pairs_within, prf, recognised_wrong, true_pairs
from console.customers import learning, matching
from console.customers.clustering import Clustering
from console.customers.doubting import WORTH_A_LOOK
from console.customers.matching import Model


def looked_at_again(found: Clustering, auto: float) -> Clustering:
    """What is merely likelier than not, once all are there."""
    found.auto, found.careful = auto, auto > SURE_AT_ONCE
    found.open |= set(found.scores)
    found.run()
    return found


def reference(seconds: float = 0.5) -> float:
    """Comparisons a second of one bare rapidfuzz loop: timings mean little without this machine's."""
    until, done = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        for _ in range(1000):
            JaroWinkler.similarity("fernandez", "hernandez")
        done += 1000
    return done / seconds


def trained(file: File) -> Model:
    """What the product ships, refined by at most 1,000 answers about other people."""
    people = file.people
    return learning.learn(matching.shipped(), file.clusters, lambda pair: people[pair[0]] == people[pair[1]])


def measure(file: File, trained_on: File | None) -> tuple[dict[str, Any], Model]:
    first = matching.shipped()
    model = first if trained_on is None else trained(trained_on)
    likelier, auto = LIKELIER_THAN_NOT, matching.AUTO
    true = true_pairs(file.people)
    began = time.perf_counter()
    found = file.clusters(model, likelier)
    seconds = file.read_seconds + time.perf_counter() - began
    singles = file.apart(model, likelier)
    singles.score()
    private = file.clusters(model, auto, first)
    began = time.perf_counter()
    arrivals = as_they_come(file, model, auto, first)
    incremental_seconds = time.perf_counter() - began
    step_by_step = arrivals.found
    alone = prf(pairs_within(step_by_step.members.values()), true)
    mixed_alone = mixed(step_by_step, file.people)
    looked_at_again(step_by_step, likelier)
    likely = {pair for pair, each in singles.scores.items() if each.probability > likelier}
    return {
        "records": len(file.people), "labels": model.labels - first.labels,
        "candidate_pairs": len(file.pairs), "auto": round(auto, 5),
        "pairs": prf(likely, true),
        "clusters": prf(pairs_within(found.members.values()), true) | {"mixed_per_10k": mixed(found, file.people)},
        "privacy": prf(pairs_within(private.members.values()), true) | {
            "merges": len(private.merges), "mixed_per_10k": mixed(private, file.people),
            "review_cases_per_100": round(100 * len(private.doubtful(WORTH_A_LOOK)) / len(file.people), 2),
        },
        "recognised_wrong_per_10k": recognised_wrong(private, file),
        "incremental": prf(pairs_within(step_by_step.members.values()), true) | {
            "privacy": alone | {"mixed_per_10k": mixed_alone, "taken_back": arrivals.taken_back},
            "records_per_s": round(len(file.people) / incremental_seconds)},
        "records_per_s": round(len(file.people) / seconds), "reference_comparisons_per_s": round(reference()),
    }, model  # fmt: skip


def main() -> None:
    chosen = arguments()
    if chosen.febrl:
        from bench import identity_febrl

        print(json.dumps(identity_febrl.measure(chosen.febrl), indent=1))
        return
    file = read_file(chosen.records)
    result, model = measure(file, read_file(chosen.train) if chosen.train else None)
    if chosen.peers:
        from bench import identity_peers

        result["peers"] = identity_peers.measure(file, chosen.peer_seconds)
    if chosen.save:
        chosen.save.write_text(model.as_json(), encoding="utf-8")
    print(json.dumps(result, indent=1))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--train", type=Path, help="a file of other people, for at most 1,000 answers")
    parser.add_argument("--febrl", type=Path, help="a folder with febrl_dataset3 and 4a, 4b")
    parser.add_argument("--peers", action="store_true", help="Splink and recordlinkage on the same file")
    parser.add_argument("--peer-seconds", type=float, default=600, help="then a peer is stopped: report it so")
    parser.add_argument("--save", type=Path, help="where to write what was learned")
    chosen = parser.parse_args()
    if not chosen.records and not chosen.febrl:
        parser.error("--records FILE or --febrl FOLDER")
    return chosen


if __name__ == "__main__":
    main()

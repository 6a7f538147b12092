"""FEBRL 3 (find duplicates) and 4 (link two files): the shipped model at a fixed threshold, no label.

FEBRL puts another name, birth date or number at random where no namesake exists, so the vetoes
that protect namesakes in life are off, and nothing is known of sources.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from bench.identity_file import File, rows_of
from bench.identity_file import read as read_rows
from bench.identity_truth import pairs_within, prf, true_pairs
from console.customers import comparing, learning, matching
from console.customers.clustering import Pair
from console.customers.matching import Model

THRESHOLD = 0.1
"""Fixed for both: a machine that taught itself is timid."""
SHARE_LEARNED = 0.12
"""Of the candidate pairs that the shipped model learned from, so many were one person."""


def measure(folder: Path) -> dict[str, Any]:
    return {"threshold": THRESHOLD, "febrl3": duplicates(folder), "febrl4": links(folder)}


def read(folder: Path, *names: str) -> File:
    """Who is who stands in ``rec_id``: rec-1070-org and rec-1070-dup-0 are one."""
    rows, sources = [], []
    for name in names:
        (path,) = folder.glob(f"{name}.csv*")
        some = rows_of(path)
        rows += some
        sources += [f"{name} {each}" for each in range(len(some))]
    people = [str(re.match(r"rec-(\d+)", row["rec_id"])[1]) for row in rows]  # type: ignore[index]
    return read_rows(rows, people, sources)


def settled(file: File) -> Model:
    """The shipped model with the share of matches, and the kinds of mistakes, that this file shows."""
    shipped = matching.shipped()
    pairs = sorted(file.pairs)
    columns = comparing.numbers([comparing.compare(file.traits[a], file.traits[b], file.counts) for a, b in pairs])
    model = learning.settled(shipped, shipped.of_numbers(columns), share_learned=SHARE_LEARNED)
    return learning.taught_by_itself(learning.taught_by_itself(model, columns), columns)


def duplicates(folder: Path) -> dict[str, Any]:
    began = time.perf_counter()
    file = read(folder, "febrl_dataset3")
    found = file.apart(settled(file), THRESHOLD)
    found.strict = False
    found.run()
    result = prf(pairs_within(found.members.values()), true_pairs(file.people))
    return result | {"records_per_s": round(len(file.people) / (time.perf_counter() - began))}


def links(folder: Path) -> dict[str, Any]:
    """Each file knows a person once, so one record of each make a pair: the likeliest first."""
    began = time.perf_counter()
    file = read(folder, "febrl_dataset4a", "febrl_dataset4b")
    side = [each.sources[0].split()[0] for each in file.traits]
    file.pairs = {pair for pair in file.pairs if side[pair[0]] != side[pair[1]]}
    scored = file.apart(settled(file), THRESHOLD)
    scored.score()
    taken: set[int] = set()
    found: set[Pair] = set()
    for pair, each in sorted(scored.scores.items(), key=lambda each: -each[1].probability):
        if each.probability >= THRESHOLD and not taken & set(pair):
            taken |= set(pair)
            found.add(pair)
    result = prf(found, true_pairs(file.people))
    return result | {"records_per_s": round(len(file.people) / (time.perf_counter() - began))}

"""FEBRL 3 (find duplicates) and 4 (link two files): the shipped model at a fixed threshold, no label.

FEBRL puts another name, birth date or number at random where no namesake exists, so the vetoes
that protect namesakes in life are off, and nothing is known of sources.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.identity_file import File, rows_of
from bench.identity_file import read as read_rows
from bench.identity_truth import pairs_within, prf, true_pairs
from console.customers import comparing, matching, numbering
from console.customers.clustering import Pair
from console.customers.doubting import WORTH_A_LOOK
from console.customers.learning import Columns
from console.customers.matching import Model

THRESHOLD = WORTH_A_LOOK
"""The product's own, from which it asks somebody: fixed for both files. Nobody is asked here, and
rivals are no danger: of two that claim one record the likelier has it."""
SHARE_LEARNED = 0.18
"""Of the candidate pairs in the worlds of `identity_shipped` so many were one person."""
ROUNDS = 20


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


def adapted(file: File) -> Model:
    """The shipped model brought to a file that makes other mistakes, without any answer: first how
    common matches are, then how often each fact agrees among those who match and those who don't,
    then what facts say together."""
    shipped, columns = matching.shipped(), file.beside_each_other()[2]
    model = settled(shipped, shipped.of_numbers(columns))
    return by_its_own_word(expected(model, columns), columns)


def settled(model: Model, log_odds: matching.Floats) -> Model:
    """Saerens, Latinne, Decaestecker 2002: the share of matches, by expectation-maximisation."""
    shift = 0.0
    for _ in range(50):
        share = float(np.clip(matching.probability(log_odds + shift).mean(), 1e-4, 1 - 1e-4))
        shift = float(np.log(share / (1 - share)) - np.log(SHARE_LEARNED / (1 - SHARE_LEARNED)))
    return Model(model.intercept + shift, model.weights)


def expected(model: Model, columns: Columns) -> Model:
    """Fellegi, Sunter 1969, by expectation-maximisation from what the model takes for matches."""
    for _ in range(ROUNDS):
        chance = matching.probability(model.of_numbers(columns))
        share, weights, place = float(np.clip(chance.mean(), 1e-4, 1 - 1e-4)), dict[str, float](), 0
        for fact, levels in comparing.LEVELS.items():
            block = columns[:, place : place + levels].astype(np.float64)
            same, two = chance @ block + 0.5, (1 - chance) @ block + 0.5
            for level, odds in enumerate(np.log(same / same.sum()) - np.log(two / two.sum())):
                weights[f"{fact}={level}"] = float(odds)
            place += levels
        model = Model(float(np.log(share / (1 - share))), weights)
    return model


def by_its_own_word(model: Model, columns: Columns) -> Model:
    likely = model.of_numbers(columns) > 0
    fitted = LogisticRegression(C=0.1, max_iter=2000, class_weight="balanced").fit(columns, likely)
    return Model(float(fitted.intercept_[0]), dict(zip(numbering.COLUMNS, map(float, fitted.coef_[0]), strict=True)))


def duplicates(folder: Path) -> dict[str, Any]:
    began = time.perf_counter()
    file = read(folder, "febrl_dataset3")
    found = file.apart(adapted(file), THRESHOLD)
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
    scored = file.apart(adapted(file), THRESHOLD)
    scored.score()
    taken: set[int] = set()
    found: set[Pair] = set()
    for pair, each in sorted(scored.scores.items(), key=lambda each: -each[1].probability):
        if each.probability >= THRESHOLD and not taken & set(pair):
            taken |= set(pair)
            found.add(pair)
    result = prf(found, true_pairs(file.people))
    return result | {"records_per_s": round(len(file.people) / (time.perf_counter() - began))}

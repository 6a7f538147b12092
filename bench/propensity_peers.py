"""What others foretell of the same rows under the same delay: yields (name, foretold, seconds).

Needs `requirements-bench.lock`. LightGBM is refitted every 200 rows on the newest 20,000 known
outcomes; Vowpal Wabbit (``--coin``) and river (logistic regression with AdaGrad) learn row by row.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.propensity import Calls

Vector = NDArray[np.float64]
WINDOW, EVERY = 20_000, 200


def peers(calls: Calls, delay: int, first: int) -> Iterator[tuple[str, Vector, float]]:
    named: tuple[tuple[str, Callable[[Calls, int, int], Vector]], ...] = (
        ("lightgbm_rolling", lightgbm_rolling), ("vw_coin", vw_coin), ("river_lr", river_lr),
    )  # fmt: skip
    for name, run in named:
        begun = time.perf_counter()
        found = run(calls, delay, first)
        yield name, found, time.perf_counter() - begun


def lightgbm_rolling(calls: Calls, delay: int, first: int) -> Vector:
    import lightgbm

    codes: dict[tuple[str, str], int] = {}
    table = np.array([
        [
            float(row[c]) if c in calls.numbers else codes.setdefault((c, row[c]), len(codes))
            for c in calls.columns
        ]
        for row in calls.rows
    ])  # fmt: skip
    categories = [at for at, c in enumerate(calls.columns) if c not in calls.numbers]
    foretold = np.zeros(len(table))
    for start in range(first, len(table), EVERY):
        known = slice(max(0, start - delay - WINDOW), max(1, start - delay))
        model = lightgbm.LGBMClassifier(
            n_estimators=150, learning_rate=0.05, num_leaves=15, min_child_samples=50,
            verbose=-1, n_jobs=1,
        )  # fmt: skip
        model.fit(table[known], calls.accepted[known], categorical_feature=categories)
        foretold[start : start + EVERY] = model.predict_proba(table[start : start + EVERY])[:, 1]
    return foretold


def vw_coin(calls: Calls, delay: int, first: int) -> Vector:
    from vowpalwabbit import Workspace

    model = Workspace("--quiet --loss_function logistic --link logistic --coin")

    def said(row: dict[str, str]) -> str:
        clean = (
            (c.translate(UNSAID), v.translate(UNSAID), c in calls.numbers) for c, v in row.items() if c in calls.columns
        )
        return "|f " + " ".join(f"{c}:{v}" if number else f"{c}={v}" for c, v, number in clean)

    lines = [said(row) for row in calls.rows]
    return progressive(
        calls, delay, lambda at: float(model.predict(lines[at])),
        lambda at: model.learn(("1 " if calls.accepted[at] else "-1 ") + lines[at]),
    )  # fmt: skip


UNSAID = str.maketrans({" ": "_", ":": "_", "|": "_"})


def river_lr(calls: Calls, delay: int, first: int) -> Vector:
    from river import compose, linear_model, optim, preprocessing

    numbers = compose.SelectType((int, float)) | preprocessing.StandardScaler()
    categories = compose.SelectType(str) | preprocessing.OneHotEncoder()
    model = (numbers + categories) | linear_model.LogisticRegression(optimizer=optim.AdaGrad(0.05), l2=1e-4)
    rows = [calls.typed(row) for row in calls.rows]
    return progressive(
        calls, delay, lambda at: float(model.predict_proba_one(rows[at]).get(True, 0.0)),
        lambda at: model.learn_one(rows[at], bool(calls.accepted[at])),
    )  # fmt: skip


def progressive(calls: Calls, delay: int, foretell: Callable[[int], float], learn: Callable[[int], Any]) -> Vector:
    foretold, waiting = np.zeros(len(calls.rows)), deque[int]()
    for at in range(len(foretold)):
        foretold[at] = foretell(at)
        waiting.append(at)
        if len(waiting) > delay:
            learn(waiting.popleft())
    return foretold

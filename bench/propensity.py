"""How well the engine foretells who accepts, on a file of past calls in the order they were made.

    python -m bench.propensity --csv FILE[.gz] --target y [--positive yes] [--drop duration]
        --score-from 20000 [--delay N] [--period-column month] [--peers]

Progressive: each row is foretold before its outcome is known, which is learnt ``--delay`` rows
later. Columns are numbers when every value read before ``--score-from`` is one, categories
otherwise; nothing else is known of the file. Scored are the rows from ``--score-from`` on.
``auc_within`` is the AUC inside each run of equal periods, weighted by rows: whom to call, rather
than when. The baseline is a moving average of outcomes that looks at nobody.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from console.offers.encoding import Encoding
from console.offers.propensity import Propensity

Vector = NDArray[np.float64]
BINS = 8
MOST_PLACES = 40
BASELINE_SPEED = 0.005
FOUND_OUT = 1000
"""Rows looked at for what kind each column is, when scoring begins sooner than that."""


class Calls:
    """The file: its rows, whether each accepted, and in which run of equal periods it was."""

    def __init__(self, path: Path, target: str, positive: str, drop: list[str], period: str | None, first: int):
        self.rows = list(read(path))
        if not self.rows:
            raise SystemExit(f"{path} has no rows")
        if missing := {target, *drop, *([period] if period else [])} - set(self.rows[0]):
            raise SystemExit(f"{path} has no column {', '.join(sorted(missing))}")
        self.accepted = np.array([float(each[target] == positive) for each in self.rows])
        self.columns = [each for each in self.rows[0] if each not in {target, *drop}]
        self.periods = runs([each[period] for each in self.rows]) if period else None
        self.seen = self.rows[: max(first, FOUND_OUT)]
        self.numbers = [c for c in self.columns if all(number(each[c]) is not None for each in self.seen)]

    def typed(self, row: dict[str, str]) -> dict[str, float | str | None]:
        return {c: number(row[c]) if c in self.numbers else row[c] for c in self.columns}

    def encoding(self) -> Encoding:
        places = {
            c: min(MOST_PLACES, len({each[c] for each in self.seen}) + 2)
            for c in self.columns
            if c not in self.numbers
        }
        return Encoding(self.numbers, places, bins=BINS)


def read(path: Path) -> Iterator[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    head = text[: text.find("\n")]
    mark = max(";,\t|", key=head.count)
    yield from csv.DictReader(io.StringIO(text), delimiter=mark)


def number(value: str) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def runs(periods: list[str]) -> NDArray[np.intp]:
    changes = [a != b for a, b in zip(periods[1:], periods, strict=False)]
    return np.r_[0, np.cumsum(changes)].astype(np.intp)


def engine(calls: Calls, delay: int) -> tuple[Vector, dict[str, float]]:
    """What it foretold for each row, and microseconds per step."""
    encoding = calls.encoding()
    model = Propensity(encoding.width, 1, 0, believed=0.5)  # of this file nothing is believed
    rows, slots, offsets = np.ones((1, 1)), np.array([-1]), np.zeros(1)
    foretold, waiting = np.zeros(len(calls.rows)), deque[tuple[Vector, bool, Vector]]()
    deciding = learning = 0.0
    for at, raw in enumerate(calls.rows):
        row = calls.typed(raw)
        begun = time.perf_counter()
        encoding.observe(row)
        x = encoding.encode(row)
        found = model.foretell(x, rows, slots, offsets)
        deciding += time.perf_counter() - begun
        foretold[at] = found.chances[0]
        waiting.append((x, bool(calls.accepted[at]), found.voices[:, 0]))
        if len(waiting) > delay:
            x, accepted, voices = waiting.popleft()
            begun = time.perf_counter()
            model.learn(x, rows[0], -1, 0.0, accepted, voices=voices, age=delay)
            learning += time.perf_counter() - begun
    return foretold, {
        "foretell_us": round(deciding / len(foretold) * 1e6, 1),
        "learn_us": round(learning / len(foretold) * 1e6, 1),
    }


def moving_average(accepted: Vector, delay: int) -> Vector:
    foretold, mean = np.zeros(len(accepted)), 0.1
    for at in range(len(accepted)):
        foretold[at] = mean
        if at >= delay:
            mean += BASELINE_SPEED * (accepted[at - delay] - mean)
    return foretold


def scores(accepted: Vector, foretold: Vector, periods: NDArray[np.intp] | None) -> dict[str, Any]:
    p = np.clip(foretold, 1e-6, 1 - 1e-6)
    log_loss = -(accepted * np.log(p) + (1 - accepted) * np.log(1 - p)).mean()
    return {
        "auc": rounded(auc(accepted, p)),
        "auc_within": rounded(within(accepted, p, periods)) if periods is not None else None,
        "log_loss": rounded(log_loss),
        "brier": rounded(((p - accepted) ** 2).mean()),
        "ece": rounded(calibration_error(accepted, p)),
    }


def rounded(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None


def auc(accepted: Vector, p: Vector) -> float:
    """The chance that an accepted row was foretold likelier than another; ties count half."""
    _, inverse, counts = np.unique(p, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    yes = float(accepted.sum())
    no = len(accepted) - yes
    if not yes or not no:
        return float("nan")
    return float((ranks[accepted > 0].sum() - yes * (yes + 1) / 2) / (yes * no))


def within(accepted: Vector, p: Vector, periods: NDArray[np.intp]) -> float:
    """Runs with fewer than ten of either outcome say nothing."""
    found, weights = [], []
    for each in np.unique(periods):
        here = periods == each
        if min(accepted[here].sum(), (1 - accepted[here]).sum()) >= 10:
            found.append(auc(accepted[here], p[here]))
            weights.append(int(here.sum()))
    return float(np.average(found, weights=weights)) if found else float("nan")


def calibration_error(accepted: Vector, p: Vector, bins: int = 15) -> float:
    """Expected calibration error over bins of equally many rows."""
    parts = np.array_split(np.argsort(p, kind="stable"), bins)
    return float(sum(abs(accepted[i].mean() - p[i].mean()) * len(i) for i in parts if len(i)) / len(p))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--csv", type=Path, required=True)
    asked.add_argument("--target", required=True)
    asked.add_argument("--positive", default="yes")
    asked.add_argument("--drop", action="append", default=[])
    asked.add_argument("--score-from", type=int, required=True)
    asked.add_argument("--delay", type=int, default=0)
    asked.add_argument("--period-column")
    asked.add_argument("--peers", action="store_true")
    how = asked.parse_args()
    drop = [name for each in how.drop for name in each.split(",")]
    calls = Calls(how.csv, how.target, how.positive, drop, how.period_column, how.score_from)
    if how.score_from >= len(calls.rows):
        raise SystemExit(f"--score-from: the file has only {len(calls.rows)} rows")
    scored = slice(how.score_from, None)
    periods = calls.periods[scored] if calls.periods is not None else None
    foretold, timing = engine(calls, how.delay)
    accepted = calls.accepted[scored]
    baseline = moving_average(calls.accepted, how.delay)
    said: dict[str, Any] = {
        **scores(accepted, foretold[scored], periods),
        "baseline": scores(accepted, baseline[scored], periods),
        "peers": {},
        "rows": len(accepted),
        "timing": timing,
    }
    if how.peers:
        from bench.propensity_peers import peers

        said["peers"] = {
            name: {**scores(accepted, found[scored], periods), "seconds": round(seconds, 1)}
            for name, found, seconds in peers(calls, how.delay, how.score_from)
        }
    print(json.dumps(said))


if __name__ == "__main__":
    main()

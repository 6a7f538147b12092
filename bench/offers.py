"""What share of the best possible margin the engine earns in a simulated call centre.

    python -m bench.offers --world PATH.py --calls 40000 --seeds 0,1,2 [--width 0.25] [--peers]

A world is a module with a class ``World`` (see `bench/worlds/`): offers with attributes and margins,
callers with features and the offers they may have, and the truth, which the engine never sees.
Outcomes become known ``World.delay`` calls later. Share of oracle = chance × margin of what was
chosen over the best there was, per call. ``first_tenth`` is the first tenth of the calls,
``after_drift`` the last 15 % (the reference world turns at 70 %). No hold-out, no exploration beyond
the draw's ``--width``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from console.offers.encoding import FARTHEST
from console.offers.experiments import NEAR
from console.offers.propensity import QUARTER, Propensity, chance, draw

Vector = NDArray[np.float64]
Slots = NDArray[np.intp]
BELIEVED = 0.1
"""What the owners of offers nobody has told yet believe."""
PHASES = {"total": (0.0, 1.0), "first_tenth": (0.0, 0.1), "new_offers": (0.5, 0.6), "after_drift": (0.85, 1.0)}


class World(Protocol):
    offers: int
    features: int
    delay: int
    attributes: Vector
    margin: Vector

    def __init__(self, seed: int, calls: int) -> None: ...
    def customer(self, t: int) -> tuple[Vector, Slots]: ...
    def chance(self, x: Vector, idx: Slots, t: int) -> Vector: ...


class Policy(Protocol):
    def choose(self, x: Vector, idx: Slots) -> int:
        """Which of ``idx``, as its place in it."""

    def learn(self, x: Vector, offer: int, accepted: bool) -> None: ...


class Scale:
    """As `Encoding` does with what it knows of a person: in standard deviations and never beyond
    FARTHEST; what varies less than that stays as it is."""

    def __init__(self, features: int):
        self.squares, self.seen = np.full(features, 10.0), 10

    def __call__(self, x: Vector) -> Vector:
        self.squares, self.seen = self.squares + x * x, self.seen + 1
        bounded: Vector = np.clip(x / np.maximum(1.0, np.sqrt(self.squares / self.seen)), -FARTHEST, FARTHEST)
        return bounded


class Engine:
    """The product's model, told of each outcome in the order they become known."""

    def __init__(self, world: World, chances: np.random.Generator, width: float = QUARTER):
        self.world, self.chances, self.width = world, chances, width
        self.model = Propensity(world.features, world.attributes.shape[1], world.offers, believed=BELIEVED)
        self.offset = float(np.log(BELIEVED / (1 - BELIEVED)))
        self.scale, self.foretold = Scale(world.features), deque[tuple[Vector, Vector]]()

    def choose(self, x: Vector, idx: Slots) -> int:
        x = self.scale(x)
        attributes = self.world.attributes[idx]
        found = self.model.foretell(x, attributes, idx, np.full(len(idx), self.offset))
        margin = self.world.margin[idx]
        drawn = chance(draw(found, attributes, self.chances, self.width)) * margin
        sober = found.chances * margin
        place = int(np.argmax(np.where(sober >= NEAR / 100 * sober.max(), drawn, 0.0)))
        self.foretold.append((x, found.voices[:, place]))
        return place

    def learn(self, x: Vector, offer: int, accepted: bool) -> None:
        seen, voices = self.foretold.popleft()
        self.model.learn(
            seen, self.world.attributes[offer], offer, self.offset, accepted, voices=voices, age=self.world.delay
        )


Made = Callable[[World, np.random.Generator], Policy]


def played(world: World, policy: Policy, calls: int, seed: int) -> tuple[Vector, Vector, Vector, Vector]:
    """Earned and possible per call, and seconds per decision and per update."""
    truth = np.random.default_rng(10_000 + seed)
    earned, possible = np.zeros(calls), np.zeros(calls)
    deciding, learning = np.zeros(calls), np.zeros(calls)
    waiting: deque[tuple[Vector, int, bool]] = deque()
    for t in range(calls):
        x, idx = world.customer(t)
        if not len(idx):
            continue
        begun = time.perf_counter()
        place = policy.choose(x, idx)
        deciding[t] = time.perf_counter() - begun
        chances = world.chance(x, idx, t)
        worth = chances * world.margin[idx]
        earned[t], possible[t] = worth[place], worth.max()
        waiting.append((x, int(idx[place]), bool(truth.random() < chances[place])))
        if len(waiting) > world.delay:
            begun = time.perf_counter()
            policy.learn(*waiting.popleft())
            learning[t] = time.perf_counter() - begun
    return earned, possible, deciding, learning


def measured(kind: type[World], made: Made, calls: int, seeds: list[int]) -> dict[str, Any]:
    shares: dict[str, list[float]] = {name: [] for name in PHASES}
    deciding, learning = [], []
    for seed in seeds:
        world = kind(seed, calls)
        policy = made(world, np.random.default_rng(100 + seed))
        earned, possible, decided, learnt = played(world, policy, calls, seed)
        for name, (start, end) in PHASES.items():
            part = slice(int(start * calls), int(end * calls))
            shares[name].append(float(earned[part].sum() / possible[part].sum()))
        deciding.append(decided[decided > 0])
        learning.append(learnt[learnt > 0])
    return {
        "share": {name: round(float(np.mean(each)), 4) for name, each in shares.items()},
        "sd": round(float(np.std(shares["total"], ddof=1)), 4) if len(seeds) > 1 else None,
        "by_seed": [round(each, 4) for each in shares["total"]],
        "decide": times(np.concatenate(deciding)),
        "update": times(np.concatenate(learning)),
    }


def times(seconds: Vector) -> dict[str, float]:
    if not len(seconds):
        return {}
    return {
        "p50_ms": round(float(np.quantile(seconds, 0.5)) * 1e3, 3),
        "p99_ms": round(float(np.quantile(seconds, 0.99)) * 1e3, 3),
    }


def world_of(path: Path) -> type[World]:
    spec = importlib.util.spec_from_file_location("world", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: type[World] = module.World
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--world", type=Path, required=True)
    asked.add_argument("--calls", type=int, default=40_000)
    asked.add_argument("--seeds", default="0,1,2")
    asked.add_argument("--width", type=float, default=QUARTER)
    asked.add_argument("--peers", action="store_true")
    how = asked.parse_args()
    kind, seeds = world_of(how.world), [int(each) for each in how.seeds.split(",")]
    said = measured(kind, lambda world, chances: Engine(world, chances, how.width), how.calls, seeds)
    said["peers"] = {}
    if how.peers:
        from bench.offers_peers import PEERS

        said["peers"] = {
            name: {key: found[key] for key in ("share", "sd", "by_seed")}
            for name, made in PEERS.items()
            for found in [measured(kind, made, how.calls, seeds)]
        }
    print(json.dumps(said))


if __name__ == "__main__":
    main()

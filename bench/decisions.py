"""How fast deciding and learning are with many offers, whether decisions replay, whether any breaks a rule.

    python -m bench.decisions [--offers 500] [--decisions 2000] [--count 100000] [--replays 100000] [--seed 0]
        [--minutes 8]

``decide`` is the whole decision in memory with all offers live and eligible: gates, model, draw,
arbitration, the record and the inputs kept with it, and both written as JSON; wall and CPU. ``update``
is one outcome learnt. ``rules`` makes ``--count`` decisions over random people, agents and catalogues
and counts those that break a promise, judged by `decisions_rules` without the engine's gates; run it
in parts with other ``--seed``s, each stopped after ``--minutes``. ``replay`` stores ``--replays``
decisions as the database keeps them while the model goes on learning, and another process makes them
again from what was stored (`decisions_replay`). The reference is a plain loop over 10,000 numbers in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import orjson

from bench import decisions_people as people
from bench import decisions_replay
from bench.decisions_rules import broken
from console import clock
from console.agents.agent import Agent
from console.offers import decisions, features, model_versions
from console.offers.choosing import Question
from console.offers.experiments import Settings
from console.offers.model_versions import Reading
from console.offers.shelf import Shelf

CATALOGUE, ON_ONE = 24, 10_000
"""Offers of a random catalogue, and decisions made from it before the next."""
CALLS = 20
"""Decisions at most between two outcomes learnt, so that none is made by the same model for long."""


def taught(shelf: Shelf, chance: Random, outcomes: int) -> tuple[Reading, list[float]]:
    """A model with all offers known, and seconds per outcome learnt."""
    blank = model_versions.blank()
    slots = {each.id: at for at, each in enumerate(shelf.offers)}
    blank.model.grow(len(slots))
    reading = Reading(1, blank.model, blank.encoding, slots)
    return reading, [learns(shelf, reading, chance) for _ in range(outcomes)]


def learns(shelf: Shelf, reading: Reading, chance: Random) -> float:
    """One outcome of a random offer; seconds."""
    model, encoding = reading.model, reading.encoding
    row = features.row_of(people.somebody(chance, clock.now(), open_to_all=True))
    at = chance.randrange(len(shelf.offers))
    begun = time.perf_counter()
    encoding.observe(row)
    x, one = encoding.encode(row), slice(at, at + 1)
    seconds = time.perf_counter() - begun
    voices = model.foretell(x, shelf.attributes[one], np.array([at]), np.array([-2.0])).voices[:, 0]
    begun = time.perf_counter()
    model.learn(x, shelf.attributes[at], at, -2.0, chance.random() < 0.2, voices=voices, age=0)
    return seconds + time.perf_counter() - begun


def speed(shelf: Shelf, reading: Reading, chance: Random, many: int) -> tuple[list[float], list[float]]:
    """Wall and CPU seconds of each decision."""
    wall, cpu, by = [], [], Agent(skills=[])
    for number in range(many):
        asked = Question(shelf, people.somebody(chance, clock.now(), open_to_all=True), by, clock.now())
        begun, worked = time.perf_counter(), time.thread_time()
        _, body, inputs = decisions.made(asked, reading, Settings(), number)
        orjson.dumps(body), orjson.dumps(inputs)
        wall.append(time.perf_counter() - begun)
        cpu.append(time.thread_time() - worked)
        assert len(inputs["p"]) == len(shelf.offers), "an offer wasn't eligible"
    return wall, cpu


def many(count: int, seed: int, met: Callable[[str], None], minutes: float = 60) -> tuple[int, dict[str, int]]:
    """Random decisions, each judged: how many were made, ``count`` at most, and how many broke which
    promise. ``met`` hears of each which gates closed an offer, so that a promise never at stake is seen."""
    until = time.monotonic() + 60 * minutes
    chance, found = Random(seed), Counter[str]()  # a play
    for number in range(count):
        if time.monotonic() > until:
            return number, dict(found)
        if number % ON_ONE == 0:
            shelf = people.catalogue(chance, CATALOGUE)
            reading, _ = taught(shelf, chance, 100)
        if number % CALLS == 0:
            learns(shelf, reading, chance)
        asked = people.question(shelf, chance)
        choice, body, _ = decisions.made(asked, reading, Settings(), number)
        if rule := broken(asked, choice, body):
            found[rule] += 1
        for gate in {each["gate"] for each in body["candidates"]}:
            met(gate or "proposing")
    return count, dict(found)


def times(seconds: list[float]) -> dict[str, float]:
    return {f"p{share}_ms": round(float(np.quantile(seconds, share / 100)) * 1e3, 3) for share in (50, 95, 99)}


def reference() -> float:
    begun = time.perf_counter()
    sum(each * each for each in range(10_000))
    return time.perf_counter() - begun


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    wanted.add_argument("--offers", type=int, default=500)
    wanted.add_argument("--decisions", type=int, default=2000)
    wanted.add_argument("--count", type=int, default=100_000)
    wanted.add_argument("--replays", type=int, default=100_000)
    wanted.add_argument("--seed", type=int, default=0)
    wanted.add_argument("--minutes", type=float, default=60)
    how = wanted.parse_args()
    chance, said = Random(how.seed), dict[str, Any]()  # a play
    if how.decisions:
        shelf = people.catalogue(chance, how.offers, open_to_all=True)
        reading, learnt = taught(shelf, chance, how.decisions)
        loops = [reference() for _ in range(50)]
        speed(shelf, reading, chance, 50)  # warm
        wall, cpu = speed(shelf, reading, chance, how.decisions)
        said |= {
            "offers": how.offers, "decide": times(wall), "decide_cpu": times(cpu), "update": times(learnt),
            "reference_ms": round(float(np.median(loops)) * 1e3, 3),
            "decide_ratio": round(float(np.quantile(wall, 0.99) / np.median(loops)), 1),
            "load": round(os.getloadavg()[0], 1),
        }  # fmt: skip
    if how.count:
        met, begun = Counter[str](), time.perf_counter()
        made, found = many(how.count, how.seed, lambda gate: met.update([gate]), how.minutes)
        said["rules"] = {
            "decisions": made, "seed": how.seed, "broken": found, "met": dict(met),
            "seconds": round(time.perf_counter() - begun),
        }  # fmt: skip
    if how.replays:
        said["replay"] = decisions_replay.measured(how.replays, how.seed)
    print(json.dumps(said))


if __name__ == "__main__":
    main()

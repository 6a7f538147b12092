"""Decisions stored while the model goes on learning, and made again by a process of its own.

    python -m bench.decisions_replay FILE

makes every decision of FILE again and prints how many there were and how many came out different.
A line is what the database keeps: the body, what it was made from, the model's version and the
catalogue's digest. Catalogues stand by their cards in lines of their own, before they are used.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import orjson

from bench import decisions_people as people
from console.offers import decisions, replaying
from console.offers import shelf as shelves
from console.offers.experiments import Settings
from console.offers.model_versions import Reading

A_FILE = 10_000
"""Decisions in one file, made again before the next is written: it would take gigabytes."""


def measured(many: int, seed: int) -> dict[str, Any]:
    said = {"decisions": 0, "differing": 0, "models": 0, "processes": 0}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decisions"
        for start in range(0, many, A_FILE):
            said["models"] += store(path, min(A_FILE, many - start), seed + start)
            done = subprocess.run(
                [sys.executable, "-m", "bench.decisions_replay", str(path)], capture_output=True, check=True
            )
            for name, value in json.loads(done.stdout).items():
                said[name] += value
            said["processes"] += 1
    return said


def store(path: Path, many: int, seed: int) -> int:
    """Writes them; how many versions of the model took part."""
    from bench.decisions import CALLS, CATALOGUE, learns, taught

    chance = Random(seed)  # a play
    shelf = people.catalogue(chance, CATALOGUE)
    reading, _ = taught(shelf, chance, 100)
    with path.open("wb") as file:
        file.write(orjson.dumps({"cards": [shelves.card(each) for each in shelf.offers]}) + b"\n")
        for number in range(many):
            if number % CALLS == 0:
                learns(shelf, reading, chance)
                reading = Reading(reading.version + 1, reading.model, reading.encoding, reading.slots)
            asked = people.question(shelf, chance)
            _, body, inputs = decisions.made(asked, reading, Settings(), number)
            kept = {"body": body, "inputs": inputs, "model": reading.version, "shelf": shelf.digest}
            file.write(orjson.dumps(kept) + b"\n")
    return reading.version


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        yield from map(orjson.loads, file)


def differing(path: Path) -> dict[str, int]:
    known, found = {}, {"decisions": 0, "differing": 0}
    for each in lines(path):
        if "cards" in each:
            shelf = shelves.from_cards(each["cards"])
            known[shelf.digest] = shelf
            continue
        again = replaying.again(known[each["shelf"]], each["inputs"], each["model"])
        found["decisions"] += 1
        found["differing"] += orjson.dumps(again) != orjson.dumps(each["body"])
    return found


if __name__ == "__main__":
    print(json.dumps(differing(Path(sys.argv[1]))))

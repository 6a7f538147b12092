"""Merges, splits and undoing in random order: `python -m bench.merging [--sequences 100000]`.

Replays each sequence with the product's own `merge_events.replay` and with a model that knows only sets;
after undoing everything, in random order, every record must be where it came from.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass, field

from console.customers.merge_events import MergeEvent, MergeKind, replay


@dataclass(slots=True)
class World:
    """Events as the product keeps them, and beside them who is where as a plain set would say."""

    homes: dict[int, int]
    events: list[MergeEvent] = field(default_factory=list)
    standing: dict[int, bool] = field(default_factory=dict)

    def now(self) -> dict[int, int]:
        return replay(self.homes, self.events)

    def add(self, kind: MergeKind, from_id: int, to_id: int, records: list[int], undoes: int | None = None) -> None:
        number = len(self.events) + 1
        self.events.append(MergeEvent(
            id=number, kind=kind, from_id=from_id, to_id=to_id, records=records, undone=False, undoes_id=undoes,
        ))  # fmt: skip

    def undo(self, event: MergeEvent) -> None:
        """As `merging.strike`: what it had undone counts again unless another undoing of it stands."""
        event.undone = True
        what = event
        while what.undoes_id is not None:
            undone = what.undoes_id
            what = self.events[undone - 1]
            what.undone = any(each.undoes_id == undone and not each.undone for each in self.events)
        self.add(MergeKind.UNDO, event.to_id, event.from_id, [], undoes=event.id)

    def expected(self) -> dict[int, set[int]]:
        """Independently: profiles as sets, and what stands found by asking who undid whom."""
        profiles: dict[int, set[int]] = {}
        for record, home in self.homes.items():
            profiles.setdefault(home, set()).add(record)
        for each in self.events:
            if each.kind is MergeKind.UNDO or not self.stands(each.id):
                continue
            source = profiles.setdefault(each.from_id, set())
            moving = set(source) if each.kind is MergeKind.MERGE else source & set(each.records)
            source -= moving
            profiles.setdefault(each.to_id, set()).update(moving)
        return {profile: some for profile, some in profiles.items() if some}

    def stands(self, number: int) -> bool:
        return not any(each.undoes_id == number and self.stands(each.id) for each in self.events)


def sequence(chance: random.Random) -> bool:
    world = World({record: record for record in range(1, chance.randint(3, 8))})
    fresh = 100
    for _ in range(chance.randint(1, 12)):
        now = world.now()
        profiles = sorted(set(now.values()))
        standing = [each for each in world.events if not each.undone]
        action = chance.random()
        if action < 0.4 and len(profiles) > 1:
            into, other = chance.sample(profiles, 2)
            world.add(MergeKind.MERGE, other, into, [])
        elif action < 0.65:
            profile = chance.choice(profiles)
            inside = [record for record, where in now.items() if where == profile]
            if len(inside) > 1:
                fresh += 1
                world.add(MergeKind.SPLIT, profile, fresh, chance.sample(inside, chance.randint(1, len(inside) - 1)))
        elif standing:
            world.undo(chance.choice(standing))
        if not agree(world):
            return False
    left = [each for each in world.events if not each.undone and each.kind is not MergeKind.UNDO]
    chance.shuffle(left)
    for each in left:
        world.undo(each)
    return agree(world) and world.now() == world.homes


def agree(world: World) -> bool:
    found: dict[int, set[int]] = {}
    for record, profile in world.now().items():
        found.setdefault(profile, set()).add(record)
    return found == world.expected()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    chance, began = random.Random(chosen.seed), time.perf_counter()
    failures = sum(not sequence(chance) for _ in range(chosen.sequences))
    seconds = time.perf_counter() - began
    print(json.dumps({"sequences": chosen.sequences, "failures": failures, "seconds": round(seconds, 1)}, indent=1))


if __name__ == "__main__":
    main()

"""The same records a few at a time, each compared only with what is known by then, as the worker does it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bench.identity_file import File
from console.customers import blocking, reconsidering, traits
from console.customers.clustering import Clustering, Pair
from console.customers.counting import Counts
from console.customers.matching import Model
from console.customers.reconsidering import Joined, Part


class Arrivals:
    """What the worker keeps between two deliveries: profiles, and who is like whom."""

    def __init__(self, file: File, model: Model, auto: float, first: Model | None):
        self.file, self.beside = file, defaultdict[int, set[int]](set)
        self.traits = dict(enumerate(file.traits))
        self.index = defaultdict[int, list[int]](list)
        self.found = Clustering(model, Counts(), auto, {}, {}, first=first)
        self.taken_back = 0

    def take(self, numbers: Iterable[int]) -> None:
        pairs: set[Pair] = set()
        for number in numbers:
            said = self.file.traits[number]
            self.found.counts.add(said)
            self.found.profiles[number], self.found.members[number] = said, [number]
            for key in blocking.keys(said):
                if len(self.index[key]) < blocking.MOST_PER_KEY:
                    pairs |= {(known, number) for known in self.index[key]}
                self.index[key].append(number)
        for a, b in pairs:
            self.beside[a].add(b)
            self.beside[b].add(a)
        self.compare(pairs)
        left = self.leaving(pairs)
        for part in left:
            self.leave(part)
        self.compare({(record, other) for part in left for record in part for other in self.beside[record]})

    def compare(self, pairs: set[Pair]) -> None:
        home = self.homes()
        self.found.add_pairs((home[a], home[b]) for a, b in pairs if home[a] != home[b])
        self.found.run()

    def homes(self) -> dict[int, int]:
        return {record: profile for profile, group in self.found.members.items() for record in group}

    def leaving(self, pairs: set[Pair]) -> list[Part]:
        home = self.homes()
        touched = {home[each] for pair in pairs for each in pair}
        parts = {each: [(record,) for record in self.found.members[each]] for each in touched
                 if len(self.found.members[each]) > 1}  # fmt: skip
        on_record = {part: profile for profile, some in parts.items() for part in some}
        joined = Joined(parts, on_record, self.traits)
        chosen = reconsidering.contested(self.found, joined, pairs)
        theirs = [record for each in chosen for record in self.found.members[each]]
        near = [(record, other) for record in theirs for other in self.beside[record]]
        return reconsidering.leavers(self.found, joined, chosen, near)

    def leave(self, part: Part) -> None:
        """A profile of its own, of a number above all; what is near the rest is compared anew."""
        found, profile = self.found, self.homes()[part[0]]
        own = len(self.file.traits) + self.taken_back
        self.taken_back += 1
        found.members[own] = list(part)
        found.members[profile] = [each for each in found.members[profile] if each not in part]
        for each in (own, profile):
            found.profiles[each] = traits.together(self.traits[record] for record in found.members[each])
        found.add_pairs([(own, profile), *((profile, other) for other in found.near[profile])])


def as_they_come(file: File, model: Model, auto: float, first: Model | None = None, size: int = 500) -> Arrivals:
    arrivals = Arrivals(file, model, auto, first)
    for first in range(0, len(file.traits), size):
        arrivals.take(range(first, min(first + size, len(file.traits))))
    return arrivals

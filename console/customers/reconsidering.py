"""Who leaves a profile again: what came later shows that the matcher joined a record to the wrong one.

Pure: knows no database. What came together stays together; what a person decided isn't handed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from console.customers import comparing, traits
from console.customers.clustering import RIVAL, Clustering, Pair
from console.customers.traits import Traits

Part = tuple[int, ...]
"""Records that came as one."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What may be taken apart: by profile as clustered, its parts; by part, the profile on record."""

    parts: Mapping[int, Sequence[Part]]
    on_record: Mapping[Part, int]
    traits: Mapping[int, Traits]

    def said_by(self, part: Part) -> Traits:
        return traits.together(self.traits[each] for each in part)


def contested(found: Clustering, joined: Joined, pairs: Iterable[Pair]) -> set[int]:
    """Profiles a part of which may as well be another's. ``pairs`` are of records, one of each just arrived."""
    home = {record: profile for profile, group in found.members.items() for record in group}
    part_of = {record: part for some in joined.parts.values() for part in some for record in part}
    order = sorted({
        (part_of.get(a, (a,)), part_of.get(b, (b,)))
        for a, b in pairs
        if a in home and b in home and home[a] != home[b] and not {home[a], home[b]}.isdisjoint(joined.parts)
    })  # fmt: skip
    compared = [comparing.compare(joined.said_by(a), joined.said_by(b), found.counts) for a, b in order]
    chances = found.model.probabilities(compared).tolist()
    likely = [each for each, chance in zip(order, chances, strict=True) if chance >= RIVAL]
    return {home[part[0]] for each in likely for part in each} & set(joined.parts)


def leavers(found: Clustering, joined: Joined, chosen: set[int], pairs: Iterable[Pair]) -> list[Part]:
    """What the profiles on record lose once the chosen ones are taken apart and put together anew beside all
    that is near them by now; the largest rest of each goes on. ``pairs``: records of theirs and those like them."""
    again = apart(found, joined, chosen, pairs)
    again.run()
    where = {record: number for number, group in again.members.items() for record in group}
    rests: dict[int, dict[int, Part]] = defaultdict(dict)
    for part in (part for profile in sorted(chosen) for part in joined.parts[profile]):
        rest = rests[joined.on_record[part]]
        rest[where[part[0]]] = rest.get(where[part[0]], ()) + part
    return [each for some in rests.values() for each in sorted(some.values(), key=lambda rest: (-len(rest), rest))[1:]]


def apart(found: Clustering, joined: Joined, chosen: set[int], pairs: Iterable[Pair]) -> Clustering:
    again = Clustering(
        found.model, found.counts, found.auto, {}, {}, apart=found.apart, first=found.first, careful=found.careful
    )
    home: dict[int, int] = {}

    def take(group: Sequence[int], said: Traits) -> int:
        number = len(again.profiles)
        again.profiles[number], again.members[number] = said, list(group)
        home.update(dict.fromkeys(group, number))
        return number

    for profile in sorted(chosen):
        again.add_pairs(combinations([take(part, joined.said_by(part)) for part in joined.parts[profile]], 2))
    for profile in sorted({other for each in chosen for other in found.near[each]} - chosen):
        take(found.members[profile], found.profiles[profile])
    beside = {(home[a], home[b]) for a, b in pairs if a in home and b in home}
    again.add_pairs((a, b) for a, b in beside if a != b)
    return again

"""How right it is who was brought together: precision, recall, mixed profiles, callers taken for another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from bench.identity_file import File
from console.customers.clustering import Clustering, Pair


def prf(found: set[Pair], true: set[Pair]) -> dict[str, float]:
    right = len(found & true)
    precision, recall = right / max(len(found), 1), right / max(len(true), 1)
    return {"precision": round(precision, 5), "recall": round(recall, 5),
            "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 5)}  # fmt: skip


def pairs_within(groups: Iterable[list[int]]) -> set[Pair]:
    return {(a, b) for each in groups for i, a in enumerate(sorted(each)) for b in sorted(each)[i + 1 :]}


def true_pairs(people: list[str]) -> set[Pair]:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        groups[person].append(number)
    return pairs_within(groups.values())


def mixed(found: Clustering, people: list[str]) -> float:
    wrong = sum(len({people[each] for each in group}) > 1 for group in found.members.values())
    return round(10_000 * wrong / len(found.members), 2)


def recognised_wrong(found: Clustering, file: File) -> float:
    """Everybody rings once from each number they have: how many of 10,000 are taken for another."""
    profiles_of: dict[str, set[int]] = defaultdict(set)
    callers: set[tuple[str, str]] = set()
    for profile, group in found.members.items():
        for each in group:
            for phone in file.traits[each].phones:
                profiles_of[phone].add(profile)
                callers.add((phone, file.people[each]))
    wrong = 0
    for phone, person in callers:
        if len(profiles_of[phone]) == 1:
            (profile,) = profiles_of[phone]
            ((most, _),) = Counter(file.people[each] for each in found.members[profile]).most_common(1)
            wrong += most != person
    return round(10_000 * wrong / max(len(callers), 1), 2)

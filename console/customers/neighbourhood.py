"""Who is compared with those that wait: their profiles, and whoever is near those."""

from __future__ import annotations

from collections import defaultdict

from console.customers import clustering, traits
from console.customers.clustering import Clustering, Pair
from console.customers.surroundings import Surroundings


def within_reach(found: Clustering, waiting: set[int]) -> list[int]:
    """Records of profiles that may be one with somebody who waits. What came before the record
    that links them is looked at again, and whoever is as near shows that it may be another."""
    concerned = {profile for profile, group in found.members.items() if waiting & set(group)}
    pairs = [pair for pair, each in found.scores.items() if each.probability >= clustering.RIVAL]
    reached = {each for pair in pairs if concerned & set(pair) for each in pair}
    return sorted(record for profile in reached for record in found.members[profile])


def bring_together(around: Surroundings, found: Clustering, left: set[int], pairs: set[Pair]) -> None:
    """Profiles seen for the first time, as the records say; and who is like whom by now."""
    home = {record: profile for profile, group in found.members.items() for record in group}
    fresh: dict[int, list[int]] = defaultdict(list)
    for record, customer in around.customer_of.items():
        if record not in home:
            fresh[customer].append(record)
            home[record] = customer
    for customer, group in fresh.items():
        found.profiles[customer], found.members[customer] = traits.together(around.traits[e] for e in group), group
    beside = {(home[a], home[b]) for a, b in pairs}
    found.add_pairs((a, b) for a, b in beside if a != b and not {a, b} & left)

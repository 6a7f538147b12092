"""From likely pairs to profiles, cautiously: the surest first, and each time the profile as it is
then is compared anew, so that what contradicts it shows before a stranger is in.

Pure: knows no database. A wrong merge shows an agent the wrong person, a missed one only asks a
question; so vetoes outweigh any probability, and people's own decisions outweigh everything.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from console.customers import blocking, comparing, matching, numbering, traits
from console.customers.comparing import Comparison
from console.customers.counting import Counts
from console.customers.matching import Model
from console.customers.numbering import Columns
from console.customers.traits import Traits
from console.customers.vetoes import needs_somebody, veto, worth_asking

Pair = tuple[int, int]
HOPELESS = 0.001
"""Below this nothing that a profile may yet learn makes two of them one."""
STAGES = (0.999, 0.99, 0.95, 0.8, 0.65)
RIVAL, MARGIN = 0.1, 4.0
"""A second profile that can't be the first one: from this probability on, unless the first is
ahead by this much in log-odds, nobody but a person can tell which of the two it is."""


@dataclass(frozen=True, slots=True)
class Scored:
    comparison: Comparison
    probability: float
    alone: float
    """The probability by which it may act alone: what was known before any answer must agree."""


@dataclass(slots=True)
class Merge:
    kept: int
    gone: int
    probability: float
    comparison: Comparison


@dataclass(slots=True)
class Clustering:
    """Profiles by number, each with its members' numbers; ``apart`` are pairs of *members* of
    which somebody said that they are two."""

    model: Model
    counts: Counts
    auto: float
    profiles: dict[int, Traits]
    members: dict[int, list[int]]
    apart: set[Pair] = field(default_factory=set)
    first: Model | None = None
    """What was known before people answered: where it acts alone that must be as sure. So answers, which are
    about doubts, never make it join whom it would only have asked about."""
    careful: bool = True
    """It acts alone: a name must agree too. Not where a person looks at the result anyway."""
    strict: bool = True
    """Vetoes, rivals and names count; without them only the probability does."""
    scores: dict[Pair, Scored] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    open: set[Pair] = field(default_factory=set)
    """Pairs of profiles not scored as they are now."""
    near: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add_pairs(self, pairs: Iterable[Pair]) -> None:
        for one, other in pairs:
            pair = (min(one, other), max(one, other))
            self.open.add(pair)
            self.near[one].add(other)
            self.near[other].add(one)

    def doubtful(self, least: float) -> list[tuple[Pair, Scored]]:
        """Pairs of profiles to ask about, the likeliest first: not vetoed, not answered."""
        found = [(pair, each) for pair, each in self.scores.items() if each.probability >= least]
        found = [each for each in found if worth_asking(each[1].comparison)]
        found = [each for each in found if not veto(self.profiles[each[0][0]], self.profiles[each[0][1]])]
        return sorted((each for each in found if not self.said_two(*each[0])), key=lambda each: -each[1].probability)

    def run(self) -> None:
        """Until nothing more is sure enough. Whoever is sure comes before the likely: each merge shows more of
        those near it."""
        for least in (*(each for each in STAGES if each > self.auto), self.auto):
            self.score()
            while self.merge_surest(least):
                self.score()

    def score(self) -> None:
        order = sorted(self.open)
        found = [comparing.compare(self.profiles[a], self.profiles[b], self.counts) for a, b in order]
        self.judge(order, found, numbering.numbers(found))

    def judge(self, order: Sequence[Pair], found: Sequence[Comparison], columns: Columns) -> None:
        """What these open pairs are found to be; the hopeless are not near each other any more."""
        chances = alone = matching.probability(self.model.of_numbers(columns))
        if self.first is not None and self.careful:
            alone = np.minimum(chances, matching.probability(self.first.of_numbers(columns)))
        for pair, comparison, chance, sure in zip(order, found, chances.tolist(), alone.tolist(), strict=True):
            if chance < HOPELESS:
                self.scores.pop(pair, None)
                self.near[pair[0]].discard(pair[1])
                self.near[pair[1]].discard(pair[0])
            else:
                self.scores[pair] = Scored(comparison, chance, sure)
        self.open.difference_update(order)

    def merge_surest(self, least: float) -> int:
        """One round: no profile twice, since after a merge it is another one."""
        sure = [(each.alone, pair) for pair, each in self.scores.items() if each.alone >= least]
        sure.sort(key=lambda each: (-each[0], each[1]))
        touched: set[int] = set()
        done = 0
        for _, (one, other) in sure:
            if one in touched or other in touched:
                continue
            if self.refused(one, other):
                continue
            touched |= {one, other}
            self.merge(one, other)
            done += 1
        return done

    def refused(self, one: int, other: int) -> bool:
        if not self.strict:
            return self.said_two(one, other)
        if veto(self.profiles[one], self.profiles[other]) or self.said_two(one, other):
            return True
        said = self.scores[min(one, other), max(one, other)].comparison
        if self.careful and needs_somebody(said):
            return True
        return self.rivalled(one, other) or self.rivalled(other, one)

    def said_two(self, one: int, other: int) -> bool:
        if not self.apart:
            return False
        return any((min(a, b), max(a, b)) in self.apart for a in self.members[one] for b in self.members[other])

    def rivalled(self, one: int, other: int) -> bool:
        """Whether ``one`` could as well be somebody who can't be ``other``: father and son share
        a name and a mailbox, and a record that says no more is neither's."""
        ahead = odds(self.scores[min(one, other), max(one, other)].alone)
        for rival in self.near[one]:
            scored = self.scores.get((min(one, rival), max(one, rival)))
            if rival == other or scored is None or scored.probability < RIVAL:
                continue
            if ahead - odds(scored.probability) < MARGIN and veto(self.profiles[rival], self.profiles[other]):
                return True
        return False

    def merge(self, one: int, other: int) -> None:
        """The lower number stays; whatever was near either is to be scored again."""
        kept, gone = min(one, other), max(one, other)
        found = self.scores[kept, gone]
        self.merges.append(Merge(kept, gone, found.probability, found.comparison))
        self.profiles[kept] = traits.together((self.profiles[kept], self.profiles.pop(gone)))
        self.members[kept] += self.members.pop(gone)
        around = (self.near[kept] | self.near.pop(gone)) - {kept, gone}
        self.scores.pop((kept, gone), None)
        self.near[kept] = around
        for each in around:
            self.near[each].discard(gone)
            self.near[each].add(kept)
            self.scores.pop((min(each, gone), max(each, gone)), None)
            self.open.discard((min(each, gone), max(each, gone)))
            pair = (min(each, kept), max(each, kept))
            self.scores.pop(pair, None)
            self.open.add(pair)


def odds(chance: float) -> float:
    chance = min(max(chance, 1e-9), 1 - 1e-9)
    return math.log(chance / (1 - chance))


def candidate_pairs(keys: Sequence[set[int]], most: int = blocking.MOST_PER_KEY) -> set[Pair]:
    """Numbers of records that share a key, none through a key of a crowd."""
    index: Mapping[int, list[int]] = defaultdict(list)
    for number, some in enumerate(keys):
        for key in some:
            index[key].append(number)
    return {
        (group[a], group[b])
        for group in index.values()
        if 2 <= len(group) <= most
        for a in range(len(group))
        for b in range(a + 1, len(group))
    }

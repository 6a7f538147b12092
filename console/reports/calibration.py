"""Whether what was foretold happened: of all that was told, and of each offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from console.offers import estimates
from console.offers.estimates import Estimate
from console.offers.told import Result
from console.reports.proof import Told

BINS = 8
FEWEST = 5
"""Told fewer times, a band says nothing."""


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Of those told whose chance lay in one band."""

    foretold: float
    happened: Estimate


def calibrated(these: Sequence[Told]) -> list[Calibrated]:
    """Bands of equally many, so that each says as much."""
    known = sorted(
        (
            (each.p, each.outcome.result is Result.ACCEPTED)
            for each in these
            if each.outcome.told and each.p is not None
        ),
        key=lambda each: each[0],
    )  # fmt: skip
    bands = min(BINS, len(known) // FEWEST)
    found = []
    for band in range(bands):
        part = known[band * len(known) // bands : (band + 1) * len(known) // bands]
        happened = estimates.share(sum(yes for _, yes in part), len(part))
        assert happened is not None
        found.append(Calibrated(sum(p for p, _ in part) / len(part), happened))
    return found


def by_offer(these: Sequence[Told]) -> dict[str, list[Calibrated]]:
    """The same of each offer told often enough for two bands, by its key."""
    groups: dict[str, list[Told]] = defaultdict(list)
    for each in these:
        groups[each.offer.key].append(each)
    found = {key: calibrated(group) for key, group in groups.items()}
    return {key: bands for key, bands in found.items() if len(bands) >= 2}

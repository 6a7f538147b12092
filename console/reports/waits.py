"""How long people have waited lately in a queue: what may honestly be told to whoever waits now.

Somebody who gave up waited at least that long, and would have waited longer: counting them as
answered would flatter us, leaving them out as well. So the share still waiting after t is the
product-limit estimate of Kaplan and Meier (1958), and "half wait less than" is its median.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.contacts.contact import ContactEvent

RECENT = timedelta(days=7)
MOST, LEAST = 200, 20
"""The newest so many contacts count, and with fewer than so many answered nothing is said."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds, rounded up to what people say; None where the past doesn't reach so far."""

    half: int | None
    most: int | None


def lately(session: Session, queue_id: int) -> Wait:
    """Within how many seconds half, and nine of ten, were answered in this queue."""
    query = (
        select(ContactEvent.kind, ContactEvent.facts)
        .where(
            ContactEvent.queue_id == queue_id,
            ContactEvent.kind.in_(("accepted", "abandoned")),
            ContactEvent.at > clock.now() - RECENT,
        )
        .order_by(ContactEvent.at.desc())
        .limit(MOST)
    )
    waits = [(float(facts["waited_seconds"]), kind == "accepted") for kind, facts in session.execute(query)]
    if sum(answered for _, answered in waits) < LEAST:
        return Wait(None, None)
    return Wait(rounded(quantile(waits, 0.5)), rounded(quantile(waits, 0.9)))


def quantile(waits: Iterable[tuple[float, bool]], share: float) -> float | None:
    """When ``share`` of those who wait have been answered; each wait is (seconds, answered)."""
    # Of equal waits the answered come first: who gave up at t was still there at t.
    ordered = sorted(waits, key=lambda each: (each[0], not each[1]))
    waiting, here = 1.0, len(ordered)
    for seconds, answered in ordered:
        if answered:
            waiting *= 1 - 1 / here
            if waiting <= 1 - share + 1e-9:
                return seconds
        here -= 1
    return None


def rounded(seconds: float | None) -> int | None:
    """Up, so that "less than" is true: to ten seconds, half a minute from two, a minute from five."""
    if seconds is None:
        return None
    step = 10 if seconds < 120 else 30 if seconds < 300 else 60
    return (int(seconds) // step + 1) * step

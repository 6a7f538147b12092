"""How many of today's calls waited no longer than the law allows, and how the day will probably end.

The Spanish law on customer services wants 95 % of calls answered before three minutes. The share is
calls that waited less ÷ calls whose wait is known (answered, given up, or still waiting for longer),
over the queues of the phone; a call transferred counts once, by its first wait.

The forecast adds to today what the same weekday brought after this hour in each of the last weeks: one
possible end of the day for each of them. Their median is the line, their first and last tenth the band.
With fewer than `FEWEST` such days nothing is foretold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import quantiles

from sqlalchemy import Engine, exists, select
from sqlalchemy.orm import Session

from console import clock, db
from console.contacts.contact import Channel, Contact, ContactEvent, ContactState
from console.reports import metrics

LIMIT_SECONDS, SHARE = 180, 0.95
WEEKS, FEWEST = 10, 4
STEP = 30
"""Minutes between two points of the line."""
Call = tuple[int, bool]
"""The minute of the day when the wait was over, and whether it was a short one."""


@dataclass(frozen=True, slots=True)
class Ahead:
    minute: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Day:
    minute: int  # now, of the day
    good: int
    total: int
    past: list[tuple[int, float]]  # minute, share up to then
    ahead: list[Ahead]  # none when there is too little history
    days: int  # how many it was foretold from
    expected: int | None  # calls of the whole day

    @property
    def share(self) -> float | None:
        return self.good / self.total if self.total else None

    @property
    def long(self) -> int:
        return self.total - self.good

    @property
    def crosses(self) -> int | None:
        """The minute from which on the line stays below the law; None when it ends above, or is below now."""
        if self.share is None or self.share < SHARE or not self.ahead or self.ahead[-1].middle >= SHARE:
            return None
        over = [each.minute for each in self.ahead if each.middle >= SHARE]
        return next(each.minute for each in self.ahead if each.minute > (over[-1] if over else self.minute))


_known: dict[date, list[Call]] = {}
_of: Engine | None = None
"""Days that are over don't change: they are read once from each database, and let go once nothing is
foretold from them any more."""


def today(session: Session) -> Day:
    local = clock.now().astimezone(metrics.zone())
    calls = calls_of(session, local.date(), until=clock.now())
    minute = local.hour * 60 + local.minute
    calls += [(minute, False)] * still_waiting(session)
    days = [each for each in (day_before(session, local.date(), weeks) for weeks in range(1, WEEKS + 1)) if each]
    enough = days if len(days) >= FEWEST else []
    good = sum(short for _, short in calls)
    return Day(
        minute=minute, good=good, total=len(calls), past=line(calls, minute), ahead=foretold(calls, enough, minute),
        days=len(enough), expected=expected(len(calls), enough, minute),
    )  # fmt: skip


def calls_of(session: Session, day: date, *, until: datetime | None = None) -> list[Call]:
    """In the order in which their waits were over."""
    zone = metrics.zone()
    begins = datetime.combine(day, time(), zone).astimezone(UTC)
    ends = until or datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    rows = session.execute(
        select(ContactEvent.contact_id, ContactEvent.at, ContactEvent.facts["waited_seconds"].as_float())
        .join(Contact, Contact.id == ContactEvent.contact_id)
        .where(
            ContactEvent.kind.in_(("accepted", "abandoned")), ContactEvent.at >= begins, ContactEvent.at < ends,
            Contact.channel == Channel.PHONE,
        )
        .order_by(ContactEvent.at, ContactEvent.id)
    )  # fmt: skip
    found: dict[int, Call] = {}
    for contact_id, at, waited in rows:
        local = at.astimezone(zone)
        found.setdefault(contact_id, (local.hour * 60 + local.minute, waited < LIMIT_SECONDS))
    return list(found.values())


def still_waiting(session: Session) -> int:
    """Calls that have waited too long already: how they end changes nothing. One that was passed on is counted
    by its first wait."""
    late = clock.now() - timedelta(seconds=LIMIT_SECONDS)
    answered = exists().where(ContactEvent.contact_id == Contact.id, ContactEvent.kind == "accepted")
    waits = select(Contact.id).where(
        Contact.channel == Channel.PHONE, Contact.state.in_((ContactState.WAITING, ContactState.RINGING)),
        Contact.queued_at <= late, ~answered,
    )  # fmt: skip
    return len(session.scalars(waits).all())


def day_before(session: Session, day: date, weeks: int) -> list[Call]:
    """The same weekday so many weeks ago; read once."""
    global _of
    if _of is not db.engine():
        _of = db.engine()
        _known.clear()
    before = day - timedelta(weeks=weeks)
    if before not in _known:
        for past in [each for each in _known if each < day - timedelta(weeks=WEEKS)]:
            del _known[past]
        _known[before] = calls_of(session, before)
    return _known[before]


def line(calls: Sequence[Call], minute: int) -> list[tuple[int, float]]:
    """The share up to each step since the first call, and now."""
    if not calls:
        return []
    first = calls[0][0] // STEP * STEP
    steps = [*range(first + STEP, minute, STEP), minute]
    found = []
    for step in steps:
        here = [short for at, short in calls if at <= step]
        if here:
            found.append((step, sum(here) / len(here)))
    return found


def foretold(calls: Sequence[Call], days: Sequence[Sequence[Call]], minute: int) -> list[Ahead]:
    """From now to the last call any of the days had."""
    if not days or not calls:
        return []
    end = max(day[-1][0] for day in days)
    found = []
    for step in range((minute // STEP + 1) * STEP, end + STEP, STEP):
        shares = []
        for day in days:
            more = [short for at, short in day if minute < at <= step]
            shares.append((sum(short for _, short in calls) + sum(more)) / (len(calls) + len(more)))
        tenths = quantiles(shares, n=10, method="inclusive")
        found.append(Ahead(step, tenths[0], tenths[4], tenths[8]))
    return found


def expected(sofar: int, days: Sequence[Sequence[Call]], minute: int) -> int | None:
    """Calls of the whole day, as many as the median of the days brought after this minute."""
    if not days:
        return None
    more = sorted(len(day) - bisect_right([at for at, _ in day], minute) for day in days)
    return sofar + more[len(more) // 2]

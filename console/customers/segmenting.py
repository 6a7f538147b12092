"""The day's snapshot of everybody, a few at a time: measured first, then cut into fifths.

Its due row carries how far it came, so a killed worker goes on there. Each step holds the write lock
for about 25 ms. Every night at three; afterwards daily snapshots older than five weeks go, but for
each month's last. The first run of all is followed by the ends of the months before, as everybody stood
then, so that movement can be seen from the first day on.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from datetime import time as midnight
from itertools import accumulate

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from console import clock, config, due
from console.customers import behaviour, consent, margins
from console.customers.behaviour import Behaviour
from console.customers.purchases import Purchase
from console.customers.segments import SegmentRun, SegmentSnapshot, place
from console.customers.source_records import Customer, SourceRecord

KIND = "customers.segments"
NIGHTLY = 3
STEP_SECONDS = 0.025
SOME = 40
KEPT_DAYS = 35
MONTHS_BACK = 5


def schedule(session: Session) -> None:
    """The next run, if none is waiting: tonight, or now when there has never been one."""
    if session.scalar(select(due.Due.id).where(due.Due.kind == KIND).limit(1)) is None:
        never = session.scalar(select(SegmentRun.day).limit(1)) is None
        due.add(session, KIND, at=clock.now() if never else next_night(), once=KIND)


def next_night() -> datetime:
    local = clock.now().astimezone(config.read().zone)
    tonight = local.replace(hour=NIGHTLY, minute=0, second=0, microsecond=0)
    return tonight if tonight > local else tonight + timedelta(days=1)


def segments_due(session: Session, row: due.Due) -> None:
    """One step of the run; the next one is due at once, or the next night."""
    due.alone(session, KIND)
    day = date.fromisoformat(row.facts.get("day") or today().isoformat())
    run = session.get(SegmentRun, day) or begun(session, day)
    phase = str(row.facts.get("phase", "measure"))
    last = repeated(session, run, int(row.facts.get("after", 0)), STEPS[phase])
    if last is not None:
        due.add(session, KIND, once=KIND, day=day.isoformat(), phase=phase, after=last)
    elif phase in AFTER:
        if phase == "place":
            run.finished_at = clock.now()
            hide(session, day)
        due.add(session, KIND, once=KIND, day=day.isoformat(), phase=AFTER[phase], after=0)
    else:
        session.execute(delete(SegmentRun).where(SegmentRun.day.in_(outdated(session, day))))
        earlier = month_before(session, day)
        if earlier is not None:
            due.add(session, KIND, once=KIND, day=earlier.isoformat(), phase="measure", after=0)
        else:
            due.add(session, KIND, once=KIND, at=next_night())


def month_before(session: Session, day: date) -> date | None:
    """The next month's end to look back on: none when there is an older day already, none after five
    months, and none before the first purchase."""
    known = list(session.scalars(select(SegmentRun.day)))
    end = day.replace(day=1) - timedelta(days=1)
    first = session.scalar(select(func.min(Purchase.at)))
    if min(known) < day or len({(each.year, each.month) for each in known}) > MONTHS_BACK:
        return None
    return end if first is not None and first < moment_of(end) else None


def moment_of(day: date) -> datetime:
    """As of when a day is measured: its end, or now while it lasts."""
    zone = config.read().zone
    end = datetime.combine(day + timedelta(days=1), midnight(), zone).astimezone(UTC)
    return min(end, clock.now())


def today() -> date:
    return clock.now().astimezone(config.read().zone).date()


def begun(session: Session, day: date) -> SegmentRun:
    run = SegmentRun(day=day, started_at=clock.now(), finished_at=None, customers=0, counts={})
    session.add(run)
    return run


Step = Callable[[Session, SegmentRun, list[int]], None]


def repeated(session: Session, run: SegmentRun, after: int, step: Step) -> int | None:
    """As many customers as fit; the last one done, or None when there are no more."""
    until = time.monotonic() + STEP_SECONDS
    while time.monotonic() < until:
        ids = list(session.scalars(select(Customer.id).where(Customer.id > after).order_by(Customer.id).limit(SOME)))
        if not ids:
            return None
        step(session, run, ids)
        session.flush()
        after = ids[-1]
    return after


def measure_some(session: Session, run: SegmentRun, ids: list[int]) -> None:
    if run.finished_at is not None:
        return  # today's is there already
    known = select(SourceRecord.customer_id).where(SourceRecord.customer_id.in_(ids))
    done = select(SegmentSnapshot.customer_id).where(
        SegmentSnapshot.day == run.day, SegmentSnapshot.customer_id.in_(ids)
    )
    wanted = set(session.scalars(known)) - set(session.scalars(done)) - consent.objecting(session, ids)
    settings, shares = config.read(), margins.shares(session)
    rows = [
        snapshot(run.day, each, figures, settings, shares)
        for each, figures in behaviour.measure(session, sorted(wanted), moment_of(run.day)).items()
    ]
    session.add_all(rows)
    run.customers += len(rows)
    run.counts = counted(run.counts, rows)


def snapshot(
    day: date, customer_id: int, figures: Behaviour, settings: config.Config, shares: Mapping[str, float]
) -> SegmentSnapshot:  # fmt: skip
    first = figures.first_at
    return SegmentSnapshot(
        day=day, customer_id=customer_id, segment=None, recency=None, frequency=None, money=None,
        recency_days=figures.recency_days, first_days=(figures.asked_at - first).days if first else None,
        purchases=figures.purchases, paid_cents=figures.paid_cents, discount_cents=figures.discount_cents,
        margin_cents=margins.of(figures, shares, settings.margin_share).cents,
        cost_cents=figures.cost_cents(settings.minute_cents),
        contacts=figures.contacts, overdue=figures.overdue,
    )  # fmt: skip


def values(row: SegmentSnapshot) -> dict[str, int]:
    """What is cut into fifths; nothing of who bought nothing. Money in steps of one in fifty."""
    if row.recency_days is None:
        return {}
    step = max(1, 10 ** (len(str(max(row.paid_cents, 1))) - 2) // 2)
    return {"recency": row.recency_days, "frequency": row.purchases, "money": row.paid_cents // step * step}


def counted(before: dict[str, dict[str, int]], rows: list[SegmentSnapshot]) -> dict[str, dict[str, int]]:
    """Kept with the run, so that cutting a million into fifths sorts nothing under the lock."""
    counts = {name: Counter(before.get(name, {})) for name in ("recency", "frequency", "money")}
    for row in rows:
        for name, value in values(row).items():
            counts[name][str(value)] += 1
    return {name: dict(each) for name, each in counts.items()}


def place_some(session: Session, run: SegmentRun, ids: list[int]) -> None:
    cuts = {name: fifths(each) for name, each in run.counts.items()}
    query = select(SegmentSnapshot).where(SegmentSnapshot.day == run.day, SegmentSnapshot.customer_id.in_(ids))
    for row in session.scalars(query):
        of_row = {name: rank(value, cuts[name]) for name, value in values(row).items()}
        row.recency = 6 - of_row["recency"] if of_row else None  # the fewest days are the best
        row.frequency, row.money = of_row.get("frequency"), of_row.get("money")
        row.segment = place(row.recency, row.frequency, row.first_days)


def fifths(counts: dict[str, int]) -> list[int]:
    """The four values at which a fifth, two, three and four fifths have been passed."""
    ordered = sorted((int(value), count) for value, count in counts.items())
    passed = list(accumulate(count for _, count in ordered))
    total = passed[-1] if passed else 0
    return [
        next(value for (value, _), so_far in zip(ordered, passed, strict=True) if so_far * 5 >= total * part)
        for part in (1, 2, 3, 4) if total
    ]  # fmt: skip


def rank(value: int, cuts: list[int]) -> int:
    """1 to 5: in which fifth the value lies."""
    return 1 + sum(value > each for each in cuts)


def hide(session: Session, newest: date) -> None:
    """What is about to go a few at a time is shown to nobody any more."""
    session.execute(update(SegmentRun).where(SegmentRun.day.in_(outdated(session, newest))).values(finished_at=None))


def prune_some(session: Session, run: SegmentRun, ids: list[int]) -> None:
    old = outdated(session, run.day)
    session.execute(
        delete(SegmentSnapshot).where(SegmentSnapshot.day.in_(old), SegmentSnapshot.customer_id.in_(ids))
    )


def outdated(session: Session, newest: date) -> list[date]:
    """Days older than five weeks that aren't the last of their month."""
    known = sorted(session.scalars(select(SegmentRun.day)))
    lasts = {(each.year, each.month): each for each in known}
    return [each for each in known if each < newest - timedelta(KEPT_DAYS) and lasts[each.year, each.month] != each]


STEPS: dict[str, Step] = {"measure": measure_some, "place": place_some, "prune": prune_some}
AFTER = {"measure": "place", "place": "prune"}

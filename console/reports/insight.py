"""What customers do, month by month, and what they tell us, week by week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from console.contacts import quotes
from console.contacts.quotes import TOPICS, Quote
from console.customers import segments
from console.customers.segments import Segment, Size

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """How many customers each segment had on a day."""

    day: date
    sizes: list[Size]

    @property
    def buying(self) -> int:
        return sum(each.customers for each in self.sizes if each.segment is not Segment.NONE)

    def of(self, segment: Segment) -> int:
        return next(each.customers for each in self.sizes if each.segment is segment)


@dataclass(frozen=True, slots=True)
class Movement:
    """Between two days: from a segment (None: not there yet) to a segment (None: not there any more)."""

    before: date
    after: date
    counts: dict[tuple[Segment | None, Segment | None], int]

    def count(self, was: Segment | None, now: Segment | None) -> int:
        return self.counts.get((was, now), 0)

    @property
    def stayed(self) -> int:
        return sum(count for (was, now), count in self.counts.items() if was is now)


def months(session: Session) -> list[Standing]:
    """The last finished day of each month, oldest first; of this month the latest."""
    last: dict[tuple[int, int], date] = {}
    for day in segments.days(session):  # newest first
        last.setdefault((day.year, day.month), day)
    chosen = sorted(last.values())[-MONTHS:]
    return [Standing(day, segments.sizes(session, day)) for day in chosen]


def movement(session: Session, before: date, after: date) -> Movement:
    return Movement(before, after, segments.movement(session, before, after))


@dataclass(frozen=True, slots=True)
class Said:
    """One topic of a week, the week before it, and the words themselves."""

    topic: str
    count: int
    before: int
    quotes: list[Quote]


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    topics: list[Said]
    """Most said first; topics that nobody spoke of are left out."""

    @property
    def total(self) -> int:
        return sum(each.count for each in self.topics)


def week(session: Session, monday: date, zone: ZoneInfo) -> Week:
    """Seven days in the company's zone, from the Monday of the day given."""
    monday -= timedelta(days=monday.weekday())
    said = quotes.between(session, *stretch(monday, zone))
    before = Counter(each.topic for each in quotes.between(session, *stretch(monday - timedelta(days=7), zone)))
    of_topic = {topic: [each for each in said if each.topic == topic] for topic in TOPICS}
    found = [Said(topic, len(some), before[topic], some) for topic, some in of_topic.items() if some or before[topic]]
    return Week(monday, sorted(found, key=lambda each: (-each.count, TOPICS.index(each.topic))))


def stretch(monday: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """A week's beginning and end in UTC: 167 or 169 hours when the clocks change."""
    ends = (datetime.combine(monday + timedelta(days=days), time(), zone) for days in (0, 7))
    since, until = (each.astimezone(UTC) for each in ends)
    return since, until

"""What somebody bought and how often they wrote or called, as figures that can be checked.

Amounts are integer cents of the company's currency, paid, after discounts. Everything is of the last
365 days. Sensitive lines are left out before anything is added up (`sensitive.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.customers.purchases import Purchase, PurchaseLine
from console.customers.sensitive import is_sensitive
from console.customers.source_records import SourceRecord
from console.customers.timeline import CONTACTS, TimelineEntry

YEAR = timedelta(days=365)
CONTACT_SECONDS = 300
"""A contact whose length no source told."""
FEWEST_GAPS = 3
"""Fewer times between purchases say nothing of a habit."""


@dataclass(slots=True)
class Behaviour:
    asked_at: datetime = field(default_factory=clock.now)
    """The figures are of the year before this moment."""
    purchases: int = 0
    paid_cents: int = 0
    discount_cents: int = 0
    """Taken off the lines of those purchases."""
    lines: int = 0
    lines_discounted: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    gaps: list[float] = field(default_factory=list)
    """Days from one day of purchase to the next."""
    categories: Counter[str] = field(default_factory=Counter)
    """Paid cents by category."""
    products: Counter[str] = field(default_factory=Counter)
    """In how many purchases each was."""
    costed_cents: int = 0
    """Paid for lines whose cost is known, and below what they left."""
    costed_margin_cents: int = 0
    uncosted: Counter[str] = field(default_factory=Counter)
    """Paid for everything else, by category; what no line accounts for under an empty name."""
    contacts: int = 0
    contact_seconds: int = 0
    channels: Counter[str] = field(default_factory=Counter)
    hours: Counter[int] = field(default_factory=Counter)
    """Hours of the day (UTC) at which they contacted us."""

    @property
    def recency_days(self) -> int | None:
        return (self.asked_at - self.last_at).days if self.last_at else None

    @property
    def usual_gap_days(self) -> float | None:
        return median(self.gaps) if len(self.gaps) >= FEWEST_GAPS else None

    @property
    def overdue(self) -> float | None:
        """Days since the last purchase, in usual gaps: 1 is on time. The signal that somebody
        may be leaving: 3 says they stayed away three times as long as they used to."""
        gap, since = self.usual_gap_days, self.recency_days
        return since / max(gap, 1.0) if gap is not None and since is not None else None

    @property
    def discount_share(self) -> float | None:
        """Of what the goods would have cost; None when nothing was bought."""
        full = self.paid_cents + self.discount_cents
        return self.discount_cents / full if full else None

    def cost_cents(self, minute_cents: float) -> int:
        """Of serving them: the minutes of their contacts."""
        return round(self.contact_seconds / 60 * minute_cents)


@dataclass(frozen=True, slots=True)
class Year:
    """The one that ended then."""

    until: datetime

    @property
    def since(self) -> datetime:
        return self.until - YEAR


def measure(session: Session, customer_ids: Collection[int], at: datetime | None = None) -> dict[int, Behaviour]:
    """Each customer's figures as they were ``at`` a moment, now if none is said; of any number of
    customers in three questions."""
    year = Year(at or clock.now())
    found = {each: Behaviour(asked_at=year.until) for each in customer_ids}
    add_purchases(session, found, year)
    add_contacts(session, found, year)
    return found


@dataclass(slots=True)
class Receipt:
    customer_id: int
    at: datetime
    amount: int
    lines: list[tuple[str, str, int, int, int | None]] = field(default_factory=list)
    hidden: int = 0
    """Lines left out."""


def add_purchases(session: Session, found: dict[int, Behaviour], year: Year) -> None:
    days: dict[int, set[int]] = defaultdict(set)
    for receipt in receipts(session, found, year).values():
        if receipt.hidden and not receipt.lines:
            continue  # nothing on it is our business, not even that it was
        add_receipt(found[receipt.customer_id], receipt)
        days[receipt.customer_id].add(receipt.at.toordinal())
    for customer_id, some in days.items():
        found[customer_id].gaps = [float(after - before) for before, after in pairwise(sorted(some))]


def receipts(session: Session, customer_ids: Collection[int], year: Year) -> dict[int, Receipt]:
    within = Purchase.at.between(year.since, year.until)
    bought = (
        select(Purchase.id, SourceRecord.customer_id, Purchase.at, Purchase.amount_cents)
        .join(SourceRecord, SourceRecord.id == Purchase.record_id)
        .where(SourceRecord.customer_id.in_(customer_ids), within)
    )
    found = {each[0]: Receipt(*each[1:]) for each in session.execute(bought)}
    lines = (
        select(
            PurchaseLine.purchase_id, PurchaseLine.category, PurchaseLine.product, PurchaseLine.cents,
            PurchaseLine.discount_cents, PurchaseLine.cost_cents,
        )
        .join(Purchase, Purchase.id == PurchaseLine.purchase_id)
        .join(SourceRecord, SourceRecord.id == Purchase.record_id)
        .where(SourceRecord.customer_id.in_(customer_ids), within)
    )  # fmt: skip
    for purchase_id, category, product, cents, discount, cost in session.execute(lines):
        receipt = found[purchase_id]
        if is_sensitive(category, product):
            receipt.hidden += 1
            receipt.amount -= cents
        else:
            receipt.lines.append((category, product, cents, discount, cost))
    return found


def add_receipt(to: Behaviour, receipt: Receipt) -> None:
    to.purchases += 1
    to.paid_cents += receipt.amount
    to.first_at = min(to.first_at or receipt.at, receipt.at)
    to.last_at = max(to.last_at or receipt.at, receipt.at)
    to.products.update({each[1] for each in receipt.lines})
    to.uncosted[""] += receipt.amount - sum(each[2] for each in receipt.lines)
    for category, _, cents, discount, cost in receipt.lines:
        to.lines += 1
        to.lines_discounted += discount > 0
        to.discount_cents += discount
        to.categories[category] += cents
        if cost is None:
            to.uncosted[category] += cents
        else:
            to.costed_cents += cents
            to.costed_margin_cents += cents - cost


def add_contacts(session: Session, found: dict[int, Behaviour], year: Year) -> None:
    query = (
        select(SourceRecord.customer_id, TimelineEntry.kind, TimelineEntry.at, TimelineEntry.title)
        .join(SourceRecord, SourceRecord.id == TimelineEntry.record_id)
        .where(
            SourceRecord.customer_id.in_(found), TimelineEntry.kind.in_(CONTACTS),
            TimelineEntry.at.between(year.since, year.until),
        )
    )
    for customer_id, kind, at, title in session.execute(query):
        to, facts = found[customer_id], title.get("facts", {})
        to.channels[kind] += 1
        to.hours[at.hour] += 1
        if title.get("code") != "call_abandoned":
            to.contacts += 1
            to.contact_seconds += int(facts.get("seconds") or CONTACT_SECONDS)

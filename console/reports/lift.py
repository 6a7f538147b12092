"""What the offers bring against the hold-out, and what was left to chance.

Compared are contacts on which something would have been proposed. In the hold-out nothing was, by a
lot that is the customer's for good. What they buy in the two weeks afterwards is what is compared, so
that an offer which only brings forward what people buy anyway shows no lift.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console import clock
from console.customers.purchases import Purchase
from console.customers.source_records import SourceRecord
from console.offers import estimates
from console.offers.choosing import HOLDOUT
from console.offers.decisions import Decision
from console.offers.estimates import Estimate

AFTERWARDS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Compared:
    """Cents bought per contact within two weeks."""

    proposed: Estimate | None
    held_out: Estimate | None
    lift: Estimate | None
    contacts: int
    waiting: int
    """Contacts too young to be counted."""


@dataclass(frozen=True, slots=True)
class Chance:
    """What was left to chance, and what it cost."""

    decisions: int
    by_chance: int
    """Decisions for another offer than the best expected one."""
    cost_cents: int


def standing(since: datetime) -> Any:
    """The newest decision of each contact."""
    newest = (
        select(Decision.contact_id, func.max(Decision.version).label("version"))
        .where(Decision.at >= since)
        .group_by(Decision.contact_id)
        .subquery()
    )
    return (Decision.contact_id == newest.c.contact_id) & (Decision.version == newest.c.version), newest


def compared(session: Session, since: datetime) -> Compared:
    condition, newest = standing(since)
    rows = session.execute(
        select(SourceRecord.customer_id, Decision.at, Decision.offer_id, Decision.body["closed"]["gate"].as_string())
        .join(newest, condition)
        .join(SourceRecord, SourceRecord.id == Decision.record_id)
    ).all()
    would = [(customer, at, offer is not None) for customer, at, offer, gate in rows if offer or gate == HOLDOUT]
    old = [each for each in would if each[1] <= clock.now() - AFTERWARDS]
    bought = bought_by(session, {customer for customer, _, _ in old}, since)
    spent: dict[bool, list[float]] = {True: [], False: []}
    for customer, at, proposed in old:
        spent[proposed].append(
            float(sum(cents for when, cents in bought.get(customer, ()) if at < when <= at + AFTERWARDS))
        )
    return Compared(
        estimates.mean(spent[True]), estimates.mean(spent[False]),
        estimates.difference(spent[True], spent[False]), len(old), len(would) - len(old),
    )  # fmt: skip


def bought_by(
    session: Session, customers: set[int], since: datetime
) -> dict[int, list[tuple[datetime, int]]]:
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    rows = session.execute(
        select(SourceRecord.customer_id, Purchase.at, Purchase.amount_cents)
        .join(SourceRecord, SourceRecord.id == Purchase.record_id)
        .where(Purchase.at >= since)
    )
    for customer, at, cents in rows:
        if customer in customers:
            found[customer].append((at, cents))
    return found


def left_to_chance(session: Session, since: datetime) -> Chance:
    condition, newest = standing(since)
    costs = session.scalars(
        select(Decision.body["explored_cents"].as_integer())
        .join(newest, condition)
        .where(Decision.offer_id.is_not(None))
    ).all()
    known = [each for each in costs if each is not None]
    return Chance(len(known), sum(each > 0 for each in known), sum(known))

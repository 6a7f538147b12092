"""Whether the offers pay: against the hold-out, against what was foretold, and by campaign.

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
from console.offers.arbitration import CERTAIN
from console.offers.catalogue import Offer
from console.offers.choosing import HOLDOUT
from console.offers.decisions import Decision
from console.offers.estimates import Estimate
from console.offers.told import Outcome, Result

AFTERWARDS = timedelta(days=14)
BINS = 8
FEWEST = 5
"""Told fewer times, an offer's calibration says nothing."""


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
class Calibrated:
    """Of those told whose chance lay in one band."""

    foretold: float
    happened: Estimate


@dataclass(frozen=True, slots=True)
class Row:
    """An offer or a campaign."""

    key: str
    names: dict[str, str]
    told: int
    accepted: int
    rejected: int
    later: int
    not_mentioned: int
    foretold: float | None
    """Mean chance of those told."""
    share: Estimate | None
    earned_cents: int


@dataclass(frozen=True, slots=True)
class Week:
    begins: datetime
    share: Estimate | None


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


@dataclass(frozen=True, slots=True)
class Told:
    offer: Offer
    outcome: Outcome
    p: float | None
    """What was foretold when it was proposed."""


def told(session: Session, since: datetime) -> list[Told]:
    """Every outcome with the chance of the decision behind it."""
    foretold = {
        (contact, offer): p / CERTAIN
        for contact, offer, p in session.execute(
            select(Decision.contact_id, Decision.offer_id, Decision.body["candidates"][0]["p"].as_integer())
            .where(Decision.at >= since, Decision.offer_id.is_not(None))
            .order_by(Decision.version)
        )
        if p is not None
    }
    rows = session.execute(
        select(Outcome, Offer).join(Offer, Offer.id == Outcome.offer_id).where(Outcome.at >= since).order_by(Outcome.id)
    )
    return [Told(offer, outcome, foretold.get((outcome.contact_id, offer.id))) for outcome, offer in rows]


def row(key: str, names: dict[str, str], these: list[Told]) -> Row:
    count = {result: sum(each.outcome.result is result for each in these) for result in Result}
    heard = [each for each in these if each.outcome.told]
    known = [each.p for each in heard if each.p is not None]
    return Row(
        key, names, len(heard), count[Result.ACCEPTED], count[Result.REJECTED], count[Result.LATER],
        count[Result.NOT_MENTIONED], sum(known) / len(known) if known else None,
        estimates.share(count[Result.ACCEPTED], len(heard)),
        sum(earned(each) for each in these if each.outcome.result is Result.ACCEPTED),
    )  # fmt: skip


def earned(each: Told) -> int:
    return (each.offer.margin_cents - each.outcome.given(each.offer)) * each.offer.horizon


def by_offer(these: list[Told]) -> list[Row]:
    groups: dict[str, list[Told]] = defaultdict(list)
    for each in these:
        groups[each.offer.key].append(each)
    return [
        row(key, {"es": group[0].offer.name_es, "en": group[0].offer.name_en}, group)
        for key, group in sorted(groups.items(), key=lambda each: -len(each[1]))
    ]


def by_campaign(these: list[Told], names: dict[str, dict[str, str]]) -> list[Row]:
    """Offers of no campaign stand together, last."""
    groups: dict[str, list[Told]] = defaultdict(list)
    for each in these:
        groups[each.offer.campaign or ""].append(each)
    ordered = sorted(groups.items(), key=lambda each: (not each[0], -len(each[1])))
    return [row(key, names.get(key, {"es": key, "en": key}), group) for key, group in ordered]


def calibrated(these: list[Told]) -> list[Calibrated]:
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


def by_week(these: list[Told], since: datetime) -> list[Week]:
    """Whole weeks counted back from now."""
    weeks = max(1, round((clock.now() - since) / timedelta(days=7)))
    found = []
    for number in range(weeks):
        begins = clock.now() - timedelta(days=7) * (weeks - number)
        part = [each for each in these if begins <= each.outcome.at < begins + timedelta(days=7) and each.outcome.told]
        yes = sum(each.outcome.result is Result.ACCEPTED for each in part)
        found.append(Week(begins, estimates.share(yes, len(part))))
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

"""What came of the offers: by offer, by campaign and by week, each with what was foretold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.offers import estimates
from console.offers.arbitration import CERTAIN
from console.offers.catalogue import Offer
from console.offers.decisions import Decision
from console.offers.estimates import Estimate
from console.offers.told import Outcome, Result


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

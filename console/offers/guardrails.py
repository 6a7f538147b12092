"""Whether telling an offer does harm: longer contacts, complaints, people who have to call again.

Every night each live offer's contacts are compared with those of the same purpose on which nothing
was told. An offer is paused only when the harm is beyond doubt: the *lower* end of the 95 % interval
lies above what we tolerate. A person puts it back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due
from console.contacts.contact import Contact, Purpose
from console.customers.history import Claim
from console.customers.source_records import SourceRecord
from console.db import Base, transaction
from console.offers import estimates
from console.offers.catalogue import Offer, OfferState
from console.offers.estimates import Estimate
from console.offers.told import Outcome

GUARD = "offers.guard"
EVERY = timedelta(days=1)
LOOKED_AT = timedelta(days=28)
AFTERWARDS = timedelta(days=7)
ENOUGH = 50
"""Contacts on which it was told, below which nothing is judged."""
TOLERATED: dict[str, float] = {"seconds": 60.0, "complaints": 0.02, "repeats": 0.03}
"""Beyond these a difference is harm: seconds of handling (above those it takes to tell), and shares."""


class Guarded(Base):
    """An offer that was stopped, and by which figure."""

    __tablename__ = "offer_guarded"
    __table_args__ = (Index("ix_offer_guarded_offer_id", "offer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    measure: Mapped[str]
    difference: Mapped[float]
    low: Mapped[float]
    contacts: Mapped[int]


@dataclass(frozen=True, slots=True)
class Judged:
    offer: Offer
    told: int
    """Contacts on which it was told."""
    others: int
    """Those it is compared with."""
    differences: dict[str, Estimate | None]
    """Against contacts of the same purpose on which nothing was; by the names of TOLERATED."""

    @property
    def enough(self) -> bool:
        return self.told >= ENOUGH

    @property
    def harm(self) -> str | None:
        if not self.enough:
            return None
        for measure, most in TOLERATED.items():
            found = self.differences[measure]
            allowed = most + (self.offer.seconds if measure == "seconds" else 0)
            if found is not None and found.low > allowed:
                return measure
        return None


@dataclass(frozen=True, slots=True)
class Handled:
    contact_id: int
    customer_id: int | None
    """None: a stranger, of whom nobody can say what they did afterwards."""
    purpose: Purpose
    at: datetime
    seconds: float


def guard_due(session: Session, rows: list[dict[str, object]]) -> None:
    """Apart from any transaction: reading four weeks of contacts takes its time."""
    harmful = [each for each in judged(session) if each.harm]
    with transaction() as writing:
        for each in harmful:
            stop(writing, each)
        schedule(writing)


def stop(session: Session, judged_: Judged) -> None:
    """Pauses it, for a person to look at; they bring it back by publishing it again."""
    measure = judged_.harm
    found = judged_.differences[measure] if measure else None
    offer = session.get(Offer, judged_.offer.id, with_for_update=True)
    if measure is None or found is None or offer is None or offer.state is not OfferState.LIVE:
        return
    offer.state, offer.version = OfferState.PAUSED, offer.version + 1
    session.add(Guarded(
        offer_id=offer.id, at=clock.now(), measure=measure, difference=found.value, low=found.low,
        contacts=judged_.told,
    ))  # fmt: skip


def judged(session: Session) -> list[Judged]:
    since = clock.now() - LOOKED_AT
    handled = handled_since(session, since)
    told = told_since(session, since)
    claims, calls = claims_of(session, since), calls_of(handled)
    told_anything = {contact for contacts in told.values() for contact in contacts}
    live = session.scalars(select(Offer).where(Offer.state == OfferState.LIVE).order_by(Offer.key))
    found = []
    for offer in live:
        mine = [each for each in handled if each.contact_id in told.get(offer.id, ())]
        purposes = {each.purpose for each in mine}
        others = [each for each in handled if each.contact_id not in told_anything and each.purpose in purposes]
        found.append(Judged(offer, len(mine), len(others), {
            "seconds": estimates.difference([a.seconds for a in mine], [b.seconds for b in others]),
            "complaints": estimates.difference(afterwards(mine, claims), afterwards(others, claims)),
            "repeats": estimates.difference(afterwards(mine, calls), afterwards(others, calls)),
        }))  # fmt: skip
    return found


def handled_since(session: Session, since: datetime) -> list[Handled]:
    """Contacts answered and finished long enough ago that what follows is known."""
    rows = session.execute(
        select(
            Contact.id, SourceRecord.customer_id, Contact.purpose, Contact.accepted_at, Contact.ended_at,
            Contact.wrapped_at,
        )
        .outerjoin(SourceRecord, SourceRecord.id == Contact.record_id)
        .where(Contact.accepted_at >= since, Contact.ended_at.is_not(None))
        .order_by(Contact.accepted_at)
    )
    return [
        Handled(contact_id, customer, purpose, begun, ((wrapped or ended) - begun).total_seconds())
        for contact_id, customer, purpose, begun, ended, wrapped in rows
        if begun is not None and ended is not None
    ]


def told_since(session: Session, since: datetime) -> dict[int, set[int]]:
    """Offer to the contacts on which it was told."""
    found: dict[int, set[int]] = defaultdict(set)
    for each in session.scalars(select(Outcome).where(Outcome.at >= since)):
        if each.told:
            found[each.offer_id].add(each.contact_id)
    return found


def claims_of(session: Session, since: datetime) -> dict[int, list[datetime]]:
    rows = session.execute(
        select(SourceRecord.customer_id, Claim.opened_at)
        .join(SourceRecord, SourceRecord.id == Claim.record_id)
        .where(Claim.opened_at >= since)
        .order_by(Claim.opened_at)
    )
    found: dict[int, list[datetime]] = defaultdict(list)
    for customer, at in rows:
        found[customer].append(at)
    return found


def calls_of(handled: list[Handled]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    for each in handled:
        if each.customer_id is not None:
            found[each.customer_id].append(each.at)
    return found


def afterwards(contacts: list[Handled], moments: dict[int, list[datetime]]) -> list[float]:
    """Of each contact with somebody known, 1 when something of the kind came within the week after it."""
    found = []
    for each in contacts:
        if each.customer_id is not None:
            known = moments.get(each.customer_id, [])
            place = bisect_right(known, each.at)
            found.append(float(place < len(known) and known[place] <= each.at + AFTERWARDS))
    return found


def stopped(session: Session) -> list[tuple[Guarded, Offer]]:
    """Those that stand paused because of harm, the newest first."""
    rows = session.execute(
        select(Guarded, Offer)
        .join(Offer, Offer.id == Guarded.offer_id)
        .where(Offer.state == OfferState.PAUSED)
        .order_by(Guarded.id.desc())
    )
    newest: dict[int, tuple[Guarded, Offer]] = {}
    for guarded, offer in rows:
        newest.setdefault(offer.id, (guarded, offer))
    return list(newest.values())


def schedule(session: Session) -> None:
    """The next night's round; nothing when it is wished already."""
    at = clock.now() + EVERY
    due.add(session, GUARD, at=at, once=at.date().isoformat())

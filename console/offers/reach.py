"""Whom an offer would reach: today, last month, and against what they have.

Counted beside everything else, a few hundred customers in each transaction, and kept by the
content it was counted for: the same content is counted once, another one anew.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due
from console.contacts.contact import Purpose
from console.db import Base
from console.expressions import Expression, holds
from console.expressions.tree import Joined
from console.offers import catalogue, contradictions, crowd, liking
from console.offers.catalogue import Offer
from console.offers.contents import STANDARD, offer_of
from console.offers.crowd import Month, Somebody
from console.offers.paying import pays
from console.publishing.publication import Publication, State, Version

COUNT = "offers.reach"
"""The due row that `count_due` answers."""
RECOUNT = "offers.recount"
"""The one that `recount_due` answers."""
BATCH = 150
EXAMPLES = 8
FRESH = timedelta(days=1)
"""After which it is counted again before anything is decided by it."""
MATTERS = (
    "eligibility", "suitability", "gives", "category", "purpose", "leave_out", "price_cents", "margin_cents",
    "discount_cents", "horizon", "propensity", "refusal_cents", "seconds", "bought_like", "bought_weight",
    "declared_weight", "accepted_weight", "ladder", "rung_weight",
)  # fmt: skip
"""What of a content decides whom it reaches, and whom it pays to tell."""
BESIDES = ("name_es",)
"""And of one that looks at what they buy."""


class Reach(Base):
    __tablename__ = "offer_reach"

    digest: Mapped[str] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    after: Mapped[int] = mapped_column(default=0)
    """Everybody up to this number is counted."""
    body: Mapped[dict[str, Any]]
    """``{people, parts: [n …], suitable, told, clear, paying, usual, clashing, clashes: {held: n}, examples,
    fitting: [customer …], days: {"2026-10-01": [clear, clashing, paying]}, month: [since, until]}``: of those clear,
    ``paying`` are worth telling by its owner's figures."""

    @property
    def done(self) -> bool:
        return self.done_at is not None


def digest(content: dict[str, Any]) -> str:
    whole = {**STANDARD, **content}
    looks = whole["discount_cents"] or whole["ladder"] or whole["bought_weight"]
    said = {each: whole.get(each) or None for each in (*MATTERS, *(BESIDES if looks else ()))}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def of(session: Session, content: dict[str, Any]) -> Reach | None:
    """As far as it is counted; None when nobody asked."""
    return session.get(Reach, digest(content))


def wanted(session: Session, content: dict[str, Any]) -> Reach:
    """Counted, or being counted: what is older than a day is counted again."""
    known = of(session, content)
    if known is not None and (known.done_at is None or known.done_at > clock.now() - FRESH):
        return known
    if known is not None:
        session.delete(known)
        session.flush()
    session.execute(delete(Reach).where(Reach.begun_at < clock.now() - 30 * FRESH))
    month = last_month(clock.now())
    rule = catalogue.rule(offer_of("", content))
    made = Reach(digest=digest(content), begun_at=clock.now(), after=0, body={
        "people": 0, "parts": [0 for _ in parts(rule)], "suitable": 0, "told": 0, "clear": 0,
        "paying": 0, "usual": 0, "clashing": 0, "clashes": {}, "examples": [], "fitting": [], "days": {},
        "month": [month.since.isoformat(), month.until.isoformat()],
    })  # fmt: skip
    session.add(made)
    due.add(session, COUNT, once=made.digest, digest=made.digest, content=content)
    return made


def recount(session: Session) -> None:
    """What contradicts what has changed, or a day has passed: everything in force, in review,
    waiting for its time or being written is counted again."""
    session.execute(delete(Reach))
    session.expire_all()
    standing = select(Version).join(Version.publication).where(Publication.kind == "offer")
    for version in session.scalars(standing.where(
        Version.state.in_((State.PUBLISHED, State.REVIEW)) | Version.publish_at.is_not(None)
        | (Version.number == Publication.newest)
    )):  # fmt: skip
        wanted(session, version.content)


def recount_due(session: Session, row: due.Due) -> None:
    """Every day, since customers change."""
    recount(session)
    keep_fresh(session)


def keep_fresh(session: Session) -> None:
    """The next daily count is on the list; said again at each start."""
    due.add(session, RECOUNT, at=clock.now() + FRESH, once="all")


def last_month(now: datetime) -> Month:
    """The last whole calendar month, UTC."""
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return Month((first - timedelta(days=1)).replace(day=1), first)


def count_due(session: Session, row: due.Due) -> None:
    """The next few hundred customers, and the row for those after them."""
    known = session.get(Reach, row.facts["digest"])
    if known is None or known.done:
        return
    content = row.facts["content"]
    offer = offer_of("", content)
    declared = contradictions.declared(session)
    since, until = (datetime.fromisoformat(each) for each in known.body["month"])
    found = crowd.batch(
        session, declared, Month(since, until), after=known.after, size=BATCH,
        offer=offer,
    )  # fmt: skip
    body = json.loads(json.dumps(known.body))  # a new object: what is changed in place isn't saved
    for each in found:
        count(body, offer, each, declared, set(content.get("leave_out", [])))
        known.after = each.customer_id
    known.body = body
    if found:
        due.add(session, COUNT, once=known.digest, digest=known.digest, content=content)
    else:
        known.done_at = clock.now()


def count(
    body: dict[str, Any], offer: Offer, person: Somebody, declared: contradictions.Declared, left_out: set[str]
) -> None:
    """One more person, through the gates as they stand today."""
    body["people"] += 1
    for place, part in enumerate(parts(catalogue.rule(offer))):
        if not holds(part, person.values):
            return
        body["parts"][place] += 1
    right = catalogue.suitable(offer)
    if right is not None and not holds(right, person.values):
        return
    body["suitable"] += 1
    if offer.purpose is not Purpose.SERVICE and not person.may_be_told:
        return
    body["told"] += 1
    held = clash(offer, person, declared)
    if held is not None and held in left_out:
        return
    clashing = held is not None
    if not clashing and liking.gives_away(offer, person):
        body["usual"] += 1
        return
    body["clashing" if clashing else "clear"] += 1
    worth = not clashing and pays(offer, person)
    body["paying"] += worth
    if held is not None:
        body["clashes"][held] = body["clashes"].get(held, 0) + 1
    kept = body["examples" if clashing else "fitting"]
    if len(kept) < EXAMPLES:
        kept.append(person.customer_id)
    if person.contacts:
        day = body["days"].setdefault(person.contacts[0].date().isoformat(), [0, 0, 0])
        day[clashing] += 1
        day[2] += worth


def clash(offer: Offer, person: Somebody, declared: contradictions.Declared) -> str | None:
    """What they have that contradicts something it gives."""
    against = declared.against(person.held, person.held_at_home)
    return next((against[each].held for each in offer.gives if each in against), None)


def parts(rule: Expression | None) -> list[Expression]:
    """What is joined by "and" one by one, so that each can say how many are left."""
    if rule is None:
        return []
    return list(rule.parts) if isinstance(rule, Joined) and rule.word == "and" else [rule]

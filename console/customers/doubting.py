"""What the matcher isn't sure of becomes a case: one per pair of profiles, the dearest doubt first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from console import clock
from console.customers.clustering import Clustering, Merge, Pair, Scored
from console.customers.events import touch
from console.customers.links import Link, LinkStatus
from console.customers.purchases import Purchase
from console.customers.source_records import SourceRecord
from console.customers.surroundings import Surroundings, chunks
from console.customers.timeline import CONTACTS, TimelineEntry

WORTH_A_LOOK = 0.1
"""Below this probability a look costs more than the answer is worth."""
YEAR, MONTH = timedelta(days=365), timedelta(days=30)
AT_ONCE, MANY_RECORDS = 8, 100
"""Doubts, and records asked about, in one step: few enough that nobody waits for the lock."""
Step = Callable[[Session], object]
EUROS_PER_CONTACT = 200.0
"""Whoever rang this month may ring again: the wrong profile would be on the screen."""


def steps(around: Surroundings, found: Clustering) -> list[Step]:
    """Writes the doubts of these profiles down, a few at a time, and takes back those that are none
    any more."""
    waiting = set(around.waiting)
    concerned = {customer for customer, group in found.members.items() if waiting & set(group)}
    doubts = [(pair, each) for pair, each in found.doubtful(WORTH_A_LOOK) if concerned & set(pair)]
    kept: set[int] = set()
    made: list[Step] = [
        partial(keep, around=around, found=found, doubts=doubts[first : first + AT_ONCE], kept=kept)
        for first in range(0, len(doubts), AT_ONCE)
    ]
    records = sorted(record for each in concerned for record in found.members[each])
    return [*made, *(partial(withdraw, records=some, kept=kept) for some in chunks(records, MANY_RECORDS))]


def keep(
    session: Session, *, around: Surroundings, found: Clustering, doubts: list[tuple[Pair, Scored]], kept: set[int]
) -> None:  # fmt: skip
    ours = {record for pair, _ in doubts for each in pair for record in found.members[each]}
    stakes, known = at_stake(session, ours), asked_before(session, ours)
    for (one, other), scored in doubts:
        ones, others = found.members[one], found.members[other]
        asked = next((known[key] for key in known if (key[0] in ones and key[1] in others)
                      or (key[0] in others and key[1] in ones)), None)  # fmt: skip
        link = asked or new_link(session, min(ones), min(others))
        if link.status in (LinkStatus.REVIEW, LinkStatus.AUTO):  # joined once, and taken back
            shown = asked and asked.percent
            link.status = LinkStatus.REVIEW
            judge(link, scored, around, sum(stakes[each] for each in (*ones, *others)))
            if shown != link.percent:
                touch_both(session, link)
        session.flush()  # the number is wanted
        kept.add(link.id)


def withdraw(session: Session, *, records: list[int], kept: set[int]) -> None:
    for left in asked_before(session, set(records)).values():
        if left.id not in kept and left.asked_by_id is None:
            touch_both(session, left)
            session.delete(left)


def touch_both(session: Session, link: Link) -> None:
    """A desk shows at both of them that they may be one, and how likely that is."""
    for each in (link.one_id, link.other_id):
        touch(session, session.get_one(SourceRecord, each).customer)


def asked_before(session: Session, records: set[int]) -> dict[tuple[int, int], Link]:
    found: dict[tuple[int, int], Link] = {}
    for some in chunks(records):
        query = select(Link).where(
            Link.status == LinkStatus.REVIEW, or_(Link.one_id.in_(some), Link.other_id.in_(some))
        )
        found |= {(each.one_id, each.other_id): each for each in session.scalars(query)}
    return found


def new_link(session: Session, one: int, other: int) -> Link:
    """The link of these two records, there already or made; who calls it says how alike they are."""
    one, other = min(one, other), max(one, other)
    query = select(Link).where(Link.one_id == one, Link.other_id == other)
    if (known := session.scalar(query)) is not None:
        return known
    made = Link(
        one_id=one, other_id=other, status=LinkStatus.REVIEW, probability=0.0, levels={}, model_version="",
        priority=0.0, at=clock.now(),
    )  # fmt: skip
    try:
        with session.begin_nested():  # an agent may ask about them while the worker does
            session.add(made)
    except IntegrityError:
        return session.scalars(query).one()
    return made


def auto_link(session: Session, one: int, other: int, merge: Merge, around: Surroundings) -> Link:
    """What the matcher joined alone, with its reasons."""
    link = new_link(session, one, other)
    if link.status not in (LinkStatus.REVIEW, LinkStatus.AUTO):
        return link  # a person's word stays
    link.status = LinkStatus.AUTO
    link.probability, link.levels = merge.probability, dict(merge.comparison.as_json())
    link.model_version, link.at, link.priority = around.model_version, clock.now(), 0.0
    return link


def judge(link: Link, scored: Scored, around: Surroundings, stake: float) -> None:
    link.probability, link.levels = scored.probability, dict(scored.comparison.as_json())
    link.model_version, link.at = around.model_version, clock.now()
    link.priority = (1 + stake) * 4 * scored.probability * (1 - scored.probability)


def at_stake(session: Session, records: set[int]) -> dict[int, float]:
    """Euros that hang on each record: a year's purchases, and this month's contacts by a rule of thumb."""
    now, found = clock.now(), defaultdict[int, float](float)
    for some in chunks(records):
        bought = (
            select(Purchase.record_id, func.sum(Purchase.amount_cents))
            .where(Purchase.record_id.in_(some), Purchase.at >= now - YEAR).group_by(Purchase.record_id)
        )  # fmt: skip
        for record, cents in session.execute(bought):
            found[record] += cents / 100
        spoke = (
            select(TimelineEntry.record_id, func.count())
            .where(TimelineEntry.record_id.in_(some), TimelineEntry.kind.in_(CONTACTS), TimelineEntry.at >= now - MONTH)
            .group_by(TimelineEntry.record_id)
        )  # fmt: skip
        for record, times in session.execute(spoke):
            found[record] += EUROS_PER_CONTACT * times
    return found

"""Which records are one person: what is new or changed is compared with those like it, by the worker.

Reads and reckons outside of any write, then writes in small steps, each checked against what is
there by then; killed at any moment, what isn't marked as matched is simply done again. Never runs
during a ring: the desk reads what was decided before.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from console import clock, due
from console.customers import doubting, matching, merging, neighbourhood, second_thoughts, surroundings, traits, vetoes
from console.customers.clustering import Clustering, Merge
from console.customers.doubting import Step
from console.customers.links import BlockKey
from console.customers.source_records import MATCH, SourceRecord
from console.customers.surroundings import Surroundings
from console.db import reading, transaction

AT_ONCE = 200
BATCH_SECONDS, SETTLED_AT_ONCE = 0.025, 25
ROUNDS, MOST_LOOKED_AT = 3, 2000
"""How far from those that wait others are looked at again, and how many records at the most."""
LONGEST_SECONDS = 5.0
"""Then other heavy work has its turn."""
A_MOMENT = timedelta(seconds=1)


def match_due(session: Session, _: list[dict[str, Any]]) -> None:
    """Everything that waits, for a few seconds; the rest is due again. While another worker compares, in a
    moment: it may have looked for the last time before this was wished for."""
    if not due.alone(session, MATCH, wait=False):
        with transaction() as writing:
            due.add(writing, MATCH, at=clock.now() + A_MOMENT, once=MATCH)
        return
    until = time.monotonic() + LONGEST_SECONDS
    while resolve_some():
        if time.monotonic() > until:
            with transaction() as writing:
                due.add(writing, MATCH)
            return


def resolve_everything() -> int:
    """All that waits, at once: after a first load. Answers how many records."""
    done = 0
    while some := resolve_some():
        done += some
    return done


def resolve_some() -> int:
    with reading() as session:
        waiting = select(SourceRecord.id).where(SourceRecord.matched.is_(False)).order_by(SourceRecord.id)
        ids = list(session.scalars(waiting.limit(AT_ONCE)))
        if not ids:
            return 0
        around = surroundings.of(session, ids)
        found = decide(session, around)
        leaving = second_thoughts.leaving(session, around, found.clusters, without=set(found.strayed))
    if leaving:
        carry_out(second_thoughts.steps(around, leaving))
        with reading() as session:
            around = surroundings.of(session, sorted({*ids, *(each for part in leaving for each in part)}))
            found = decide(session, around)
    carry_out(steps(around, found))
    return len(ids)


@dataclass(slots=True)
class Decisions:
    clusters: Clustering
    strayed: list[int] = field(default_factory=list)
    """Changed records that contradict their own profile: they leave it and are compared anew."""


def decide(session: Session, around: Surroundings) -> Decisions:
    groups = around.members()
    strayed = [each for each in around.waiting if stray(around, each, groups[around.customer_of[each]])]
    left = {around.customer_of[each] for each in strayed}
    found = Clustering(around.model, around.counts, around.auto, {}, {}, apart=around.apart, first=matching.shipped())
    neighbourhood.bring_together(around, found, left, around.pairs)
    found.score()
    looked: set[int] = set()
    for _ in range(ROUNDS):
        near = [each for each in neighbourhood.within_reach(found, set(around.waiting)) if each not in looked]
        if not near or len(looked) > MOST_LOOKED_AT:
            break
        looked |= set(near)
        known = set(around.pairs)
        surroundings.look_around(session, around, near)
        neighbourhood.bring_together(around, found, left, around.pairs - known)
        found.run()
    return Decisions(found, strayed)


def stray(around: Surroundings, record: int, group: list[int]) -> bool:
    rest = [around.traits[each] for each in group if each != record]
    if not rest or record in around.said_same:
        return False
    return vetoes.veto(around.traits[record], traits.together(rest))


def steps(around: Surroundings, found: Decisions) -> list[Step]:
    """In their order: who leaves, who joins, who is asked about, and what counts as compared."""
    made: list[Step] = [partial(leave, record_id=each) for each in found.strayed]
    sizes = {customer: set(group) for customer, group in around.members().items()}
    made += [partial(join, merge=merge, sizes=sizes, around=around) for merge in found.clusters.merges]
    done = [each for each in around.waiting if each not in found.strayed]
    made += doubting.steps(around, found.clusters)
    made += [partial(settle, around=around, ids=some) for some in surroundings.chunks(done, SETTLED_AT_ONCE)]
    return made


def carry_out(made: list[Step]) -> None:
    """As many steps in a transaction as fit its time; a live desk writes in between."""
    place = 0
    while place < len(made):
        until = time.monotonic() + BATCH_SECONDS
        with transaction() as session:
            while place < len(made):
                made[place](session)
                place += 1
                if time.monotonic() > until:
                    break


def leave(session: Session, record_id: int) -> None:
    record = session.get(SourceRecord, record_id, with_for_update=True)
    if record is None or record.matched:
        return
    if len(merging.members(session, [record.customer_id])) > 1:
        merging.split(session, [record], reason="contradiction")


def join(session: Session, merge: Merge, sizes: dict[int, set[int]], around: Surroundings) -> None:
    """Only if both profiles are still what was compared; else whoever changed them asks again."""
    merging.lock(session, (merge.kept, merge.gone))
    records = merging.members(session, (merge.kept, merge.gone))
    there = {each.id for each in records if each.customer_id == merge.kept}
    other = {each.id for each in records if each.customer_id == merge.gone}
    if there != sizes[merge.kept] or other != sizes[merge.gone]:
        return
    sizes[merge.kept] = there | other
    link = doubting.auto_link(session, min(there), min(other), merge, around)
    merging.merge(
        session, merge.kept, merge.gone, reason=reason(merge), probability=merge.probability,
        model_version=around.model_version, there=records,
    )  # fmt: skip
    session.add(link)


def reason(merge: Merge) -> str:
    """The strongest fact, as a code."""
    said = merge.comparison
    facts = {
        "document": said.document >= 3, "card": said.card == 1, "email": said.email >= 3, "phone": said.phone >= 2,
        "birth_date": said.birth == 3, "address": said.place >= 3,
    }  # fmt: skip
    return next((each for each, true in facts.items() if true), "name")


def settle(session: Session, around: Surroundings, ids: list[int]) -> None:
    """Their keys are known to whoever comes next; a version newer than compared waits on."""
    session.execute(delete(BlockKey).where(BlockKey.record_id.in_(ids)))
    rows = [{"record_id": each, "key": key} for each in ids for key in around.keys[each]]
    if rows:
        session.execute(insert(BlockKey), rows)
    for version in {around.versions[each] for each in ids}:
        same = [each for each in ids if around.versions[each] == version]
        session.execute(
            update(SourceRecord).where(SourceRecord.id.in_(same), SourceRecord.version == version).values(matched=True)
        )

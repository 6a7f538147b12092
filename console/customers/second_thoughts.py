"""What the matcher joined alone it takes back when somebody who came later shows that it was wrong.

Each time an event with its reason, as any other; what a person decided is never touched. Those who leave are
compared anew at once: they join whoever they are surer of, or somebody is asked.
"""

from __future__ import annotations

from functools import partial

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from console.customers import merging, neighbourhood, reconsidering, surroundings
from console.customers.clustering import Clustering
from console.customers.doubting import Step
from console.customers.merge_events import MergeEvent, MergeKind
from console.customers.reconsidering import Joined, Part
from console.customers.surroundings import Surroundings, chunks

RIVAL = "rival"
"""The reason of such an event."""


def leaving(session: Session, around: Surroundings, found: Clustering, *, without: set[int]) -> list[Part]:
    """Records that leave their profile together. ``without``: those that leave theirs for another reason."""
    gone = {around.customer_of[each] for each in without}
    joined = joined_alone(session, around, found, gone)
    fresh = set(around.waiting) - without
    chosen = reconsidering.contested(found, joined, (each for each in around.pairs if not fresh.isdisjoint(each)))
    if not chosen:
        return []
    known, theirs = set(around.pairs), {record for each in chosen for record in found.members[each]}
    surroundings.look_around(session, around, sorted(theirs))
    neighbourhood.bring_together(around, found, gone, around.pairs - known)
    found.score()
    left = reconsidering.leavers(
        found, joined, chosen, (each for each in around.pairs if not theirs.isdisjoint(each))
    )
    found.run()
    return left


def joined_alone(session: Session, around: Surroundings, found: Clustering, without: set[int]) -> Joined:
    """Profiles of several parts in which no person ever had a hand."""
    parts: dict[int, dict[tuple[int, int], Part]] = {}
    for profile, group in found.members.items():
        came: dict[tuple[int, int], Part] = {}
        for record in group:
            both = around.customer_of[record], around.home_of[record]
            came[both] = (*came.get(both, ()), record)
        if len(came) > len({customer for customer, _ in came}):
            parts[profile] = came
    customers = {customer for came in parts.values() for customer, _ in came}
    kept = without | decided(session, customers) | {around.customer_of[each] for each in around.said_same}
    free = {profile: came for profile, came in parts.items() if kept.isdisjoint(customer for customer, _ in came)}
    on_record = {part: customer for came in free.values() for (customer, _), part in came.items()}
    return Joined({profile: list(came.values()) for profile, came in free.items()}, on_record, around.traits)


def decided(session: Session, customers: set[int]) -> set[int]:
    """Profiles that a person joined, divided or put back."""
    found: set[int] = set()
    for some in chunks(customers):
        touched = select(MergeEvent.from_id, MergeEvent.to_id).where(
            MergeEvent.by_id.is_not(None), or_(MergeEvent.from_id.in_(some), MergeEvent.to_id.in_(some))
        )
        found |= {each for both in session.execute(touched) for each in both}
    return found


def steps(around: Surroundings, left: list[Part]) -> list[Step]:
    there = {customer: set(group) for customer, group in around.members().items()}
    return [partial(take_back, records=set(each), customer=around.customer_of[each[0]], there=there) for each in left]


def take_back(session: Session, *, records: set[int], customer: int, there: dict[int, set[int]]) -> None:
    """Only from a profile that is still what was compared."""
    event = brought_by(session, customer, records)
    merging.lock(session, {customer} if event is None else merging.all_concerned(session, event))
    members = merging.members(session, [customer])
    if {each.id for each in members} != there[customer] or not records < there[customer]:
        return
    there[customer] -= records
    gone = [each for each in members if each.id in records]
    if event is None:
        merging.split(session, gone, reason=RIVAL)
    else:
        merging.undo(session, event, reason=RIVAL)
    for each in gone:
        each.matched = False


def brought_by(session: Session, customer: int, records: set[int]) -> MergeEvent | None:
    """The merge that brought just these, if nothing has happened since to the profile they came from."""
    merges = select(MergeEvent).where(
        MergeEvent.to_id == customer, MergeEvent.kind == MergeKind.MERGE, MergeEvent.undone.is_(False)
    )
    for event in session.scalars(merges.order_by(MergeEvent.id.desc())):
        if set(event.records) == records:
            from_id = event.from_id
            since = exists().where(
                MergeEvent.id > event.id, or_(MergeEvent.from_id == from_id, MergeEvent.to_id == from_id)
            )
            return None if session.scalar(select(since)) else event
    return None

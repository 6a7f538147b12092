"""Profiles joined and divided: each time an event with its reason, and each can be undone.

Who is in which profile is the sum of the events that stand, in their order: a merge takes whoever
is then in the one profile to the other; a split takes the named records to a profile of their own.
An undone event doesn't count, and an undone undoing counts again; so any may be undone in any
order, and with all undone every record is in the profile it came with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from console import clock, due
from console.agents.agent import Agent
from console.customers.events import touch
from console.customers.merge_events import MergeEvent, MergeKind, replay
from console.customers.source_records import Customer, SourceRecord
from console.customers.timeline import TimelineEntry
from console.errors import Conflict, Invalid, Missing

MOVED = "customers.moved"
"""Due after people moved between profiles that somebody may have before them."""
FORGOTTEN = "forgotten"
"""The reason for a split of which no line tells."""


class AlreadyUndone(Conflict):
    message = "That has been undone already."


def merge(
    session: Session, into: int, other: int, *, reason: str, by: Agent | None = None,
    probability: float | None = None, model_version: str | None = None, link_id: int | None = None,
    there: Sequence[SourceRecord] | None = None,
) -> MergeEvent:  # fmt: skip
    """Everybody in ``other`` is in ``into`` from now on. ``there``: the records of both, by who has
    locked and read them already."""
    if into == other:
        raise Invalid("A profile can't be merged with itself.", field="customer")
    if there is None:
        lock(session, (into, other))
        there = members(session, (into, other))
    moved = [each for each in there if each.customer_id == other]
    if not moved:
        raise Missing
    event = MergeEvent(
        kind=MergeKind.MERGE, from_id=other, to_id=into, reason=reason, by_id=by.id if by else None,
        probability=probability, model_version=model_version, link_id=link_id,
    )  # fmt: skip
    stay = [each for each in there if each.customer_id == into]
    known = by is not None or not (all_new(moved) or all_new(stay))
    return carry_out(session, event, moved, dict.fromkeys((each.id for each in moved), into), by=by, tell=known)


def all_new(records: Iterable[SourceRecord]) -> bool:
    """Just imported and never compared: that such join somebody changes no profile anybody has seen."""
    return all(each.version == 1 and not each.matched for each in records)


def split(
    session: Session, records: Sequence[SourceRecord], *, reason: str, by: Agent | None = None
) -> MergeEvent:  # fmt: skip
    """These records of one profile get a new one."""
    ids = {each.customer_id for each in records}
    if len(ids) != 1:
        raise Invalid("Choose records of one profile.", field="records")
    (from_id,) = ids
    lock(session, (from_id,))
    there = members(session, (from_id,))
    if len(records) >= len(there):
        raise Invalid("Somebody must stay in the profile.", field="records")
    made = Customer(created_at=clock.now())
    session.add(made)
    session.flush()  # the event wants the id
    event = MergeEvent(
        kind=MergeKind.SPLIT, from_id=from_id, to_id=made.id, reason=reason, by_id=by.id if by else None
    )
    where = dict.fromkeys((each.id for each in records), made.id)
    return carry_out(session, event, list(records), where, by=by, tell=reason != FORGOTTEN)


def undo(session: Session, event: MergeEvent, *, by: Agent | None = None, reason: str = "undone") -> MergeEvent:
    """The event no longer counts; every record is where the others put it. Undoing an undoing
    makes what it undid count again."""
    concerned = all_concerned(session, event)
    lock(session, concerned)
    session.refresh(event)
    if event.undone:
        raise AlreadyUndone
    strike(session, event)
    made = MergeEvent(
        kind=MergeKind.UNDO, from_id=event.to_id, to_id=event.from_id, reason=reason,
        by_id=by.id if by else None, undoes_id=event.id,
    )  # fmt: skip
    records = members(session, concerned)
    return carry_out(session, made, records, replayed(session, concerned), by=by, what=event.kind)


def strike(session: Session, event: MergeEvent) -> None:
    """Marks it undone. What it had undone counts again unless another undoing of it stands."""
    event.undone = True
    while event.undoes_id is not None:
        session.flush()
        undone = event.undoes_id
        standing = exists().where(MergeEvent.undoes_id == undone, MergeEvent.undone.is_(False))
        event = session.get_one(MergeEvent, undone)
        event.undone = bool(session.scalar(select(standing)))
    session.flush()


def replayed(session: Session, concerned: set[int]) -> dict[int, int]:
    """From each record of these profiles to the profile where the events that stand put it."""
    home = func.coalesce(SourceRecord.home_id, SourceRecord.customer_id)
    ours = or_(SourceRecord.customer_id.in_(concerned), SourceRecord.home_id.in_(concerned))
    homes = dict(session.execute(select(SourceRecord.id, home).where(ours)).all())
    return replay(homes, session.scalars(touching(concerned).order_by(MergeEvent.id)))


def all_concerned(session: Session, event: MergeEvent) -> set[int]:
    """Every profile that any chain of events connects with this one's."""
    known: set[int] = set()
    fresh = {event.from_id, event.to_id}
    while fresh:
        known |= fresh
        ends = {(each.from_id, each.to_id) for each in session.scalars(touching(fresh))}
        fresh = {end for pair in ends for end in pair} - known
    return known


def touching(profiles: Iterable[int]) -> Any:
    some = list(profiles)
    return select(MergeEvent).where(or_(MergeEvent.from_id.in_(some), MergeEvent.to_id.in_(some)))


def carry_out(
    session: Session, event: MergeEvent, records: list[SourceRecord], where: dict[int, int], *,
    by: Agent | None, tell: bool = True, what: MergeKind | None = None,
) -> MergeEvent:  # fmt: skip
    """Moves who is elsewhere, and tells every profile that it is another one now; with ``tell``, in
    its timeline too. ``what``: the kind of event that is undone."""
    changed: set[int] = set()
    moved: list[int] = []
    for record in records:
        goal = where.get(record.id, record.customer_id)
        if goal != record.customer_id:
            changed |= {goal, record.customer_id}
            if record.home_id is None:
                record.home_id = record.customer_id
            record.customer_id = goal
            moved.append(record.id)
    event.records, event.at = sorted(moved), clock.now()
    session.add(event)
    session.flush()
    for customer in session.scalars(select(Customer).where(Customer.id.in_(changed)).order_by(Customer.id)):
        session.expire(customer, ["records"])
        touch(session, customer)
    for record in records:
        session.expire(record, ["customer"])
    if tell and moved:
        write(session, event, changed, by, what)
        due.add(session, MOVED, once=MOVED)  # of thousands at once one: nothing else waits behind them
    return event


def write(session: Session, event: MergeEvent, profiles: set[int], by: Agent | None, what: MergeKind | None) -> None:
    """A line in each profile that has somebody, on a record that stayed there if one did."""
    there: dict[int, SourceRecord] = {}
    for record in sorted(members(session, profiles), key=lambda each: (each.id in event.records, each.id)):
        there.setdefault(record.customer_id, record)
    title = {"code": f"profile_{event.kind.value}", "facts": {"what": (what or event.kind).value}}
    for record in there.values():
        session.add(
            TimelineEntry(
                record_id=record.id, at=event.at, kind="profile", title=title, by=by.first_name if by else None
            )
        )


def lock(session: Session, profiles: Iterable[int]) -> None:
    """Always in the order of their numbers, so that two mergers cannot wait for each other."""
    query = select(Customer).where(Customer.id.in_(list(profiles))).order_by(Customer.id).with_for_update()
    session.scalars(query).all()


def today(session: Session, customer_id: int) -> int:
    """Where whoever was in this profile is now: the profile itself while anybody is in it."""
    seen: set[int] = set()
    while customer_id not in seen and not somebody(session, customer_id):
        seen.add(customer_id)
        merges = select(MergeEvent.to_id).where(
            MergeEvent.from_id == customer_id, MergeEvent.kind == MergeKind.MERGE, MergeEvent.undone.is_(False)
        )
        customer_id = session.scalar(merges.order_by(MergeEvent.id.desc()).limit(1)) or customer_id
    return customer_id


def somebody(session: Session, customer_id: int) -> bool:
    """Whether a profile says anything of anybody: not when all have moved on, nor the empty shell of somebody
    who was forgotten."""
    said = exists().where(SourceRecord.customer_id == customer_id, SourceRecord.digest != "")
    return bool(session.scalar(select(said)))


def members(session: Session, profiles: Iterable[int]) -> list[SourceRecord]:
    query = select(SourceRecord).where(SourceRecord.customer_id.in_(list(profiles))).order_by(SourceRecord.id)
    return list(session.scalars(query))


def events_of(session: Session, customer_id: int) -> list[MergeEvent]:
    """How this profile came to be as it is, newest first."""
    return list(session.scalars(touching([customer_id]).order_by(MergeEvent.id.desc())))

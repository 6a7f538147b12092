"""Possible duplicates: what the matcher isn't sure of, asked of people one pair of profiles at a time.

An answer is a constraint for ever after and a label to learn from; it can be taken back. Nobody
reviews during a call: whoever speaks with somebody looks at one person.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from console import clock, due
from console.agents.agent import Agent, AgentState
from console.customers import doubting, links, merging
from console.customers.links import LEARN, LEARN_AT, Link, LinkStatus
from console.customers.merge_events import MergeEvent, MergeKind
from console.customers.source_records import SourceRecord
from console.errors import Conflict, Missing, Refused

MOST_PAIRS = 100
"""Of the records of two profiles that are said to be two people: kept apart pair by pair."""


class InACall(Refused):
    message = "Not during a contact: finish it first."


class AlreadyAnswered(Conflict):
    message = "Somebody has answered that already."


@dataclass(frozen=True, slots=True)
class Case:
    """Two profiles, ``one`` the older, and the link that asks about them."""

    link: Link
    one: int
    other: int


def possible_duplicate(session: Session, customer_id: int) -> tuple[int, float] | None:
    """The profile most probably of the same person, and how probably; None when there is none
    to ask about. Reads indexes only: fit for a ring."""
    found = session.execute(cases_of(customer_id).limit(1)).first()
    if found is None:
        return None
    link, one, other = found
    return (other if one == customer_id else one), link.probability


def case_of(session: Session, customer_id: int) -> Case | None:
    """The case about this profile that a person asked for, else the likeliest."""
    asked = Link.asked_by_id.is_(None)
    likeliest = cases_of(customer_id).order_by(None).order_by(asked, Link.probability.desc())
    found = session.execute(likeliest.limit(1)).first()
    return as_case(*found) if found else None


def cases_of(customer_id: int) -> Select[Link, int, int]:
    mine = select(SourceRecord.id).where(SourceRecord.customer_id == customer_id)
    query = open_cases().where(or_(Link.one_id.in_(mine), Link.other_id.in_(mine)))
    return query.order_by(Link.probability.desc())


def open_cases() -> Select[Link, int, int]:
    one, other = aliased(SourceRecord), aliased(SourceRecord)
    return (
        select(Link, one.customer_id, other.customer_id)
        .join(one, one.id == Link.one_id)
        .join(other, other.id == Link.other_id)
        .where(Link.status == LinkStatus.REVIEW, one.customer_id != other.customer_id)
    )


def waiting(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(open_cases().subquery())) or 0


def next_case(session: Session) -> Case | None:
    """The dearest doubt; what was left for later comes when nothing else is left."""
    order = (Link.put_off_at.is_not(None), Link.put_off_at, Link.priority.desc(), Link.id)
    found = session.execute(open_cases().order_by(*order).limit(1)).first()
    return as_case(*found) if found else None


def case(session: Session, link_id: int) -> Case:
    """Raises AlreadyAnswered, also when the two are one by now."""
    found = session.execute(open_cases().where(Link.id == link_id)).first()
    if found is None:
        raise AlreadyAnswered
    return as_case(*found)


def as_case(link: Link, one: int, other: int) -> Case:
    return Case(link, min(one, other), max(one, other))


def may_review(agent: Agent) -> None:
    if agent.state in (AgentState.ON_CALL, AgentState.WRAP_UP):
        raise InACall


def answer(session: Session, link_id: int, *, same: bool, by: Agent) -> Link:
    """The same person: one profile from now on. Two: never asked again, never merged."""
    may_review(by)
    return settle(session, link_id, same=same, by=by)


def settle(session: Session, link_id: int, *, same: bool, by: Agent) -> Link:
    """`answer`, for a floor above that knows itself when somebody may."""
    asked = session.get(Link, link_id, with_for_update=True)
    if asked is None:
        raise Missing
    if asked.status is not LinkStatus.REVIEW:
        raise AlreadyAnswered
    found = case(session, link_id)
    if same:
        merging.merge(
            session, found.one, found.other, reason="said_same", by=by, probability=asked.probability,
            model_version=asked.model_version, link_id=asked.id,
        )  # fmt: skip
    decide(asked, LinkStatus.HUMAN_YES if same else LinkStatus.HUMAN_NO, by)
    session.flush()
    learn_when_enough(session)
    return asked


def decide(link: Link, status: LinkStatus, by: Agent) -> None:
    link.status, link.decided_at, link.decided_by_id = status, clock.now(), by.id


def later(session: Session, link_id: int, *, by: Agent) -> Link:
    may_review(by)
    return put_off(session, link_id)


def put_off(session: Session, link_id: int) -> Link:
    found = case(session, link_id).link
    found.put_off_at = clock.now()
    return found


def take_back(session: Session, link_id: int, *, by: Agent) -> Link:
    """The answer was a mistake: the profiles are as before it, and the question is open again."""
    may_review(by)
    link = session.get(Link, link_id, with_for_update=True)
    if link is None or link.status not in (LinkStatus.HUMAN_YES, LinkStatus.HUMAN_NO):
        raise Missing
    for event in session.scalars(
        select(MergeEvent).where(MergeEvent.link_id == link.id, MergeEvent.undone.is_(False)).order_by(MergeEvent.id)
    ):
        merging.undo(session, event, by=by, reason="taken_back")
    link.status, link.decided_at, link.decided_by_id = LinkStatus.REVIEW, None, None
    return link


def split_off(session: Session, record_ids: list[int], *, by: Agent) -> MergeEvent:
    """These records are of somebody else: a profile of their own, and never together again."""
    may_review(by)
    found = session.scalars(select(SourceRecord).where(SourceRecord.id.in_(record_ids)).order_by(SourceRecord.id))
    records = list(found)
    if not records:
        raise Missing
    stay = [each for each in merging.members(session, [records[0].customer_id]) if each not in records]
    event = merging.split(session, records, reason="said_two", by=by)
    keep_apart(session, [each.id for each in records], [each.id for each in stay], by)
    return event


def undo(session: Session, event_id: int, *, by: Agent) -> MergeEvent:
    """Takes back any merge, split or undoing. A merge that the matcher made by itself must not
    come again: those it brought together are two from now on."""
    may_review(by)
    event = session.get(MergeEvent, event_id)
    if event is None:
        raise Missing
    if event.link_id is not None and not event.undone:
        take_back(session, event.link_id, by=by)
        return session.scalars(select(MergeEvent).where(MergeEvent.undoes_id == event.id)).one()
    made = merging.undo(session, event, by=by)
    if event.by_id is None and event.kind is MergeKind.MERGE:
        gone = {each.id for each in merging.members(session, [event.from_id])}
        keep_apart(session, sorted(gone), [each.id for each in merging.members(session, [event.to_id])], by)
    return made


def keep_apart(session: Session, ones: list[int], others: list[int], by: Agent) -> None:
    pairs = [(min(a, b), max(a, b)) for a in ones for b in others if a != b][:MOST_PAIRS]
    known = {
        (each.one_id, each.other_id): each
        for each in session.scalars(select(Link).where(Link.one_id.in_({a for a, _ in pairs})))
    }  # fmt: skip
    for one, other in pairs:
        link = known.get((one, other)) or doubting.new_link(session, one, other)
        decide(link, LinkStatus.HUMAN_NO, by)


def answered(session: Session) -> int:
    """Answers that can be learned from: those with the comparison that was seen."""
    query = select(func.count(Link.id)).where(
        Link.status.in_((LinkStatus.HUMAN_YES, LinkStatus.HUMAN_NO)), Link.model_version != ""
    )
    return session.scalar(query) or 0


def learn_when_enough(session: Session) -> None:
    many = answered(session)
    if many in LEARN_AT or (many >= LEARN_AT[0] and links.outdated(session)):
        due.add(session, LEARN, once=LEARN)


def lately(session: Session, agent_id: int, *, most: int = 5) -> list[Link]:
    """What this agent answered last, newest first."""
    query = select(Link).where(Link.decided_by_id == agent_id, Link.model_version != "")
    return list(session.scalars(query.order_by(Link.decided_at.desc(), Link.id.desc()).limit(most)))


def records_asked(session: Session, link: Link) -> list[SourceRecord]:
    """The two that stood for their profiles when it was asked."""
    query = select(SourceRecord).where(SourceRecord.id.in_((link.one_id, link.other_id)))
    return list(session.scalars(query.options(joinedload(SourceRecord.source)).order_by(SourceRecord.id)))

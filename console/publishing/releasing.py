"""Putting a version out and taking it back: now, or when its time has come."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock, due
from console.agents.agent import Agent
from console.errors import Conflict, Refusal, Refused
from console.publishing import versions
from console.publishing.kinds import NotYet
from console.publishing.publication import Did, Publication, State, Version, lock, note
from console.publishing.publication import version as version_of
from console.publishing.review import held, may_go_out, must_be, submit

PUBLISH, RETIRE = "publishing.publish", "publishing.retire"
"""The due rows that `publish_due` and `retire_due` answer."""
SOON = timedelta(minutes=1)


class NeedsApproval(Refused):
    message = "Somebody other than its author has to approve it first."


class NothingInForce(Conflict):
    message = "Nothing of it is published."


def publish(
    session: Session, version: Version, *, by: Agent | None, at: datetime | None = None, comment: str = ""
) -> Version:
    """Out now, replacing the version in force; or later, when ``at`` lies ahead, if it may then."""
    publication, version = held(session, version)
    if version.state is State.PUBLISHED:
        return version
    must_be(version, State.DRAFT, State.REVIEW)
    check(session, publication, version)
    if at is not None and at > clock.now():
        return schedule(session, publication, version, by, at, comment)
    return put_out(session, publication, version, by, comment)


def check(session: Session, publication: Publication, version: Version) -> None:
    publication.of_kind.check(session, publication.key, version.content)
    publication.of_kind.ready(session, publication.key, version.content)
    if not may_go_out(session, publication, version):
        raise NeedsApproval


def schedule(
    session: Session, publication: Publication, version: Version, by: Agent | None, at: datetime, comment: str
) -> Version:
    versions.check_comment(comment)
    version.publish_at = at
    due.cancel(session, PUBLISH, once(version))  # `due` would keep the sooner time: the newest wish counts
    session.flush()
    due.add(session, PUBLISH, at=at, once=once(version), publication=publication.id, version=version.number)
    note(session, publication, Did.SCHEDULED, version=version.number, by=by, comment=comment)
    return version


def unschedule(session: Session, version: Version, *, by: Agent | None) -> Version:
    """It no longer goes out by itself."""
    publication, version = held(session, version)
    if version.publish_at is not None:
        version.publish_at = None
        due.cancel(session, PUBLISH, once(version))
        note(session, publication, Did.UNSCHEDULED, version=version.number, by=by)
    return version


def put_out(
    session: Session, publication: Publication, version: Version, by: Agent | None, comment: str = ""
) -> Version:
    """Of the versions before it none goes out any more by itself."""
    versions.check_comment(comment)
    for each in session.scalars(select(Version).where(
        Version.publication_id == publication.id, Version.number <= version.number, Version.publish_at.is_not(None)
    )):  # fmt: skip
        each.publish_at = None
        due.cancel(session, PUBLISH, once(each))
    if publication.in_force is not None:
        version_of(session, publication, publication.in_force).state = State.RETIRED
    version.state, publication.in_force = State.PUBLISHED, version.number
    note(session, publication, Did.PUBLISHED, version=version.number, by=by, comment=comment)
    session.flush()  # the domain reads what is in force
    publication.of_kind.published(session, version)
    return version


def retire(
    session: Session, publication: Publication, *, by: Agent | None, at: datetime | None = None, comment: str = ""
) -> Publication:
    """Nothing of it is in force any more: from now on, or from ``at`` on."""
    publication = lock(session, publication.id)
    if publication.in_force is None:
        raise NothingInForce
    versions.check_comment(comment)
    due.cancel(session, RETIRE, str(publication.id))
    if at is not None and at > clock.now():
        session.flush()
        publication.retire_at = at
        due.add(session, RETIRE, at=at, once=str(publication.id), publication=publication.id)
        note(session, publication, Did.RETIREMENT_SCHEDULED, version=publication.in_force, by=by, comment=comment)
        return publication
    return take_back(session, publication, by, comment)


def take_back(session: Session, publication: Publication, by: Agent | None, comment: str = "") -> Publication:
    number = publication.in_force
    version_of(session, publication, number).state = State.RETIRED
    publication.in_force, publication.retire_at = None, None
    note(session, publication, Did.RETIRED, version=number, by=by, comment=comment)
    session.flush()  # the domain reads that nothing is in force
    publication.of_kind.retired(session, publication)
    return publication


def roll_back(
    session: Session, publication: Publication, number: int, *, by: Agent, comment: str = ""
) -> Version:
    """An older version again, as a new one. It goes out at once; where approval is asked for it
    waits in review like any other, for what was right then may be wrong now."""
    old = version_of(session, lock(session, publication.id), number)
    must_be(old, State.RETIRED)
    new = versions.write(
        session, publication.kind, publication.key, old.content, by=by, comment=comment, again=number
    )
    if publication.of_kind.asks_approval(session, publication.key, new.content):
        return submit(session, new, by=by)
    return publish(session, new, by=by)


def publish_due(session: Session, row: due.Due) -> None:
    """Its time has come. What may no longer go out stays, and its history says why."""
    publication = lock(session, row.facts["publication"])
    version = version_of(session, publication, row.facts["version"])
    if version.publish_at is None or version.state not in (State.DRAFT, State.REVIEW):
        return
    try:
        check(session, publication, version)
    except NotYet:
        again = clock.now() + SOON
        due.add(session, PUBLISH, at=again, once=once(version), publication=publication.id, version=version.number)
        return
    except Refusal as refusal:
        version.publish_at = None
        note(session, publication, Did.FAILED, version=version.number, comment=str(refusal)[: versions.LONGEST_COMMENT])
        return
    put_out(session, publication, version, None)


def retire_due(session: Session, row: due.Due) -> None:
    publication = lock(session, row.facts["publication"])
    if publication.in_force is not None and publication.retire_at is not None:
        take_back(session, publication, None)


def once(version: Version) -> str:
    return f"{version.publication_id}:{version.number}"

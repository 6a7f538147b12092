"""What is published under one key, its versions, and everything anybody did with them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, event, inspect, select
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column, relationship

from console import clock
from console.agents.agent import Agent
from console.db import Base
from console.errors import Conflict, Missing
from console.publishing import kinds
from console.publishing.kinds import Content, Kind


class State(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    RETIRED = "retired"
    """Was published, and another version has followed, or none."""


class Did(StrEnum):
    WROTE = "wrote"
    SUBMITTED = "submitted"
    COMMENTED = "commented"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    SCHEDULED = "scheduled"
    UNSCHEDULED = "unscheduled"
    PUBLISHED = "published"
    RETIRED = "retired"
    RETIREMENT_SCHEDULED = "retirement_scheduled"
    FAILED = "failed"
    """It was to go out now and may not: the comment says why."""


class WrongState(Conflict):
    message = "This version is no longer where you saw it."


class Publication(Base):
    """One article, offer or script, through all its versions."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str]
    newest: Mapped[int] = mapped_column(default=0)
    """The number of its last version: they are 1, 2, 3 … without a gap."""
    in_force: Mapped[int | None]
    """The number of the version that is published; None when none is."""
    retire_at: Mapped[datetime | None]
    acts_so_far: Mapped[int] = mapped_column(default=0)

    versions: Mapped[list[Version]] = relationship(back_populates="publication", order_by="Version.number")
    acts: Mapped[list[Act]] = relationship(back_populates="publication", order_by="Act.seq")

    @property
    def of_kind(self) -> Kind:
        return kinds.named(self.kind)


class Version(Base):
    """Never changed, but for where it stands."""

    __tablename__ = "publication_version"
    __table_args__ = (UniqueConstraint("publication_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    """None when nobody in person wrote it: an import, the demo."""
    at: Mapped[datetime]
    comment: Mapped[str]
    again: Mapped[int | None]
    """The number of the version this one brings back."""
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    publish_at: Mapped[datetime | None]
    """When it is to go out by itself."""

    publication: Mapped[Publication] = relationship(back_populates="versions")
    author: Mapped[Agent | None] = relationship()


class Act(Base):
    """Something somebody did. Append only, with dense numbers."""

    __tablename__ = "publication_act"
    __table_args__ = (
        UniqueConstraint("publication_id", "seq"),
        Index("ix_publication_act_version", "publication_id", "version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    seq: Mapped[int]
    version: Mapped[int | None]
    did: Mapped[Did]
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    """None when it fell due."""
    at: Mapped[datetime]
    comment: Mapped[str]
    passage: Mapped[str] = mapped_column(default="")
    """What of the version a remark is about, in its words; empty: all of it."""

    publication: Mapped[Publication] = relationship(back_populates="acts")
    agent: Mapped[Agent | None] = relationship()


MAY_CHANGE = {"state", "publish_at"}


@event.listens_for(Version, "before_update")
def versions_stay(mapper: Mapper[Any], connection: object, version: Version) -> None:
    changed = {each.key for each in inspect(version).attrs if each.history.has_changes()}
    if changed & set(mapper.columns.keys()) - MAY_CHANGE:
        raise RuntimeError(f"version {version.number} never changes")


@event.listens_for(Act, "before_update")
@event.listens_for(Act, "before_delete")
@event.listens_for(Version, "before_delete")
def history_stays(mapper: Mapper[Any], connection: object, row: object) -> None:
    raise RuntimeError("what was written is history, and stays")


def publication(session: Session, kind: str, key: str) -> Publication:
    """Raises Missing."""
    found = session.scalar(select(Publication).where(Publication.kind == kind, Publication.key == key))
    if found is None:
        raise Missing
    return found


def all_of(session: Session, kind: str) -> list[Publication]:
    return list(session.scalars(select(Publication).where(Publication.kind == kind).order_by(Publication.key)))


def lock(session: Session, publication_id: int) -> Publication:
    """Read afresh and held until the transaction ends."""
    return session.scalars(
        select(Publication)
        .where(Publication.id == publication_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def version(session: Session, publication: Publication, number: int | None) -> Version:
    """By its number, as it stands now. Raises Missing."""
    found = session.scalar(
        select(Version)
        .where(Version.publication_id == publication.id, Version.number == number)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing
    return found


def note(
    session: Session, publication: Publication, did: Did, *,
    version: int | None = None, by: Agent | None = None, comment: str = "", passage: str = "",
) -> Act:  # fmt: skip
    """Appends one act, under the publication's lock."""
    publication.acts_so_far += 1
    act = Act(
        publication_id=publication.id, seq=publication.acts_so_far, version=version, did=did,
        agent_id=by.id if by else None, at=clock.now(), comment=comment, passage=passage,
    )  # fmt: skip
    session.add(act)
    return act


def content_in_force(session: Session, publication: Publication) -> Content | None:
    return None if publication.in_force is None else version(session, publication, publication.in_force).content

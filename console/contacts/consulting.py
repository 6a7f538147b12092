"""What an agent looked up, in a contact or without one, and whether it helped.

One row is one search from its first letter to its end; the browser tells the same row again as
more becomes known. Words are redacted before they are kept. A quotation names the version quoted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due
from console.agents.agent import Agent
from console.contacts import access
from console.contacts.contact import Contact
from console.contacts.messaging import Chat, identifier
from console.customers import profile
from console.db import Base
from console.errors import Invalid, Missing
from console.knowledge import gaps, learning, likeness, quoted
from console.knowledge.articles import ArticleVersion
from console.knowledge.gaps import Failure
from console.knowledge.learning import Source


class Came(StrEnum):
    """What came of it, each later one outweighing the earlier."""

    NOTHING = "nothing"
    ABANDONED = "abandoned"
    OPENED = "opened"
    QUOTED = "quoted"
    NOT_SOLVED = "not_solved"
    SOLVED = "solved"


RANK = {came: rank for rank, came in enumerate(Came)}
FAILED = {
    Came.NOTHING: Failure.NOTHING, Came.ABANDONED: Failure.ABANDONED, Came.NOT_SOLVED: Failure.NOT_SOLVED
}  # fmt: skip
QUOTED_WEIGHT = 0.5
"""Quoted in a contact that was then solved, though nobody said it was this that solved it."""


class Consultation(Base):
    __tablename__ = "consultation"
    __table_args__ = (
        Index("ix_consultation_contact_id", "contact_id"),
        Index("ix_consultation_article_id", "article_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(unique=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    typed: Mapped[str]
    """Redacted."""
    language: Mapped[str]
    came: Mapped[Came]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"))
    version: Mapped[int | None]
    """Of the article, as it was read or quoted."""
    at: Mapped[datetime]
    fed_at: Mapped[datetime | None]
    """When a gap counted it."""
    learnt_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Told:
    """One search as the browser tells it."""

    client_id: str
    typed: str
    came: Came
    article_id: int | None = None
    version: int | None = None


def tell(session: Session, told: Told, *, by: Agent, contact: Contact | None) -> Consultation:
    """Keeps a search, or what more became of one. ``contact``: on whose desk it is was checked.

    A retry changes nothing; what came of it only ever grows. Raises Invalid for an article or
    version that never was, Missing for somebody else's search."""
    client_id, words = identifier(told.client_id), anonymous(session, told.typed, contact)
    must_exist(session, told)
    known = session.scalar(select(Consultation).where(Consultation.client_id == client_id).with_for_update())
    if known is None:
        known = Consultation(
            client_id=client_id, agent_id=by.id, contact_id=contact.id if contact else None, typed=words,
            language=contact.language if contact else by.language, came=told.came,
            article_id=told.article_id, version=told.version, at=clock.now(),
        )  # fmt: skip
        session.add(known)
        session.flush()  # the due row names it
    elif known.agent_id != by.id:
        raise Missing
    elif RANK[told.came] >= RANK[known.came]:
        known.came, known.typed = told.came, words
        known.article_id, known.version = told.article_id, told.version
    if known.came in FAILED and known.fed_at is None:
        due.add(session, "knowledge.gap", once=str(known.id), consultation_id=known.id)
    return known


def must_exist(session: Session, told: Told) -> None:
    if told.article_id is None:
        if RANK[told.came] >= RANK[Came.OPENED]:
            raise Invalid("Say which article it was.", field="article")
        return
    found = session.scalar(
        select(ArticleVersion.id).where(
            ArticleVersion.article_id == told.article_id, ArticleVersion.version == told.version
        )
    )
    if found is None:
        raise Invalid("That version of the article does not exist.", field="version")


def anonymous(session: Session, typed: str, contact: Contact | None) -> str:
    """Redacted, and without the customer's own names: rules can't find names, but here we know them."""
    words = learning.cleaned(typed)
    theirs = set(likeness.folded(names_of(session, contact)).split()) if contact else set()
    return " ".join(each for each in words.split() if likeness.folded(each) not in theirs or not theirs)


def names_of(session: Session, contact: Contact) -> str:
    """As they are known, and as they called themselves in the chat."""
    chat = session.get(Chat, contact.id)
    known = profile.profile(session, contact.record.customer_id).name if contact.record else ""
    return f"{known} {(chat and chat.visitor_name) or ''}"


def cited(session: Session, contact_id: int) -> list[dict[str, Any]]:
    """What was quoted in a contact, each in the version that was quoted: ``{article, version, title}``."""
    query = (
        select(ArticleVersion)
        .join(
            Consultation,
            (Consultation.article_id == ArticleVersion.article_id) & (Consultation.version == ArticleVersion.version),
        )
        .where(Consultation.contact_id == contact_id, Consultation.came.in_((Came.QUOTED, Came.SOLVED)))
        .order_by(Consultation.id)
    )
    return [quoted.cited(session, each) for each in dict.fromkeys(session.scalars(query))]


def contact_of(session: Session, agent: Agent, contact_id: int | None) -> Contact | None:
    """The contact on this agent's desk that a search was for. Raises Missing."""
    return access.contact_for(session, agent, contact_id) if contact_id is not None else None


def feed_gap(session: Session, row: due.Due) -> None:
    """The due row's handler: a search that failed, unless something came of it meanwhile."""
    told = session.get(Consultation, row.facts["consultation_id"])
    if told is None or told.fed_at is not None or told.came not in FAILED:
        return
    told.fed_at = clock.now()
    read = (told.article_id, told.version) if told.article_id and told.version else None
    gaps.feed(session, told.typed, language=told.language, failure=FAILED[told.came], read=read)


def learn_from(session: Session, row: due.Due) -> None:
    """The due row's handler, once a contact is wrapped up: what helped becomes a phrasing of its
    article, but only where the contact itself came to a good end."""
    contact = session.get(Contact, row.facts["contact_id"])
    if contact is None:
        return
    query = select(Consultation).where(Consultation.contact_id == contact.id, Consultation.learnt_at.is_(None))
    for each in session.scalars(query.order_by(Consultation.id)):
        each.learnt_at = clock.now()
        if each.article_id is None:
            continue
        if each.came is Came.NOT_SOLVED:
            learning.doubt(session, each.article_id, each.typed)
        elif contact.resolved_at is not None and each.came in (Came.SOLVED, Came.QUOTED):
            weight = 1.0 if each.came is Came.SOLVED else QUOTED_WEIGHT
            learning.teach(session, each.article_id, each.typed, source=Source.SOLVED, weight=weight)


def forget_old(session: Session, before: datetime, most: int) -> int:
    """Searches begun before; what was learnt from them fades by itself."""
    ids = session.scalars(select(Consultation.id).where(Consultation.at < before).limit(most)).all()
    session.execute(delete(Consultation).where(Consultation.id.in_(ids)))
    return len(ids)

"""What was searched and not found, gathered by meaning until an editor answers it.

No personal data comes in: phrases are redacted here once more before they are compared or kept.
An answered gap gives its words to the article that answers it, so the next such search finds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console import clock
from console.agents.agent import Agent
from console.db import Base
from console.errors import Conflict
from console.knowledge import in_vain, learning, likeness
from console.knowledge.articles import Article
from console.knowledge.learning import Source

ALIKE = 0.62
"""From this likeness on, two phrases ask for the same. Below it an editor joins them by hand."""
MOST_PHRASES = 30
"""Per gap; the rarest gives way."""
WATCHED = timedelta(days=365)


class GapState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


class Failure(StrEnum):
    """How a search failed."""

    NOTHING = "found_nothing"
    ABANDONED = "abandoned"
    NOT_SOLVED = "not_solved"


class Gap(Base):
    __tablename__ = "gap"
    __table_args__ = (Index("ix_gap_state", "state", "last_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str]
    state: Mapped[GapState] = mapped_column(default=GapState.OPEN)
    opened_at: Mapped[datetime]
    last_at: Mapped[datetime]
    found_nothing: Mapped[int] = mapped_column(default=0)
    abandoned: Mapped[int] = mapped_column(default=0)
    not_solved: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"))
    being_written: Mapped[str | None]
    """Key of the publication that is to answer it, as soon as that goes out."""

    phrases: Mapped[list[GapPhrase]] = relationship(
        back_populates="gap", order_by="GapPhrase.times.desc(), GapPhrase.id", cascade="all, delete-orphan"
    )

    @property
    def times(self) -> int:
        return self.found_nothing + self.abandoned + self.not_solved


class GapPhrase(Base):
    __tablename__ = "gap_phrase"
    __table_args__ = (UniqueConstraint("gap_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gap_id: Mapped[int] = mapped_column(ForeignKey("gap.id", ondelete="CASCADE"))
    phrase: Mapped[str]
    folded: Mapped[str]
    times: Mapped[int] = mapped_column(default=1)

    gap: Mapped[Gap] = relationship(back_populates="phrases")


class GapClosed(Conflict):
    message = "Somebody has closed this gap already."


def feed(
    session: Session, phrase: str, *, language: str, failure: Failure, read: tuple[int, int] | None = None
) -> Gap | None:
    """A search failed: the gap of that meaning counts it, or one opens. None when nothing but
    personal data or punctuation was typed. ``read``: the article, and its version, that did not help."""
    phrase = learning.cleaned(phrase)
    if not likeness.meaning(phrase):
        return None
    gap = nearest(session, phrase)
    if gap is None:
        gap = Gap(language=language, state=GapState.OPEN, opened_at=clock.now(), last_at=clock.now())
        gap.found_nothing = gap.abandoned = gap.not_solved = 0
        session.add(gap)
    gap.last_at = clock.now()
    setattr(gap, failure, getattr(gap, failure) + 1)
    say(gap, phrase)
    if read is not None:
        session.flush()  # a new gap's number
        in_vain.count(session, gap.id, *read)
    return gap


def say(gap: Gap, phrase: str) -> None:
    folded = likeness.folded(phrase)
    known = next((each for each in gap.phrases if each.folded == folded), None)
    if known is not None:
        known.times += 1
        return
    if len(gap.phrases) >= MOST_PHRASES:
        gap.phrases.remove(min(gap.phrases, key=lambda each: (each.times, -each.id)))
    gap.phrases.append(GapPhrase(phrase=phrase, folded=folded, times=1))


def nearest(session: Session, phrase: str) -> Gap | None:
    """The gap that asks for the same, open or dismissed: what was dismissed doesn't nag again."""
    query = (
        select(GapPhrase)
        .join(GapPhrase.gap)
        .where(Gap.state != GapState.ANSWERED)
        .order_by(Gap.last_at.desc())
        .limit(5_000)
    )
    wanted = likeness.meaning(phrase)
    best, nearest_gap = ALIKE, None
    for each in session.scalars(query):
        near = likeness.likeness(wanted, likeness.meaning(each.phrase))
        if near >= best:
            best, nearest_gap = near, each.gap
    return nearest_gap


def answer(session: Session, gap: Gap, *, by: Agent | None, article: Article) -> Gap:
    """An article answers it: its words become phrasings that find the article. Raises GapClosed."""
    close(session, gap, by=by, state=GapState.ANSWERED)
    gap.article_id = article.id
    for each in gap.phrases:
        learning.teach(session, article.id, each.phrase, source=Source.GAP)
    return gap


def dismiss(session: Session, gap: Gap, *, by: Agent) -> Gap:
    """Nothing we would write about."""
    return close(session, gap, by=by, state=GapState.DISMISSED)


def close(session: Session, gap: Gap, *, by: Agent | None, state: GapState) -> Gap:
    session.refresh(gap, with_for_update=True)
    if gap.state is not GapState.OPEN:
        raise GapClosed
    gap.state, gap.closed_at, gap.closed_by = state, clock.now(), by.id if by else None
    return gap


def join(session: Session, gap: Gap, *, into: Gap) -> Gap:
    """An editor knows better: both ask for the same."""
    for each in list(gap.phrases):
        for _ in range(each.times):
            say(into, each.phrase)
    into.found_nothing += gap.found_nothing
    into.abandoned += gap.abandoned
    into.not_solved += gap.not_solved
    into.being_written = into.being_written or gap.being_written
    into.opened_at, into.last_at = min(gap.opened_at, into.opened_at), max(gap.last_at, into.last_at)
    in_vain.move(session, gap.id, into=into.id)
    session.delete(gap)
    return into


def open_gaps(session: Session, *, limit: int = 200) -> list[Gap]:
    """The most pressing first: what found nothing weighs more than what was only left."""
    found = session.scalars(select(Gap).where(Gap.state == GapState.OPEN).order_by(Gap.last_at.desc()).limit(2_000))
    return sorted(found, key=lambda each: (-pressing(each), each.id))[:limit]


def pressing(gap: Gap) -> float:
    return gap.found_nothing + gap.not_solved + gap.abandoned / 2


@dataclass(frozen=True, slots=True)
class HalfLife:
    """``days`` until half of the gaps are answered; None while fewer than half ever were."""

    days: float | None
    opened: int
    answered: int


def half_life(session: Session) -> HalfLife:
    """Kaplan and Meier's median over the gaps opened within a year: an open gap counts as long as
    it has been open, so that leaving gaps open can't make the number look better."""
    now = clock.now()
    gaps = session.scalars(
        select(Gap).where(Gap.opened_at >= now - WATCHED, Gap.state != GapState.DISMISSED)
    ).all()
    lived = sorted(
        (((each.closed_at or now) - each.opened_at).total_seconds() / 86_400, each.state is GapState.ANSWERED)
        for each in gaps
    )
    return HalfLife(median(lived), len(gaps), sum(answered for _, answered in lived))


def median(lived: list[tuple[float, bool]]) -> float | None:
    """The first time at which the share still open falls to one half. ``lived`` is sorted."""
    share, at_risk = 1.0, len(lived)
    for place, (days, answered) in enumerate(lived):
        if answered:
            share *= 1 - 1 / (at_risk - place)
            if share <= 0.5 + 1e-12:
                return days
    return None


def forget_old(session: Session, before: datetime, most: int) -> int:
    """Gaps nobody has asked for since, answered or not, with their words."""
    old = select(Gap).where(Gap.last_at < before, func.coalesce(Gap.closed_at, Gap.last_at) < before).limit(most)
    found = list(session.scalars(old))
    for each in found:
        session.delete(each)
    return len(found)

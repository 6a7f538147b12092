"""How people ask for an article: phrasings that solved something, learnt, capped, forgotten again.

What is learnt is words only, redacted, and an editor can look at each and throw it out for good.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due
from console.db import Base
from console.errors import Invalid
from console.knowledge import likeness
from console.redaction import redacted

MOST_PER_ARTICLE = 40
MOST_WEIGHT = 5.0
"""However often the same was asked, it counts for no more: popularity must not bury the rest."""
HALF_LIFE = timedelta(days=90)
FORGOTTEN = 0.25
LONGEST = 160
PLACEHOLDER = re.compile(r"\[[a-z_]+\]")


class Source(StrEnum):
    SOLVED = "solved"
    GAP = "gap"
    EDITOR = "editor"


class AskedState(StrEnum):
    LIVE = "live"
    REJECTED = "rejected"


class Asked(Base):
    """One way an article is asked for."""

    __tablename__ = "asked"
    __table_args__ = (UniqueConstraint("article_id", "folded"), Index("ix_asked_state", "state", "last_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    phrase: Mapped[str]
    folded: Mapped[str]
    source: Mapped[Source]
    state: Mapped[AskedState] = mapped_column(default=AskedState.LIVE)
    weight: Mapped[float]
    """As it was at ``last_at``; since then it has faded."""
    times: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]

    def weighs(self, at: datetime) -> float:
        """What people wrote on purpose doesn't fade; what was learnt halves every ninety days."""
        if self.source is not Source.SOLVED:
            return self.weight
        fraction: float = 0.5 ** ((at - self.last_at) / HALF_LIFE)
        return self.weight * fraction


def cleaned(phrase: str) -> str:
    """Redacted, on one line, short, and without the placeholders: words only."""
    return " ".join(PLACEHOLDER.sub(" ", redacted(phrase[:1_000])).split())[:LONGEST].strip()


def teach(session: Session, article_id: int, phrase: str, *, source: Source, weight: float = 1.0) -> Asked | None:
    """This is how the article is asked for. None when no words are left, or an editor threw it out."""
    phrase = cleaned(phrase)
    if not likeness.meaning(phrase):
        return None
    folded, now = likeness.folded(phrase), clock.now()
    known = session.scalar(select(Asked).where(Asked.article_id == article_id, Asked.folded == folded))
    if known is None:
        known = Asked(
            article_id=article_id, phrase=phrase, folded=folded, source=source, state=AskedState.LIVE,
            weight=weight, times=1, first_at=now, last_at=now,
        )  # fmt: skip
        session.add(known)
        session.flush()  # the cap counts it
    elif known.state is AskedState.REJECTED and source is Source.SOLVED:
        return None
    else:
        known.state = AskedState.LIVE
        known.weight = min(MOST_WEIGHT, known.weighs(now) + weight)
        known.times, known.last_at = known.times + 1, now
        known.source = source if source is not Source.SOLVED else known.source
    cap(session, article_id)
    index_again(session, article_id)
    return known


def unteach(session: Session, article_id: int, phrase: str) -> None:
    """A gap was answered with the wrong article: what was taught by that alone is gone, what was known before stays."""
    folded = likeness.folded(cleaned(phrase))
    known = session.scalar(select(Asked).where(Asked.article_id == article_id, Asked.folded == folded))
    if known is None or known.source is not Source.GAP:
        return
    if known.times > 1:
        known.times, known.weight = known.times - 1, max(0.0, known.weight - 1.0)
    else:
        session.delete(known)
    index_again(session, article_id)


def doubt(session: Session, article_id: int, phrase: str) -> None:
    """It was asked so, and the article did not help: the phrasing weighs half."""
    folded = likeness.folded(cleaned(phrase))
    known = session.scalar(select(Asked).where(Asked.article_id == article_id, Asked.folded == folded))
    if known is not None and known.source is Source.SOLVED:
        known.weight, known.last_at = known.weighs(clock.now()) / 2, clock.now()
        index_again(session, article_id)


def reject(session: Session, asked: Asked) -> None:
    """An editor throws it out; it is never learnt again by itself."""
    asked.state = AskedState.REJECTED
    index_again(session, asked.article_id)


def restore(session: Session, asked: Asked) -> None:
    """An editor takes it back; from now on it counts as the editor's own."""
    asked.state = AskedState.LIVE
    keep(session, asked)


def keep(session: Session, asked: Asked) -> None:
    """An editor agrees with what was learnt: it fades no more, and counts at least as what the editor writes does."""
    asked.weight, asked.last_at = max(asked.weighs(clock.now()), 1.0), clock.now()
    asked.source = Source.EDITOR
    index_again(session, asked.article_id)


def write(session: Session, article_id: int, phrase: str) -> Asked:
    """An editor adds one. Raises Invalid when nothing is left of it."""
    made = teach(session, article_id, phrase, source=Source.EDITOR)
    if made is None:
        raise Invalid("Write how people ask for it, without personal data.", field="phrase")
    return made


def cap(session: Session, article_id: int) -> None:
    """The lightest give way; an editor's own never do before what was learnt."""
    now, live = clock.now(), live_of(session, article_id)
    for each in sorted(live, key=lambda a: (a.source is not Source.SOLVED, a.weighs(now), a.id))[:-MOST_PER_ARTICLE]:
        session.delete(each)


def live_of(session: Session, article_id: int) -> list[Asked]:
    query = select(Asked).where(Asked.article_id == article_id, Asked.state == AskedState.LIVE).order_by(Asked.id)
    return list(session.scalars(query))


def asked_of(session: Session, article_ids: list[int]) -> dict[int, list[Asked]]:
    """The phrasings of each article that count now, the heaviest first: what the index takes in."""
    now = clock.now()
    found: dict[int, list[Asked]] = {each: [] for each in article_ids}
    query = select(Asked).where(Asked.state == AskedState.LIVE, Asked.article_id.in_(article_ids))
    for each in session.scalars(query):
        if each.weighs(now) >= FORGOTTEN:
            found[each.article_id].append(each)
    for phrasings in found.values():
        phrasings.sort(key=lambda each: (-each.weighs(now), each.id))
    return found


def forget(session: Session) -> int:
    """What has faded away is deleted, nightly; how many."""
    oldest = clock.now() - HALF_LIFE  # nothing younger can have faded so far
    query = select(Asked).where(
        Asked.state == AskedState.LIVE, Asked.source == Source.SOLVED, Asked.last_at < oldest
    )
    faded = [each for each in session.scalars(query) if each.weighs(clock.now()) < FORGOTTEN]
    for each in faded:
        session.delete(each)
        index_again(session, each.article_id)
    return len(faded)


def index_again(session: Session, article_id: int) -> None:
    due.add(session, "knowledge.index", once=str(article_id), article_id=article_id)

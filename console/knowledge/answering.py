"""A gap answered by writing waits while the article is a draft, and closes as it goes out; a mistake is undone."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.errors import Conflict
from console.knowledge import gaps, learning
from console.knowledge.articles import Article
from console.knowledge.gaps import Gap, GapState


def begin(session: Session, gap_id: int, key: str) -> None:
    """``key``: of the publication that is being written for it. A gap that was closed meanwhile stays so."""
    gap = session.get(Gap, gap_id)
    if gap is not None and gap.state is GapState.OPEN:
        gap.being_written = key


def went_out(session: Session, key: str, article: Article, *, by: Agent | None) -> None:
    """Whenever that is, and by whatever way: at once, once it was approved, or at its time."""
    waiting = select(Gap).where(Gap.state == GapState.OPEN, Gap.being_written == key)
    for gap in session.scalars(waiting):
        with suppress(gaps.GapClosed):  # by somebody else at this moment: no reason to hold the article back
            gaps.answer(session, gap, by=by, article=article)


class GapOpen(Conflict):
    message = "This gap is open already."


def reopen(session: Session, gap: Gap) -> Gap:
    """It was answered with the wrong article, or put aside by mistake. Raises GapOpen."""
    session.refresh(gap, with_for_update=True)
    if gap.state is GapState.OPEN:
        raise GapOpen
    if gap.article_id is not None:
        for each in gap.phrases:
            learning.unteach(session, gap.article_id, each.phrase)
    gap.state, gap.closed_at, gap.closed_by, gap.article_id, gap.being_written = GapState.OPEN, None, None, None, None
    return gap

"""Which offers go out only with somebody else's approval: by category, and insurance always, since its words
bind the company for a year."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.agents.agent import Agent
from console.db import Base
from console.errors import Invalid
from console.offers import marketers
from console.offers.vocabulary import INSURANCE

LONGEST, MOST = 60, 100


class ApprovedCategory(Base):
    """Offers of this category wait for a second person."""

    __tablename__ = "approved_category"

    category: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    """Who said so."""


def needed(session: Session, category: str) -> bool:
    return category == INSURANCE or session.get(ApprovedCategory, category) is not None


def categories(session: Session) -> list[str]:
    chosen = session.scalars(select(ApprovedCategory.category))
    return sorted({*chosen, INSURANCE})


def choose(session: Session, wanted: Iterable[str], *, by: Agent) -> None:
    """Exactly these from now on, besides insurance; what is in force stays. Of two who choose at once the
    later one decides. Raises Missing for who doesn't approve, Invalid naming ``categories``."""
    marketers.approving(by)
    names = {each.strip() for each in wanted} - {"", INSURANCE}
    if len(names) > MOST or any(len(each) > LONGEST for each in names):
        raise Invalid("{field_name}: expected a list of texts.", field="categories", field_name="categories")
    session.execute(delete(ApprovedCategory).where(ApprovedCategory.category.not_in(names)))
    known = set(session.scalars(select(ApprovedCategory.category)))
    for each in sorted(names - known):  # in one order, so that no two wait for each other
        with contextlib.suppress(IntegrityError), session.begin_nested():  # somebody else has just chosen it too
            session.add(ApprovedCategory(category=each, since=clock.now(), agent_id=by.id))

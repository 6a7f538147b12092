"""What is left of what somebody paid: from the cost of a line where its source says it, else from the share its
category leaves, else from the share the company assumes. How much of a sum stands on which is told with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.agents.agent import Agent
from console.customers.behaviour import Behaviour
from console.customers.purchases import PurchaseLine
from console.customers.sensitive import is_sensitive
from console.db import Base
from console.errors import Invalid

NEWEST = 50_000
"""Lines looked at to name the categories: enough for any of weight."""


class CategoryMargin(Base):
    """Of each euro paid for something of this category, how much is left."""

    __tablename__ = "category_margin"

    category: Mapped[str] = mapped_column(primary_key=True)
    share: Mapped[float]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))


@dataclass(frozen=True, slots=True)
class Margin:
    """``cents`` of what was paid; the rest says of how much paid it is known, by category, or assumed."""

    cents: int
    costed_cents: int
    category_cents: int
    assumed_cents: int


@dataclass(frozen=True, slots=True)
class Category:
    name: str
    paid_cents: int
    costed_cents: int
    """Of that, of lines whose cost is known: their share is not asked for."""
    share: float | None


def shares(session: Session) -> dict[str, float]:
    return {each.category: each.share for each in session.scalars(select(CategoryMargin))}


def of(figures: Behaviour, by_category: Mapping[str, float], assumed: float) -> Margin:
    """Integer cents; each category is rounded once."""
    known = {name: paid for name, paid in figures.uncosted.items() if name in by_category}
    rest = sum(figures.uncosted.values()) - sum(known.values())
    left = sum(round(paid * by_category[name]) for name, paid in known.items()) + round(rest * assumed)
    return Margin(figures.costed_margin_cents + left, figures.costed_cents, sum(known.values()), rest)


def categories(session: Session) -> list[Category]:
    """Those lately bought from, most first, and those that have a share already; none that reveals health or faith."""
    newest = select(PurchaseLine).order_by(PurchaseLine.id.desc()).limit(NEWEST).subquery()
    costed = func.coalesce(func.sum(newest.c.cents).filter(newest.c.cost_cents.is_not(None)), 0)
    query = select(newest.c.category, func.sum(newest.c.cents), costed).group_by(newest.c.category)
    set_ = shares(session)
    found = {name: Category(name, paid, known, set_.get(name)) for name, paid, known in session.execute(query)}
    found |= {name: Category(name, 0, 0, share) for name, share in set_.items() if name not in found}
    shown = (each for each in found.values() if not is_sensitive(each.name, ""))
    return sorted(shown, key=lambda each: (-each.paid_cents, each.name))


def set_share(session: Session, category: str, share: float | None, *, by: Agent | None = None) -> None:
    """None: nobody knows, and the company's share is assumed. Raises Invalid outside of 0 to 1."""
    if not category or len(category) > 100:
        raise Invalid("Expected the name of a category.", field="category")
    if share is not None and not 0 <= share <= 1:
        raise Invalid("Expected a share from 0 to 100 %.", field="share")
    if share is None:
        session.execute(delete(CategoryMargin).where(CategoryMargin.category == category))
        return
    said = {"share": share, "at": clock.now(), "by_id": by.id if by else None}
    if not said_again(session, category, said):
        try:
            with session.begin_nested():  # somebody else may say it for the first time at this moment
                session.add(CategoryMargin(category=category, **said))
        except IntegrityError:
            said_again(session, category, said)


def said_again(session: Session, category: str, said: dict[str, Any]) -> bool:
    """Whether it had a share, which is this one now: the last word counts."""
    known = session.get(CategoryMargin, category, with_for_update=True, populate_existing=True)
    if known is not None:
        known.share, known.at, known.by_id = said["share"], said["at"], said["by_id"]
    return known is not None

"""A thumb on the scale, in the open: a factor for an offer or a category, with an owner and an end.

    priority = expected value × context × lever, both within [0.5, 2]
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.agents.agent import Agent, Role
from console.db import Base
from console.errors import Invalid, Missing
from console.offers.catalogue import Offer

LEAST, MOST = 50, 200
"""Hundredths."""
LONGEST = timedelta(days=366)


class Lever(Base):
    __tablename__ = "lever"
    __table_args__ = (
        CheckConstraint("factor BETWEEN 50 AND 200", name="factor"),
        CheckConstraint("(offer_id IS NULL) <> (category IS NULL)", name="of_one"),
        Index("ix_lever_until", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    category: Mapped[str | None]
    factor: Mapped[int]
    """Hundredths: 150 counts half as much again."""
    why: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    made_at: Mapped[datetime]
    until: Mapped[datetime]


def put(
    session: Session, *, by: Agent, factor: int, why: str, until: datetime,
    offer: Offer | None = None, category: str | None = None,
) -> Lever:  # fmt: skip
    """Raises Invalid naming the field: beyond its bounds, without an end, or of nothing."""
    if by.role not in (Role.SUPERVISOR, Role.ADMIN):
        raise Missing
    if not LEAST <= factor <= MOST:
        raise Invalid("A lever is from 0.5 to 2.", field="factor")
    if not why.strip():
        raise Invalid("Say why.", field="why")
    if not clock.now() < until <= clock.now() + LONGEST:
        raise Invalid("A lever ends, within a year.", field="until")
    if (offer is None) == (not category):
        raise Invalid("A lever is of one offer or of one category.", field="offer")
    lever = Lever(
        offer_id=offer.id if offer else None, category=category or None, factor=factor,
        why=why.strip(), owner_id=by.id, made_at=clock.now(), until=until,
    )  # fmt: skip
    session.add(lever)
    return lever


def take_off(session: Session, lever_id: int, *, by: Agent) -> None:
    """Ends it now; it stays on record."""
    if by.role not in (Role.SUPERVISOR, Role.ADMIN):
        raise Missing
    lever = session.get(Lever, lever_id, with_for_update=True)
    if lever is None or lever.until <= clock.now():
        raise Missing
    lever.until = clock.now()


def in_force(session: Session) -> list[Lever]:
    return list(session.scalars(select(Lever).where(Lever.until > clock.now()).order_by(Lever.id)))


def factors(levers: list[Lever]) -> dict[str, int]:
    """Hundredths by ``offer:7`` and ``category:wine``; of two on the same, the newer counts."""
    return {
        f"offer:{each.offer_id}" if each.offer_id else f"category:{each.category}": each.factor
        for each in levers
    }


def of(offer: Offer, known: dict[str, int]) -> int:
    """Both its own and its category's, within the bounds."""
    both = known.get(f"offer:{offer.id}", 100) * known.get(f"category:{offer.category}", 100) // 100
    return min(max(both, LEAST), MOST)

"""What somebody usually buys and what they would like but never bought, as the last night found it.

Only of who said that we may look at what they buy; who takes it back leaves at once. Made by
`console.offers.tasting`; nothing of a sensitive kind is ever in it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from console.db import Base


class CustomerTaste(Base):
    __tablename__ = "customer_taste"

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    day: Mapped[date]
    version: Mapped[int]
    """Of the arithmetic that found it."""
    usual: Mapped[list[Any]]
    """``[product, times]``: in how many of the year's purchases, the most first."""
    fresh: Mapped[list[Any]]
    """``[product, score, because]``: never bought, the likeliest first, and which of the things they
    did buy speaks loudest for it."""


def of(session: Session, customer_id: int) -> CustomerTaste | None:
    return session.get(CustomerTaste, customer_id)


def leave(session: Session, customer_id: int) -> None:
    session.execute(delete(CustomerTaste).where(CustomerTaste.customer_id == customer_id))

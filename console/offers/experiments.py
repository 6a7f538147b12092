"""What deciding leaves to chance, on purpose: the hold-out, the width of a draw, exploration.

The *hold-out* is a small share of customers to whom nothing is sold, so that what selling brings can
be measured against it. It is theirs for good: the same person is always in or always out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from console.agents.agent import Agent, Role
from console.db import Base
from console.errors import Invalid, Missing

PARTS = 10_000
MOST_HELD_OUT = 2_000
MOST_EXPLORED = 1_000
NEAR = 98
"""Hundredths of the best that whatever a draw puts first is expected to be worth. Unbounded, a draw
costs most where least is known, and where the model is wrong."""
SALT = "comparison group"
"""Changing it would draw all lots anew."""


class Experiment(Base):
    """One row: what is in force."""

    __tablename__ = "experiment"
    __table_args__ = (
        CheckConstraint("holdout BETWEEN 0 AND 2000", name="holdout"),
        CheckConstraint("width BETWEEN 0 AND 100", name="width"),
        CheckConstraint("exploration BETWEEN 0 AND 1000", name="exploration"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    holdout: Mapped[int]
    """Of 10,000 customers, how many are never sold anything."""
    width: Mapped[int]
    """Hundredths of the posterior's width a draw uses."""
    exploration: Mapped[int]
    """Of 10,000 decisions, how many take any open offer instead of the best."""


@dataclass(frozen=True, slots=True)
class Settings:
    holdout: int = 200
    width: int = 25
    exploration: int = 0


def settings(session: Session) -> Settings:
    found = session.get(Experiment, 1)
    return Settings(found.holdout, found.width, found.exploration) if found else Settings()


def change(session: Session, *, by: Agent, holdout: int, width: int, exploration: int) -> Settings:
    """Raises Invalid naming the field; only supervisors and admins may."""
    if by.role not in (Role.SUPERVISOR, Role.ADMIN):
        raise Missing
    for field, value, most in (
        ("holdout", holdout, MOST_HELD_OUT), ("width", width, 100), ("exploration", exploration, MOST_EXPLORED),
    ):  # fmt: skip
        if not 0 <= value <= most:
            raise Invalid(
                "{field_name}: expected a whole number from {least} to {most}.",
                field=field, field_name=field, least=0, most=most,
            )  # fmt: skip
    found = session.get(Experiment, 1, with_for_update=True)
    if found is None:
        session.add(Experiment(id=1, holdout=holdout, width=width, exploration=exploration))
    else:
        found.holdout, found.width, found.exploration = holdout, width, exploration
    return Settings(holdout, width, exploration)


def held_out(customer_id: int | None, share: int) -> bool:
    """Whether somebody is in the hold-out: by a hash of who they are, so it needs no table."""
    return customer_id is not None and lot(customer_id) < share


def lot(customer_id: int) -> int:
    """Each customer's, from 0 to 9,999."""
    digest = hashlib.sha256(f"{SALT}:{customer_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % PARTS


def exploring(contact_id: int, share: int) -> float | None:
    """Where on the list of open offers this contact explores, in [0, 1); None when it doesn't."""
    if not share:
        return None
    digest = hashlib.sha256(f"{SALT}:explore:{contact_id}".encode()).digest()
    if int.from_bytes(digest[:8], "big") % PARTS >= share:
        return None
    return int.from_bytes(digest[8:14], "big") / 2**48


def chance_seed(contact_id: int) -> int:
    """The same contact always draws the same, so that deciding again changes nothing by itself."""
    digest = hashlib.sha256(f"{SALT}:contact:{contact_id}".encode()).digest()
    return int.from_bytes(digest[:6], "big")

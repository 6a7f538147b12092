"""What was compared, how alike it was, and what people said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from console.customers import matching, numbering
from console.customers.matching import Model
from console.db import Base

LEARN = "customers.learn"
LEARN_AT = (200, 500, 1000)
"""So many answers make a new model."""


class BlockKey(Base):
    """A key of `blocking.py`: records that share one are compared."""

    __tablename__ = "block_key"
    __table_args__ = (Index("ix_block_key_record_id", "record_id"), {"sqlite_with_rowid": False})

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    record_id: Mapped[int] = mapped_column(
        ForeignKey("source_record.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class LinkStatus(StrEnum):
    AUTO = "auto"
    REVIEW = "review"
    HUMAN_YES = "human_yes"
    HUMAN_NO = "human_no"


class Link(Base):
    """Two records, ``one_id`` the smaller, that stand for the profiles they were in when compared.
    What a person answered is a constraint: no later score outweighs it."""

    __tablename__ = "link"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        Index("ix_link_other_id", "other_id"),
        Index(
            "ix_link_review", "priority",
            sqlite_where=text("status = 'review'"), postgresql_where=text("status = 'review'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    status: Mapped[LinkStatus]
    probability: Mapped[float]
    levels: Mapped[dict[str, Any]]
    """The comparison it was judged by, which an answer makes a label."""
    model_version: Mapped[str]
    priority: Mapped[float]
    """Value at stake times uncertainty: what to ask first."""
    at: Mapped[datetime]
    put_off_at: Mapped[datetime | None]
    """When somebody last left it for later: it goes to the end of the queue."""
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    """Whoever thinks that they may be one: the question stays until a person has answered it."""
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))

    @property
    def percent(self) -> int:
        return percent(self.probability)


def percent(probability: float) -> int:
    """How sure, for people: what is asked of them is never certain."""
    return min(99, max(1, round(100 * probability)))


class MatchModel(Base):
    """The weights in use are the newest row's; without one, those shipped."""

    __tablename__ = "match_model"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    labels: Mapped[int]
    weights: Mapped[dict[str, Any]]
    """As `matching.Model.as_json` writes them, and the thresholds chosen with them."""


@dataclass(frozen=True, slots=True)
class Chosen:
    model: Model
    auto: float
    """From this probability on it merges alone."""


def current(session: Session) -> Chosen:
    learned = newest(session)
    if learned is None or of_other_facts(learned):
        return Chosen(matching.shipped(), matching.AUTO)
    said = learned.weights
    # One kept by an older console has a threshold of its own, which a few answers chose.
    return Chosen(Model(said["intercept"], said["weights"], learned.labels), max(said["auto"], matching.AUTO))


def newest(session: Session) -> MatchModel | None:
    return session.scalar(select(MatchModel).order_by(MatchModel.id.desc()).limit(1))


def of_other_facts(learned: MatchModel) -> bool:
    """An older console compared otherwise: its weights say nothing of what is compared now."""
    return not set(learned.weights["weights"]) <= set(numbering.COLUMNS)


def outdated(session: Session) -> bool:
    """Whether what was learned can't be used any more, so that it is to be learned again."""
    learned = newest(session)
    return learned is not None and of_other_facts(learned)

"""Every step anybody took through a script: what analytics count, and the proof that something was
read out or sent. What was answered to a sensitive step is not in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.db import Base
from console.offers.told import Result


class ScriptMove(Base):
    """Append only."""

    __tablename__ = "script_move"
    __table_args__ = (Index("ix_script_move_contact_id", "contact_id"), Index("ix_script_move_script_id", "script_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    step: Mapped[str]
    """Where one stood."""
    answer: Mapped[str | None]
    """None: one went back or jumped, or what was answered is nobody's business."""
    to: Mapped[str | None]
    outcome: Mapped[Result | None]
    at: Mapped[datetime]
    seconds: Mapped[float]
    """How long one stood there. Of a read-out: how long it was read."""


def moved(
    session: Session, *, contact_id: int, offer_id: int, script_id: int, agent_id: int, step: str,
    since: datetime, answer: str | None = None, to: str | None = None, outcome: Result | None = None,
) -> ScriptMove:  # fmt: skip
    now = clock.now()
    move = ScriptMove(
        contact_id=contact_id, offer_id=offer_id, script_id=script_id, agent_id=agent_id, step=step, answer=answer,
        to=to, outcome=outcome, at=now, seconds=max(0.0, (now - since).total_seconds()),
    )  # fmt: skip
    session.add(move)
    return move

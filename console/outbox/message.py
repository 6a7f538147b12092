"""A message to one address: written with the change that wants it, carried a moment later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due
from console.db import Base

CARRY = "outbox.carry"


class Way(StrEnum):
    EMAIL = "email"
    SMS = "sms"


class OutgoingState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    """Its carrier refused it for good, or it came too late to be of use."""


class OutgoingMessage(Base):
    __tablename__ = "outgoing_message"
    __table_args__ = (Index("ix_outgoing_message_at", "at"), Index("ix_outgoing_message_record", "record_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int | None] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    """The `console` record of whoever it is for."""
    way: Mapped[Way]
    address: Mapped[str]
    """E.164 or an e-mail address."""
    subject: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    """Empty once it is sent or given up, when ``secret``."""
    secret: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    until: Mapped[datetime]
    """After this nobody wants it any more."""
    state: Mapped[OutgoingState] = mapped_column(default=OutgoingState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    leaving_until: Mapped[datetime | None]
    """So long whoever carries it has it to themselves; after that they are taken to be gone."""
    settled_at: Mapped[datetime | None]
    problem: Mapped[str | None]
    """What the carrier said when it refused, for whoever runs the console."""
    then: Mapped[str | None]
    """What is due when it failed; told the message's id."""


def send(
    session: Session, *, way: Way, address: str, subject: str, text: str, until: datetime,
    record_id: int | None = None, secret: bool = False, then: str | None = None,
) -> OutgoingMessage:  # fmt: skip
    """Puts it on its way. ``until``: when it is of no use any more."""
    made = OutgoingMessage(
        way=way, address=address, subject=subject, text=text, until=until, record_id=record_id, secret=secret,
        then=then, at=clock.now(),
    )  # fmt: skip
    session.add(made)
    session.flush()  # the wish wants its id
    due.add(session, CARRY, message=made.id)
    return made


def withdraw(session: Session, message_id: int) -> None:
    """Nobody wants it any more: what hasn't left isn't sent."""
    message = session.get(OutgoingMessage, message_id, with_for_update=True)
    if message is not None and message.state is OutgoingState.WAITING:
        settle(message, OutgoingState.FAILED, "withdrawn")


def settle(message: OutgoingMessage, state: OutgoingState, problem: str | None = None) -> None:
    message.state, message.settled_at, message.problem = state, clock.now(), problem
    if message.secret:
        message.text = ""


def hinted(way: Way, address: str) -> str:
    """Enough to tell one's own addresses apart, too little to learn one: ``••• 333``, ``c•••@example.com``."""
    if way is Way.SMS:
        return f"••• {address[-3:]}"
    name, _, place = address.partition("@")
    return f"{name[:1]}•••@{place}"


def newest(session: Session, *, most: int = 100) -> Sequence[OutgoingMessage]:
    return session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id.desc()).limit(most)).all()


def forget_old(session: Session, before: datetime, most: int) -> int:
    """To whom something was sent before a moment; how many."""
    ids = session.scalars(select(OutgoingMessage.id).where(OutgoingMessage.at < before).limit(most)).all()
    session.execute(delete(OutgoingMessage).where(OutgoingMessage.id.in_(ids)))
    return len(ids)

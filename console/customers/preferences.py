"""What somebody was promised, and how they want to be treated. Never the cause of either."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.agents.agent import Agent
from console.customers import normalising, timeline
from console.customers.events import touch
from console.customers.sensitive import tells_too_much
from console.customers.source_records import SourceRecord
from console.db import Base
from console.errors import Invalid, Missing, Refused
from console.redaction import redacted

NO_SALES = "no_sales"
LONGEST = 280
REMEMBERED = timedelta(days=365)
BROKEN_SHOWN = timedelta(days=1)


class TellsTooMuch(Refused):
    message = "Write down what to do, not why: nothing of health, faith, love or a pregnancy."


class Promise(Base):
    """Ours to keep: once, when it has a time; each time, until it expires, when it hasn't."""

    __tablename__ = "promise"
    __table_args__ = (
        UniqueConstraint("record_id", "key"),
        Index("ix_promise_due_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    key: Mapped[str]
    text: Mapped[str]
    place: Mapped[str | None]
    made_by: Mapped[str | None]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    kept_at: Mapped[datetime | None]


class Instruction(Base):
    """How to treat somebody from now on: ``no_sales`` forbids any selling."""

    __tablename__ = "instruction"
    __table_args__ = (UniqueConstraint("record_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    kind: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime | None]


def promises_of(session: Session, customer_id: int) -> list[Promise]:
    """Those still to keep, soonest first; one just broken stays in sight for a day."""
    now = clock.now()
    query = (
        select(Promise)
        .join(SourceRecord, SourceRecord.id == Promise.record_id)
        .where(
            SourceRecord.customer_id == customer_id,
            Promise.kept_at.is_(None),
            or_(Promise.due_at.is_(None), Promise.due_at > now - BROKEN_SHOWN),
            or_(Promise.expires_at.is_(None), Promise.expires_at > now),
        )
    )
    far = now + timedelta(days=36500)
    return sorted(session.scalars(query), key=lambda each: (each.due_at or far, each.id))


def remember(
    session: Session, record: SourceRecord, *, key: str, text: str, by: Agent,
    due_at: datetime | None = None, place: str | None = None, until: datetime | None = None,
) -> Promise:  # fmt: skip
    """Kept for the next time: once, when it has a time; else on every contact, for a year unless said
    otherwise. ``key`` is the browser's own, so that a second try is the first. Stores what to do,
    never why: words that tell of health, faith, love or a pregnancy are refused."""
    known = session.scalar(select(Promise).where(Promise.record_id == record.id, Promise.key == key))
    if known is not None:
        return known
    said, now = redacted(normalising.words(text, field="text", most=LONGEST)), clock.now()
    if not said:
        raise Invalid("Say what to remember.", field="text")
    if tells_too_much(said):
        raise TellsTooMuch(field="text")
    if due_at is not None and due_at <= now:
        raise Invalid("Choose a time to come.", field="due_at")
    if until is not None and until <= now:
        raise Invalid("Choose a time to come.", field="until")
    made = Promise(
        record_id=record.id, key=key, text=said, place=place, made_by=by.first_name, made_at=now, due_at=due_at,
        expires_at=until or (due_at or now) + (BROKEN_SHOWN if due_at else REMEMBERED), kept_at=None,
    )  # fmt: skip
    session.add(made)
    title = {"code": "promise", "facts": {"text": said, "due_at": due_at.isoformat() if due_at else None}}
    timeline.write(session, record.id, kind="promise", at=now, title=title, by=by.first_name, key=f"promises:{key}")
    touch(session, record.customer)
    return made


def end(session: Session, customer_id: int, promise_id: int, *, kept: bool) -> Promise:
    """Kept, or no longer wanted. Raises Missing when it is somebody else's."""
    found = session.get(Promise, promise_id)
    record = session.get(SourceRecord, found.record_id) if found else None
    if found is None or record is None or record.customer_id != customer_id:
        raise Missing
    if found.kept_at is None and (found.expires_at is None or found.expires_at > clock.now()):
        if kept:
            found.kept_at = clock.now()
        else:
            found.expires_at = clock.now()
        touch(session, record.customer)
    return found


def no_sales(session: Session, customer_id: int) -> bool:
    """Whether an instruction not to sell stands now, on any of the person's records."""
    query = (
        select(Instruction.id)
        .join(SourceRecord, SourceRecord.id == Instruction.record_id)
        .where(
            SourceRecord.customer_id == customer_id,
            Instruction.kind == NO_SALES,
            or_(Instruction.until.is_(None), Instruction.until > clock.now()),
        )
    )
    return session.scalar(query.limit(1)) is not None


def instruct(
    session: Session, record: SourceRecord, *, kind: str = NO_SALES, until: datetime | None = None
) -> Instruction:
    """Holds from now, until a moment or until it is taken back."""
    known = session.scalar(
        select(Instruction).where(Instruction.record_id == record.id, Instruction.kind == kind)
    )
    made = known or Instruction(record_id=record.id, kind=kind)
    made.at, made.until = clock.now(), until
    session.add(made)
    touch(session, record.customer)
    return made

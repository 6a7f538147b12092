"""Campaigns: the number somebody dialled or the page they chatted from says what brought them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.contacts.contact import Queue
from console.customers import normalising
from console.db import Base
from console.errors import Invalid


class Campaign(Base):
    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name_es: Mapped[str]
    name_en: Mapped[str]
    line: Mapped[str] = mapped_column(unique=True)
    """The number dialled, E.164, or the page a chat was begun on, as ``/shop``."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


def key_of(session: Session, line: str | None) -> str | None:
    """The campaign that brought a contact with this line, while it runs."""
    if line is None:
        return None
    now = clock.now()
    running = Campaign.ends_at.is_(None) | (Campaign.ends_at > now)
    return session.scalar(select(Campaign.key).where(Campaign.line == line, Campaign.starts_at <= now, running))


def save(
    session: Session, *, key: str, name_es: str, name_en: str, line: str,
    starts_at: datetime, ends_at: datetime | None = None,
) -> Campaign:  # fmt: skip
    """A new campaign, or the one of that key from now on. Raises Invalid naming the field."""
    if not key.replace("_", "").isalnum() or len(key) > 60:
        raise Invalid("A key has letters, digits and _ only.", field="key")
    for field, words in (("name_es", name_es), ("name_en", name_en)):
        if not words.strip():
            raise Invalid("It needs a name in Spanish and in English.", field=field)
    if ends_at is not None and ends_at <= starts_at:
        raise Invalid("It ends before it begins.", field="ends_at")
    where = line.strip() if line.strip().startswith("/") else normalising.needed_phone(line, field="line")
    taken = session.scalar(select(Campaign).where(Campaign.line == where, Campaign.key != key))
    if taken is not None:
        raise Invalid("{line} belongs to another campaign.", field="line", line=where)
    if not where.startswith("/") and session.scalar(select(Queue.id).where(Queue.line == where)) is None:
        raise Invalid("No queue answers {line}.", field="line", line=where)
    known = session.scalar(select(Campaign).where(Campaign.key == key))
    made = known or Campaign(key=key)
    made.name_es, made.name_en, made.line = name_es.strip(), name_en.strip(), where
    made.starts_at, made.ends_at = starts_at, ends_at
    session.add(made)
    return made


def all_of_them(session: Session) -> list[Campaign]:
    return list(session.scalars(select(Campaign).order_by(Campaign.starts_at.desc(), Campaign.key)))

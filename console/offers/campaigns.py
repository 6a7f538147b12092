"""Campaigns: the number somebody dialled or the page they chatted from says what brought them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.contacts import lines
from console.contacts.contact import Channel, Contact, Queue
from console.customers import normalising
from console.db import Base
from console.errors import Invalid
from console.offers import told
from console.offers.catalogue import Offer
from console.offers.told import Outcome


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


def page(session: Session, path: str | None) -> str | None:
    """The page a chat was begun on, if a running campaign has it; of any other nothing is kept."""
    where = as_page(path) if path else None
    return where if where is not None and key_of(session, where) is not None else None


def as_page(path: str) -> str:
    """``/feria`` and ``/feria/`` are one."""
    return path.strip().rstrip("/") or "/"


def save(
    session: Session, *, key: str, name_es: str, name_en: str, line: str,
    starts_at: datetime, ends_at: datetime | None = None, queue: str = "",
) -> Campaign:  # fmt: skip
    """A new campaign, or the one of that key from now on. Its number or page is answered by ``queue``,
    unless the number is a queue's own; a page without one by whoever answers chats. Raises Invalid
    naming the field."""
    if not key.replace("_", "").isalnum() or len(key) > 60:
        raise Invalid("A key has letters, digits and _ only.", field="key")
    for field, words in (("name_es", name_es), ("name_en", name_en)):
        if not words.strip():
            raise Invalid("It needs a name in Spanish and in English.", field=field)
    if ends_at is not None and ends_at <= starts_at:
        raise Invalid("It ends before it begins.", field="ends_at")
    if line.strip().startswith(("http://", "https://")):
        line = urlsplit(line.strip()).path or "/"
    where = as_page(line) if line.strip().startswith("/") else normalising.needed_phone(line, field="line")
    taken = session.scalar(select(Campaign).where(Campaign.line == where, Campaign.key != key))
    if taken is not None:
        raise Invalid("{line} belongs to another campaign.", field="line", line=where)
    channel = Channel.CHAT if where.startswith("/") else Channel.PHONE
    if queue or channel is Channel.PHONE:
        lines.answered_by(session, where, queue, channel=channel)
    known = session.scalar(select(Campaign).where(Campaign.key == key))
    made = known or Campaign(key=key)
    made.name_es, made.name_en, made.line = name_es.strip(), name_en.strip(), where
    made.starts_at, made.ends_at = starts_at, ends_at
    session.add(made)
    return made


def all_of_them(session: Session) -> list[Campaign]:
    return list(session.scalars(select(Campaign).order_by(Campaign.starts_at.desc(), Campaign.key)))


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a campaign: of the contacts it brought, and of its offers wherever they were told."""

    campaign: Campaign
    contacts: int
    unknown: int
    """Of those, who came as somebody nobody knew."""
    told: int
    accepted: int
    earned_cents: int
    """Margin less discount, once for each acceptance: what is bought later isn't counted."""
    offers: Sequence[str]


def results(session: Session) -> list[Result]:
    return [result(session, each) for each in all_of_them(session)]


def result(session: Session, campaign: Campaign) -> Result:
    brought = select(func.count()).select_from(Contact).where(
        Contact.line == campaign.line, Contact.arrived_at >= campaign.starts_at
    )  # fmt: skip
    if campaign.ends_at is not None:
        brought = brought.where(Contact.arrived_at < campaign.ends_at)
    offers = session.scalars(select(Offer).where(Offer.campaign == campaign.key).order_by(Offer.key)).all()
    by_id = {each.id: each for each in offers}
    answers = session.scalars(select(Outcome).where(Outcome.offer_id.in_(by_id))).all()
    accepted = [each for each in answers if each.result is told.Result.ACCEPTED]
    return Result(
        campaign, session.scalar(brought) or 0, session.scalar(brought.where(Contact.prospect)) or 0,
        sum(each.told for each in answers), len(accepted),
        sum(earned(by_id[each.offer_id], each) for each in accepted), [each.key for each in offers],
    )  # fmt: skip


def earned(offer: Offer, accepted: Outcome) -> int:
    return offer.margin_cents - accepted.given(offer)


def queues(session: Session, language: str) -> list[tuple[str, str]]:
    """Which may answer a campaign's number or its page."""
    found = session.scalars(select(Queue).order_by(Queue.channel.desc(), Queue.id))
    return [(each.key, each.name_en if language == "en" else each.name_es) for each in found]

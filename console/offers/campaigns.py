"""Campaigns: the number somebody dialled or the page they chatted from says what brought them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.contacts import lines
from console.contacts.contact import Certainty, Channel, Contact, Queue
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
    customers: int
    """And of those, who became a customer on it."""
    told: int
    accepted: int
    earned_cents: int
    """Margin less discount, once for each acceptance: what is bought later isn't counted."""
    offers: Sequence[str]


def results(session: Session) -> list[Result]:
    brought, answered, offers = contacts_of(session), answers_of(session), offers_of(session)
    return [
        Result(each, *brought.get(each.id, (0, 0, 0)), *answered.get(each.key, (0, 0, 0)), offers.get(each.key, []))
        for each in all_of_them(session)
    ]


def contacts_of(session: Session) -> dict[int, tuple[int, int, int]]:
    """Contacts, those nobody knew, and of these those who became customers, by campaign."""
    stranger = Contact.prospect | (Contact.certainty == Certainty.UNKNOWN)
    during = (Contact.arrived_at >= Campaign.starts_at) & (
        Campaign.ends_at.is_(None) | (Contact.arrived_at < Campaign.ends_at)
    )
    counted = (
        select(Campaign.id, func.count(), func.count().filter(stranger), func.count().filter(Contact.prospect))
        .join(Contact, (Contact.line == Campaign.line) & during)
        .group_by(Campaign.id)
    )
    return {campaign: (some, unknown, new) for campaign, some, unknown, new in session.execute(counted)}


def answers_of(session: Session) -> dict[str | None, tuple[int, int, int]]:
    """Told, accepted, and earned in cents, by campaign."""
    accepted = Outcome.result == told.Result.ACCEPTED
    left = Offer.margin_cents - func.coalesce(Outcome.personal_cents, Offer.discount_cents)  # `Outcome.given`
    counted = (
        select(
            Offer.campaign, func.count().filter(Outcome.result != told.Result.NOT_MENTIONED),
            func.count().filter(accepted), func.coalesce(func.sum(left).filter(accepted), 0),
        )
        .join(Offer, Offer.id == Outcome.offer_id).where(Offer.campaign.is_not(None)).group_by(Offer.campaign)
    )  # fmt: skip
    return {campaign: (heard, yes, int(cents)) for campaign, heard, yes, cents in session.execute(counted)}


def offers_of(session: Session) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = defaultdict(list)
    for campaign, key in session.execute(
        select(Offer.campaign, Offer.key).where(Offer.campaign.is_not(None)).order_by(Offer.key)
    ):
        found[campaign].append(key)
    return dict(found)


def queues(session: Session, language: str) -> list[tuple[str, str]]:
    """Which may answer a campaign's number or its page."""
    found = session.scalars(select(Queue).order_by(Queue.channel.desc(), Queue.id))
    return [(each.key, each.name_en if language == "en" else each.name_es) for each in found]

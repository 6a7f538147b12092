"""What somebody agreed to: per controller, purpose and channel. The latest provable act wins;
unclear, unproved or expired means no, and an instruction not to sell outweighs them all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.agents.agent import Agent
from console.customers import preferences, segments, tastes, timeline
from console.customers.events import touch
from console.customers.source_records import SourceRecord
from console.db import Base

CONTROLLER = "company"
"""The company itself; another controller (its insurer) has consents of its own."""
OFFERS, PROFILING = "offers", "profiling"
PURPOSES = (OFFERS, PROFILING)
HOLDS = timedelta(days=730)
"""A yes said to an agent; then it is asked again."""
WORDINGS = {
    (OFFERS, "es"): "¿Podemos llamarle o escribirle para contarle ofertas nuestras?",
    (OFFERS, "en"): "May we call or write to you to tell you about our offers?",
    (PROFILING, "es"): "¿Podemos mirar lo que compra para proponerle lo que le interese?",
    (PROFILING, "en"): "May we look at what you buy, to propose what may interest you?",
}
"""What an agent reads out, word for word: a yes is a yes to these words."""


class ConsentAct(Base):
    """One act of giving or refusing. We only add; a source may correct a row of its own."""

    __tablename__ = "consent_act"
    __table_args__ = (UniqueConstraint("record_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"))
    key: Mapped[str]
    controller: Mapped[str] = mapped_column(default=CONTROLLER)
    purpose: Mapped[str]
    """offers (being told of them) or profiling (choosing them by what was bought)"""
    channel: Mapped[str | None]
    """phone, chat, email; None: whichever"""
    given: Mapped[bool]
    how: Mapped[str | None]
    wording: Mapped[str | None]
    at: Mapped[datetime]
    expires_at: Mapped[datetime | None]

    @property
    def holds(self) -> bool:
        """A yes that can be proved and hasn't expired. A no needs no proof."""
        expired = self.expires_at is not None and self.expires_at <= clock.now()
        return self.given and bool(self.how and self.wording) and not expired


@dataclass(frozen=True, slots=True)
class Standing:
    purpose: str
    channel: str | None
    given: bool
    act: ConsentAct
    """What decides: where somebody took everything back, that."""


def standing(session: Session, customer_id: int, controller: str = CONTROLLER) -> list[Standing]:
    """What stands now, one line for each purpose and channel ever acted on."""
    latest = {(each.purpose, each.channel): each for each in acts(session, customer_id, controller)}
    return [Standing(*key, given=act.holds, act=act) for key in latest if (act := deciding(latest, *key))]


def acts(session: Session, customer_id: int, controller: str) -> list[ConsentAct]:
    """Oldest first; at the same moment a no comes last and so wins."""
    mine = select(SourceRecord.id).where(SourceRecord.customer_id == customer_id)
    found = session.scalars(
        select(ConsentAct).where(
            ConsentAct.record_id.in_(mine), ConsentAct.controller == controller
        )
    )
    return sorted(found, key=lambda each: (each.at, not each.given, each.id))


def deciding(
    latest: dict[tuple[str, str | None], ConsentAct], purpose: str, channel: str | None
) -> ConsentAct | None:  # fmt: skip
    """The newest act that covers the channel; one without channel covers them all."""
    covering = [latest[key] for key in ((purpose, channel), (purpose, None)) if key in latest]
    return max(covering, key=lambda each: (each.at, not each.given, each.id), default=None)


def decide(latest: dict[tuple[str, str | None], ConsentAct], purpose: str, channel: str | None) -> bool:
    newest = deciding(latest, purpose, channel)
    return newest is not None and newest.holds


def allows(
    session: Session,
    customer_id: int,
    purpose: str,
    channel: str | None = None,
    *,
    controller: str = CONTROLLER,
) -> bool:
    """Whether it may be done now."""
    if purpose == OFFERS and preferences.no_sales(session, customer_id):
        return False
    return purpose in agreed(session, customer_id, channel, controller=controller)


def agreed(
    session: Session, customer_id: int, channel: str | None = None, *, controller: str = CONTROLLER
) -> set[str]:
    """All that may be done now as far as they answered; an instruction not to sell is another matter."""
    latest = {(each.purpose, each.channel): each for each in acts(session, customer_id, controller)}
    return {each for each, _ in latest if decide(latest, each, channel)}


def objecting(session: Session, customer_ids: Collection[int], controller: str = CONTROLLER) -> set[int]:
    """Those whose newest word on profiling, on whichever channel, is a no. Silence is none."""
    newest = newest_on_profiling(session, customer_ids, controller)
    return {customer_id for customer_id, act in newest.items() if not act.given}


def profiled(session: Session, customer_ids: Collection[int], controller: str = CONTROLLER) -> set[int]:
    """Those whose newest word on profiling, on whichever channel, is a yes that still holds."""
    newest = newest_on_profiling(session, customer_ids, controller)
    return {customer_id for customer_id, act in newest.items() if act.holds}


def newest_on_profiling(
    session: Session, customer_ids: Collection[int], controller: str
) -> dict[int, ConsentAct]:
    query = (
        select(SourceRecord.customer_id, ConsentAct)
        .join(ConsentAct, ConsentAct.record_id == SourceRecord.id)
        .where(
            SourceRecord.customer_id.in_(customer_ids), ConsentAct.purpose == PROFILING,
            ConsentAct.controller == controller,
        )
    )  # fmt: skip
    known = sorted(session.execute(query), key=lambda each: (each[1].at, not each[1].given, each[1].id))
    return {each[0]: each[1] for each in known}


def controllers(session: Session, customer_id: int) -> list[str]:
    """Whoever was ever answered to: ourselves first."""
    mine = select(SourceRecord.id).where(SourceRecord.customer_id == customer_id)
    named = session.scalars(select(ConsentAct.controller).where(ConsentAct.record_id.in_(mine)).distinct())
    return sorted(named, key=lambda each: (each != CONTROLLER, each))


def wording(purpose: str, language: str) -> str:
    return WORDINGS.get((purpose, language)) or WORDINGS[purpose, "es"]


def said(
    session: Session, record: SourceRecord, *, key: str, purpose: str, given: bool, language: str,
    how: str, by: Agent, channel: str | None = None,
) -> ConsentAct:  # fmt: skip
    """They answered the words read out. ``how``: where it can be proved; a second try is the first.
    A yes to offers holds for the channel asked on; a no, and profiling, for all of them."""
    known = session.scalar(select(ConsentAct).where(ConsentAct.record_id == record.id, ConsentAct.key == key))
    if known is not None:
        return known
    now = clock.now()
    act = ConsentAct(
        key=key, controller=CONTROLLER, purpose=purpose, given=given, how=how, at=now,
        channel=channel if given and purpose == OFFERS else None,
        wording=wording(purpose, language),
        expires_at=now + HOLDS if given else None,
    )  # fmt: skip
    title = {"code": "answered", "facts": {"purpose": purpose, "answer": "yes" if given else "no"}}
    timeline.write(session, record.id, kind="profile", at=now, title=title, by=by.first_name)
    return record_act(session, record, act)


def obey(session: Session, customer_id: int, act: ConsentAct) -> None:
    """A no to profiling takes somebody out of every segment at once, and with it goes what they like."""
    ours = (act.controller or CONTROLLER) == CONTROLLER  # a new row has no default yet
    if act.purpose == PROFILING and ours and not act.given:
        segments.leave(session, customer_id)
        tastes.leave(session, customer_id)


def record_act(session: Session, record: SourceRecord, act: ConsentAct) -> ConsentAct:
    """Adds an act that somebody made now, on their `console` record."""
    act.record_id = record.id
    session.add(act)
    obey(session, record.customer_id, act)
    touch(session, record.customer)
    return act

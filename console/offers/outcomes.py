"""What the customer answered. Only outcomes count: an offer nobody spoke was not refused."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock, due
from console.agents.agent import Agent
from console.contacts import follow_ups
from console.contacts.contact import Certainty, Contact, record
from console.customers import timeline
from console.db import Base
from console.errors import Refused
from console.offers.catalogue import Offer

MUTED = {"rejected": timedelta(days=90), "later": timedelta(days=14)}
FULFIL_WITHIN = timedelta(hours=4)
TITLES = {"accepted": "offer_accepted", "rejected": "offer_rejected", "later": "offer_later"}


class NotVerified(Refused):
    message = "Verify the customer first: accepting needs to be sure who it is."


class Outcome(Base):
    __tablename__ = "outcome"
    __table_args__ = (UniqueConstraint("contact_id", "offer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    kind: Mapped[str]
    reason: Mapped[str | None]
    at: Mapped[datetime]


class Mute(Base):
    """A category left in peace for a while, since the customer said so."""

    __tablename__ = "mute"
    __table_args__ = (Index("ix_mute_customer", "customer_id", "category", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"))
    category: Mapped[str]
    until: Mapped[datetime]


def conclude(
    session: Session, contact: Contact, offer: Offer, *, by: Agent, kind: str, reason: str | None
) -> Outcome:
    """Records the answer, once. Raises NotVerified when something is accepted by nobody sure."""
    known = session.scalar(
        select(Outcome).where(Outcome.contact_id == contact.id, Outcome.offer_id == offer.id)
    )
    if known is not None:
        return known
    if kind == "accepted" and contact.certainty is not Certainty.VERIFIED:
        raise NotVerified
    outcome = Outcome(
        contact_id=contact.id, offer_id=offer.id, agent_id=by.id, kind=kind, reason=reason, at=clock.now()
    )
    session.add(outcome)
    record(session, contact, "offer_outcome", agent_id=by.id, offer_id=offer.id, outcome=kind)
    if contact.record is not None and kind in MUTED:
        until = clock.now() + MUTED[kind]
        session.add(Mute(customer_id=contact.record.customer_id, category=offer.category, until=until))
    if contact.record_id is not None and kind in TITLES:
        title = {"code": TITLES[kind], "facts": {"name": offer.name_es, "reason": reason}}
        timeline.write(session, contact.record_id, kind="offer", at=clock.now(), title=title, by=by.first_name)
    if kind == "accepted":
        due.add(session, "offers.fulfil", once=f"{contact.id}:{offer.id}",
                contact_id=contact.id, offer_id=offer.id, agent_id=by.id)  # fmt: skip
    return outcome


def fulfil_due(session: Session, row: due.Due) -> None:
    """What was accepted becomes somebody's task, with a time."""
    contact = session.get_one(Contact, row.facts["contact_id"])
    offer = session.get_one(Offer, row.facts["offer_id"])
    agent = session.get_one(Agent, row.facts["agent_id"])
    wanted = follow_ups.Wanted(what=offer.name_es, due_at=clock.now() + FULFIL_WITHIN)
    follow_ups.promise(session, contact, by=agent, wanted=wanted)

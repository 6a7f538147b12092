"""An offer that was shown and never read out is no refusal: once the contact is wrapped up, that is written down."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import due
from console.contacts.contact import lock
from console.offers import decisions, outcomes
from console.offers.catalogue import Offer
from console.offers.script_position import ScriptPosition
from console.offers.told import Outcome, Result


def write_due(session: Session, row: due.Due) -> None:
    """Nothing when nothing was shown, when it was read out, or when something is written down already."""
    contact = lock(session, row.facts["contact_id"])
    decision = decisions.standing(session, contact.id)
    shown = decision is not None and decision.offer_id is not None and contact.resolved_at is not None
    if not shown or contact.agent_id is None:
        return
    assert decision is not None
    offer = session.get_one(Offer, decision.offer_id)
    if read_out(session, contact.id, offer.id) or written(session, contact.id, offer.id):
        return
    outcomes.keep(
        session, contact, agent_id=contact.agent_id, offer=offer, result=Result.NOT_MENTIONED,
        personal_cents=decisions.personal_cents(decision, offer.id),
    )  # fmt: skip


def read_out(session: Session, contact_id: int, offer_id: int) -> bool:
    """Whether anything of its script was answered."""
    position = session.get(ScriptPosition, contact_id)
    return position is not None and position.offer_id == offer_id and bool(position.path)


def written(session: Session, contact_id: int, offer_id: int) -> bool:
    known = select(Outcome.id).where(Outcome.contact_id == contact_id, Outcome.offer_id == offer_id)
    return session.scalar(known) is not None

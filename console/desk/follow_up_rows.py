"""Follow-ups as rows: those of one agent that are still to be done, the next first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from console.agents.agent import Agent
from console.contacts import follow_ups
from console.contacts.contact import Contact
from console.contacts.follow_ups import FollowUp
from console.customers import profile
from console.desk import rows


def rows_for(session: Session, agent: Agent) -> list[rows.FollowUpRow]:
    return follow_up_rows(session, session.scalars(follow_ups.open_of(agent.id)).all())


def follow_up_row(session: Session, promised: FollowUp) -> rows.FollowUpRow:
    return follow_up_rows(session, [promised])[0]


def follow_up_rows(session: Session, promised: Sequence[FollowUp]) -> list[rows.FollowUpRow]:
    """However many, whom they are about is asked at once: every heartbeat has them."""
    if not promised:
        return []
    about = select(Contact).where(Contact.id.in_({each.contact_id for each in promised}))
    contacts = {each.id: each for each in session.scalars(about.options(selectinload(Contact.record)))}
    known = {number: each.record.customer_id for number, each in contacts.items() if each.record}
    names = profile.names(session, set(known.values()))
    return [
        rows.FollowUpRow(
            each.id, each.version, each.owner_id, each.what, each.due_at,
            names.get(known.get(each.contact_id, 0), ""), contacts[each.contact_id].caller,
        )
        for each in promised
    ]  # fmt: skip

"""Follow-ups as rows: those of one agent that are still to be done, the next first."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.contacts import follow_ups
from console.contacts.contact import Contact
from console.contacts.follow_ups import FollowUp
from console.customers import profile
from console.desk import rows


def rows_for(session: Session, agent: Agent) -> list[rows.FollowUpRow]:
    return [follow_up_row(session, each) for each in session.scalars(follow_ups.open_of(agent.id))]


def follow_up_row(session: Session, promised: FollowUp) -> rows.FollowUpRow:
    contact = session.get_one(Contact, promised.contact_id)
    who = profile.profile(session, contact.record.customer_id).name if contact.record else ""
    return rows.FollowUpRow(
        promised.id, promised.version, promised.owner_id, promised.what, promised.due_at, who, contact.caller
    )

"""Somebody stops working here: nothing may stay at a desk that nobody sits at."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import events
from console.agents import staff
from console.agents.agent import Agent, record
from console.contacts import access, assignment, follow_ups
from console.contacts.contact import ContactState, lock
from console.contacts.follow_ups import FollowUp, FollowUpChanged
from console.errors import Invalid, Refused


class ContactsInHand(Refused):
    message = "{name} has a contact in hand. Wait until it is wrapped up."


def disable(session: Session, agent: Agent, *, by: Agent) -> None:
    """What only rings there goes back to its place in the queue. Raises ContactsInHand, LastAdmin."""
    agent = staff.person(session, agent.id)
    there = list(session.scalars(access.at_desk_of(agent.id)))
    if any(each.state is not ContactState.RINGING for each in there):
        raise ContactsInHand(name=agent.name)
    for each in there:
        assignment.back_to_waiting(session, lock(session, each.id), "withdrawn", agent.id)
    staff.disable(session, agent, by=by)


def hand_on(session: Session, agent: Agent, *, to: int, by: Agent) -> int:
    """What they have still to do is a colleague's from now on: they are away for long, or work here no more.
    How many promises. Raises Invalid naming ``to``."""
    agent, colleague = staff.person(session, agent.id), session.get(Agent, to)
    if colleague is None or colleague.id == agent.id or colleague.disabled_at is not None:
        raise Invalid("Choose a colleague who works here.", field="to")
    theirs = select(FollowUp).where(FollowUp.owner_id == agent.id, FollowUp.done_at.is_(None))
    handed = list(session.scalars(theirs.order_by(FollowUp.id).with_for_update()))
    for each in handed:
        each.owner_id = colleague.id
        events.record(session, FollowUpChanged(each.id, agent.id))  # whose desk it leaves
        follow_ups.changed(session, each)
    if handed:
        record(session, agent, "promises_handed_on", to=colleague.id, by=by.id, many=len(handed))
    return len(handed)

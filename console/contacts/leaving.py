"""Somebody stops working here: nothing may stay at a desk that nobody sits at."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.agents import staff
from console.agents.agent import Agent
from console.contacts import access, assignment
from console.contacts.contact import ContactState, lock
from console.errors import Refused


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

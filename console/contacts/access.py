"""Who may see or touch a contact. Nobody gets one any other way; no and not there look the same."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.contacts.contact import AT_A_DESK, Contact, ContactState, Ring
from console.errors import Missing


def at_desk_of(agent_id: int) -> Select[Contact]:
    """The contacts on somebody's desk: ringing there, or theirs."""
    ringing = select(Ring.contact_id).where(Ring.agent_id == agent_id)
    return select(Contact).where(
        (
            (Contact.state == ContactState.RINGING) & Contact.id.in_(ringing)
        )
        | ((Contact.agent_id == agent_id) & Contact.state.in_(AT_A_DESK[1:]))
    )  # fmt: skip


def contact_for(session: Session, agent: Agent, contact_id: int) -> Contact:
    """The contact, if it is on this agent's desk now. Raises Missing."""
    contact = session.scalar(at_desk_of(agent.id).where(Contact.id == contact_id))
    if contact is None:
        raise Missing
    return contact


def mine(session: Session, contact: Contact, agent: Agent) -> Contact:
    """A locked contact that is still this agent's to work on. Raises Missing."""
    if contact.agent_id != agent.id or contact.state not in AT_A_DESK[1:]:
        raise Missing
    return contact

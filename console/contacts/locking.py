"""Locks for somebody outside who moves a contact without being one of its agents."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.contacts.contact import Contact, Ring, lock


def lock_with_agents(session: Session, contact_id: int) -> Contact:
    """The contact's row with those of everybody at whose desk it is, the agents first as always.

    Who they are is only certain under the contact's lock. If it moved to somebody else in between,
    the locks are given back and taken anew; once we hold those of all its agents, nobody can take
    it from under us. Raises Missing."""
    while True:
        attempt = session.begin_nested()
        locked = lock_agents(session, concerned(session, contact_id))
        contact = lock(session, contact_id)
        if locked.issuperset(contact.agents):
            attempt.commit()
            return contact
        attempt.rollback()


def lock_agents(session: Session, agent_ids: Iterable[int]) -> set[int]:
    """In the order of their ids, so that two who lock several never wait for each other. The
    disabled too: what is at their desk must be able to end."""
    query = select(Agent).where(Agent.id.in_(set(agent_ids))).order_by(Agent.id)
    found = session.scalars(query.with_for_update().execution_options(populate_existing=True))
    return {each.id for each in found}


def concerned(session: Session, contact_id: int) -> set[int]:
    """Where it rings and whose it is, as far as can be seen without a lock."""
    rings = session.scalars(select(Ring.agent_id).where(Ring.contact_id == contact_id))
    owner = session.scalar(select(Contact.agent_id).where(Contact.id == contact_id))
    return {*rings, *([owner] if owner is not None else [])}

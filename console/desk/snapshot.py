"""Everything one person may see now, and what heals a screen that missed a push."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from console import clock
from console.agents.agent import Agent, Role
from console.contacts import access, messaging, routing
from console.contacts.contact import Certainty, Contact, ContactState, Queue
from console.contacts.messaging import Chat
from console.desk import (
    bulletin_rows,
    contact_rows,
    customer_rows,
    floor_rows,
    follow_up_rows,
    offer_rows,
    review_rows,
    rows,
    suggestion_rows,
    visitor_rows,
    wrap_up_rows,
)  # fmt: skip

Known = dict[str, dict[str, int]]
"""What a screen shows: ``{kind: {key: version}}``; keys are text, as JSON makes them."""


def of_agent(session: Session, agent: Agent, *, build: str) -> rows.Snapshot:
    return wrapped(agent.id, build, rows_of_agent(session, agent))


def of_visitor(session: Session, chat: Chat, *, build: str) -> rows.Snapshot:
    return wrapped(None, build, visitor_rows.visitor_rows(session, chat))


def wrapped(me: int | None, build: str, these: list[rows.Row]) -> rows.Snapshot:
    return rows.Snapshot(me=me, now=clock.now(), build=build, rows=[on_the_wire(each) for each in these])


def on_the_wire(row: rows.Row) -> dict[str, object]:
    return {"kind": row.KIND, "row": row}


Count = Callable[[Session, Queue], rows.QueueStatsRow]


def rows_of_agent(
    session: Session, agent: Agent, count: Count = floor_rows.queue_stats_row
) -> list[rows.Row]:
    """``count`` may answer from what it counted a moment ago."""
    found: dict[tuple[str, int], rows.Row] = {}
    for row in [*rows_of_floor(session, agent, count), *rows_of_desk(session, agent)]:
        found[row.KIND, key_of(row)] = row
    return list(found.values())


def rows_of_floor(session: Session, agent: Agent, count: Count) -> list[rows.Row]:
    """The agent themself and their queues; everybody and every queue for those who oversee."""
    oversees = agent.role in (Role.SUPERVISOR, Role.ADMIN)
    if oversees:
        queues = list(session.scalars(select(Queue).options(selectinload(Queue.dispositions))))
        agents = list(session.scalars(select(Agent).where(Agent.disabled_at.is_(None))))
    else:
        queues, agents = routing.queues_of(session, agent), [agent]
    return [
        *(floor_rows.queue_row(each) for each in queues),
        *(count(session, each) for each in queues),
        *floor_rows.agent_rows(session, list({each.id: each for each in [agent, *agents]}.values())),
        *(floor_rows.ringing_rows(session) if oversees else []),
        *([floor_rows.legal_clock_row(session)] if oversees else []),
        *bulletin_rows.rows_for(session, agent),
        *review_rows.rows_for(session, agent),
        *follow_up_rows.rows_for(session, agent),
    ]


def rows_of_desk(session: Session, agent: Agent) -> list[rows.Row]:
    contacts = session.scalars(
        access.at_desk_of(agent.id).options(selectinload(Contact.rings), selectinload(Contact.record))
    )
    return [row for contact in contacts for row in around(session, contact)]


def around(session: Session, contact: Contact) -> list[rows.Row]:
    """A contact on a desk with all that belongs to it: first who it is, so that no screen
    ever shows a ringing contact without its name."""
    customers = [contact.record.customer_id] if contact.record else list(contact.candidates)
    found: list[rows.Row | None] = [customer_rows.customer_row(session, each) for each in customers]
    if contact.state is not ContactState.RINGING:
        if contact.certainty is Certainty.VERIFIED and contact.record:
            found.append(customer_rows.sealed_row(session, contact.record.customer_id))
        found.append(contact_rows.note_row(session, contact.id))
        found.append(offer_rows.decision_row(session, contact.id))
        found.append(offer_rows.script_row(session, contact.id))
        found.append(wrap_up_rows.wrap_up_row(session, contact))
        found.append(suggestion_rows.suggestion_row(session, contact.id))
        if chat := session.get(Chat, contact.id):
            found.append(contact_rows.chat_row(session, chat))
            said = messaging.messages_of(session, contact.id)
            found.extend(contact_rows.message_rows(session, said))
    found.append(contact_rows.contact_row(contact))
    return [each for each in found if each is not None]


def healed(these: list[rows.Row], known: Known) -> dict[str, object]:
    """Newer, missing and gone rows, for a screen that shows ``known``."""
    fresh = {(each.KIND, str(key_of(each))): each for each in these}
    newer = [
        on_the_wire(row)
        for (kind, key), row in fresh.items()
        if known.get(kind, {}).get(key, -1) < row.version
    ]
    gone = [
        {"kind": kind, "key": int(key)}
        for kind, keys in known.items()
        for key in keys
        if (kind, key) not in fresh and key.lstrip("-").isdigit()
    ]
    return {"rows": newer, "gone": gone}


def key_of(row: rows.Row) -> int:
    return int(getattr(row, row.KEY))

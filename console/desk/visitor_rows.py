"""A conversation as its visitor may see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent
from console.contacts import attaching, calling_back, messaging, routing, waiting
from console.contacts.attaching import ChatFile
from console.contacts.contact import Contact, ContactState
from console.contacts.messaging import Chat, Message
from console.contacts.rating import Rating
from console.desk import rows, sent_rows
from console.desk.contact_rows import file_sent
from console.reports import waits


def visitor_rows(session: Session, chat: Chat) -> list[rows.Row]:
    """Everything a visitor may see of their conversation."""
    said = messaging.messages_of(session, chat.contact_id)
    place = visitor_place_row(session, chat.contact)
    return [
        visitor_chat_row(session, chat),
        *([place] if place else []),
        *visitor_message_rows(session, said),
    ]


def visitor_chat_row(session: Session, chat: Chat) -> rows.VisitorChatRow:
    """How the conversation stands for the visitor. Its version counts both what was said and
    what happened to the contact, so either change is newer."""
    contact = chat.contact
    agent = session.get(Agent, contact.agent_id) if contact.agent_id else None
    rated = session.get(Rating, contact.id)
    return rows.VisitorChatRow(
        id=contact.id, version=contact.seq * 100_000 + chat.version, state=state(contact),
        agent_name=agent.first_name if agent else None, last=chat.last, seen_by_agent=chat.seen_by_agent,
        ended_at=contact.ended_at, ended_by=ended_by(contact), rated=rated.mark if rated else None,
        email=chat.email, moved=contact.cause == calling_back.PROVIDER,
    )  # fmt: skip


def state(contact: Contact) -> Literal["waiting", "active", "ended"]:
    if contact.state in (ContactState.WAITING, ContactState.RINGING):
        return "waiting"
    return "active" if contact.state is ContactState.ACTIVE else "ended"


def ended_by(contact: Contact) -> Literal["visitor", "agent", "system"] | None:
    if contact.ended_at is None:
        return None
    match contact.ended_by:
        case "agent":
            return "agent"
        case "customer":
            return "visitor"
    return "system"


def visitor_place_row(
    session: Session, contact: Contact, wait: waits.Wait | None = None, staffed: bool | None = None
) -> rows.VisitorPlaceRow | None:
    """None once somebody has taken it. ``wait`` and ``staffed`` of its queue, when many are told at once."""
    if state(contact) != "waiting":
        return None
    found = wait or waits.lately(session, contact.queue_id)
    there = routing.staffed(session, contact.queue) if staffed is None else staffed
    return rows.VisitorPlaceRow(
        id=contact.id, version=int(clock.now().timestamp() * 1000), place=waiting.place(session, contact),
        half_seconds=found.half, most_seconds=found.most, staffed=there,
    )  # fmt: skip


def visitor_message_rows(session: Session, messages: Sequence[Message]) -> list[rows.VisitorMessageRow]:
    files = attaching.of(session, [each.id for each in messages if not each.text])
    cards = sent_rows.cards(session, messages)
    return [visitor_message_row(session, each, files.get(each.id), cards.get(each.id, [])) for each in messages]


def visitor_message_row(
    session: Session, message: Message, file: ChatFile | None, articles: list[rows.ArticleSent]
) -> rows.VisitorMessageRow:
    agent = session.get(Agent, message.agent_id) if message.agent_id else None
    return rows.VisitorMessageRow(
        id=message.id, version=1, seq=message.seq, author=message.author.value,
        author_name=agent.first_name if agent else None, client_id=message.client_id,
        text=message.text, file=file_sent(file), articles=articles, at=message.at,
    )  # fmt: skip

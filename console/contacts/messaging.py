"""The words of a chat: written once each, in order, seen or not yet."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console import clock, due, events
from console.agents.agent import Agent
from console.agents.signing_in import hashed
from console.contacts import access, proving, waiting
from console.contacts.contact import AT_A_DESK, Channel, Contact, ContactState, Queue
from console.contacts.events import ChatRead, MessageWritten
from console.db import Base
from console.errors import Invalid, Missing, Refused

LONGEST_MESSAGE = 4000
KEY_LASTS = timedelta(hours=24)
"""After the end of a chat its visitor may read it once more so long."""


class Author(StrEnum):
    VISITOR = "visitor"
    AGENT = "agent"
    SYSTEM = "system"


class ChatEnded(Refused):
    message = "This conversation has ended."


class Chat(Base):
    """What a chat has beside its contact; its own version, so words never touch the contact."""

    __tablename__ = "chat"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the visitor's key: the only way into this conversation from outside."""
    visitor_name: Mapped[str | None]
    email: Mapped[str | None]
    """Where the conversation goes when it has ended."""
    addresses: Mapped[int] = mapped_column(default=0)
    mailed_at: Mapped[datetime | None]
    last: Mapped[int] = mapped_column(default=0)
    seen_by_visitor: Mapped[int] = mapped_column(default=0)
    seen_by_agent: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)

    contact: Mapped[Contact] = relationship()


class Message(Base):
    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("contact_id", "seq"), UniqueConstraint("contact_id", "client_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    seq: Mapped[int]
    client_id: Mapped[str]
    """Made by the writer's browser: a retry finds the first one."""
    author: Mapped[Author]
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    text: Mapped[str]
    at: Mapped[datetime]


def start(
    session: Session, *, queue: Queue, client_id: str, language: str, name: str | None, text: str,
    page: str | None = None,
) -> tuple[Chat, str]:  # fmt: skip
    """A visitor's first message opens a chat; the answer holds the key to come back with. ``page``:
    where it was begun, when that page is a campaign's.

    Told twice with one ``client_id`` it stays one chat, but the key changes: only the newest
    answer can have reached the browser."""
    key = secrets.token_urlsafe(32)
    contact = waiting.arrive(
        session, provider="chat", provider_key=identifier(client_id), queue=queue, language=language,
        name=tidy(name), line=page,
    )  # fmt: skip
    chat = session.get(Chat, contact.id)
    if chat is None:
        chat = Chat(contact_id=contact.id, contact=contact, token_hash=hashed(key), visitor_name=tidy(name))
        session.add(chat)
        session.flush()  # the message counts on it
        write(session, chat, author=Author.VISITOR, client_id=client_id, text=text)
        waiting.wait(session, contact)
    chat.token_hash = hashed(key)
    return chat, key


def opened(session: Session, key: str) -> Chat:
    """The conversation a visitor's key opens. Raises Missing for a forged one, and a day after the end."""
    chat = session.scalar(select(Chat).where(Chat.token_hash == hashed(key)))
    if chat is None:
        raise Missing
    ended_at = chat.contact.ended_at
    if ended_at is not None and clock.now() - ended_at > KEY_LASTS:
        raise Missing
    return chat


def say(session: Session, chat: Chat, *, client_id: str, text: str) -> Message:
    """The visitor writes; perhaps the code they were sent."""
    before = chat.last
    written = write(session, chat, author=Author.VISITOR, client_id=client_id, text=text)
    if written.seq > before:  # a retry isn't said twice
        proving.listen(session, chat.contact, text)
    return written


def reply(session: Session, contact: Contact, *, by: Agent, client_id: str, text: str) -> Message:
    """The agent writes."""
    access.mine(session, contact, by)
    chat = session.get(Chat, contact.id)
    if chat is None or contact.channel is not Channel.CHAT:
        raise Missing
    return write(session, chat, author=Author.AGENT, client_id=client_id, text=text, agent_id=by.id)


def write(
    session: Session, chat: Chat, *, author: Author, client_id: str, text: str | None, agent_id: int | None = None
) -> Message:
    """Appends one message, or finds the one already written under this id. ``text``: None for one that is a file."""
    client_id, text = identifier(client_id), "" if text is None else worded(text)
    session.refresh(chat, with_for_update=True)
    known = session.scalar(
        select(Message).where(Message.contact_id == chat.contact_id, Message.client_id == client_id)
    )
    if known is not None:
        return known
    if chat.contact.state not in (ContactState.WAITING, *AT_A_DESK[:2]):
        raise ChatEnded
    chat.last, chat.version = chat.last + 1, chat.version + 1
    message = Message(
        contact_id=chat.contact_id, seq=chat.last, client_id=client_id, author=author,
        agent_id=agent_id, text=text, at=clock.now(),
    )  # fmt: skip
    session.add(message)
    session.flush()  # its id goes into the event
    events.record(session, MessageWritten(chat.contact_id, message.id))
    read(session, chat, by=author, seq=chat.last)
    if author is Author.VISITOR and text:
        due.add(session, "knowledge.suggest", once=str(chat.contact_id), contact_id=chat.contact_id)
    return message


def read(session: Session, chat: Chat, *, by: Author, seq: int) -> None:
    """Everything up to ``seq`` was seen; what was seen stays seen."""
    seq = min(seq, chat.last)
    mine = "seen_by_visitor" if by is Author.VISITOR else "seen_by_agent"
    if getattr(chat, mine) < seq:
        setattr(chat, mine, seq)
        chat.version += 1
        events.record(session, ChatRead(chat.contact_id))


def messages_of(session: Session, contact_id: int) -> list[Message]:
    query = select(Message).where(Message.contact_id == contact_id).order_by(Message.seq)
    return list(session.scalars(query))


def worded(text: str) -> str:
    if not text.strip():
        raise Invalid("Write something first.", field="text")
    if len(text) > LONGEST_MESSAGE:
        raise Invalid("A message has {most} characters at most.", field="text", most=LONGEST_MESSAGE)
    return text


def identifier(client_id: str) -> str:
    try:
        return str(UUID(client_id))
    except ValueError:
        raise Invalid("Expected a UUID.", field="client_id") from None


def tidy(name: str | None) -> str | None:
    return " ".join(name.split())[:80] or None if name else None

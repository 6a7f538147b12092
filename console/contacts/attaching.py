"""Files in a chat: photos and PDF, of what they really are, seen by the two who talk and by nobody else.

They are kept in SQL with the words they stand among, so a backup, a retention and an erasure have them;
no path of ours ever carries a name somebody else chose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ForeignKey, LargeBinary, func, select
from sqlalchemy.orm import Mapped, Session, defer, mapped_column, relationship

from console import file_kinds
from console.agents.agent import Agent
from console.contacts import access, messaging
from console.contacts.contact import Channel, Contact, ContactState
from console.contacts.messaging import Author, Chat, Message
from console.db import Base
from console.errors import Invalid, Missing
from console.file_kinds import PDF, PHOTOS

LARGEST = 10 * 1024 * 1024
MOST_PER_CHAT = 20
KINDS = (*PHOTOS, PDF)


@dataclass(frozen=True, slots=True)
class Sent:
    name: str
    data: bytes


class ChatFile(Base):
    """One file, and the message it stands in."""

    __tablename__ = "chat_file"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary)

    message: Mapped[Message] = relationship()


def attach(session: Session, chat: Chat, *, client_id: str, file: Sent) -> Message:
    """The visitor sends a file. Raises Invalid(field="file") for a kind or size we don't take."""
    return _write(session, chat, author=Author.VISITOR, client_id=client_id, file=file, agent_id=None)


def reply(session: Session, contact: Contact, *, by: Agent, client_id: str, file: Sent) -> Message:
    """The agent sends one."""
    access.mine(session, contact, by)
    chat = session.get(Chat, contact.id)
    if chat is None or contact.channel is not Channel.CHAT:
        raise Missing
    return _write(session, chat, author=Author.AGENT, client_id=client_id, file=file, agent_id=by.id)


def _write(
    session: Session, chat: Chat, *, author: Author, client_id: str, file: Sent, agent_id: int | None
) -> Message:  # fmt: skip
    """A message without words, and its file; told twice under one id it is one."""
    name, kind = tidy(file.name), kind_of(file)
    message = messaging.write(session, chat, author=author, client_id=client_id, text=None, agent_id=agent_id)
    if session.get(ChatFile, message.id, options=[defer(ChatFile.data)]) is not None:
        return message
    here = select(func.count(ChatFile.message_id)).join(Message).where(Message.contact_id == chat.contact_id)
    if (session.scalar(here) or 0) >= MOST_PER_CHAT:
        raise Invalid("A conversation has {most} files at most.", field="file", most=MOST_PER_CHAT)
    session.add(ChatFile(
        message_id=message.id, name=name, kind=kind, size=len(file.data),
        sha256=hashlib.sha256(file.data).hexdigest(), data=file.data,
    ))  # fmt: skip
    session.flush()  # whoever draws the message draws the file with it
    return message


def kind_of(file: Sent) -> str:
    """What it is by its first bytes, with which the end of its name has to agree."""
    if not file.data or len(file.data) > LARGEST:
        raise Invalid("A file has up to {most} MB, and is not empty.", field="file", most=LARGEST // 1024 // 1024)
    kind = file_kinds.begun(file.data, KINDS)
    if kind is None:
        raise Invalid("Only photos (JPEG, PNG, GIF, WebP) and PDF can be sent.", field="file")
    if file_kinds.ending(file.name) not in kind.endings:
        raise Invalid("The file is not what its name says.", field="file")
    return kind.served


def tidy(name: str) -> str:
    """A name too long is cut before its end: nobody renames a photo to send it."""
    plain, most = file_kinds.tidy(name), file_kinds.LONGEST_NAME
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: most - 1 - len(ending)]}{dot}{ending}" if len(plain) > most else plain


def of(session: Session, message_ids: Iterable[int]) -> dict[int, ChatFile]:
    """The files of these messages, without what is in them."""
    query = select(ChatFile).where(ChatFile.message_id.in_(list(message_ids))).options(defer(ChatFile.data))
    return {each.message_id: each for each in session.scalars(query)}


def to_visitor(session: Session, chat: Chat, message_id: int) -> ChatFile:
    """One of the visitor's own conversation. Raises Missing."""
    return _in(session, chat.contact_id, message_id)


def to_agent(session: Session, agent: Agent, contact_id: int, message_id: int) -> ChatFile:
    """One of a conversation this agent has in hand; where it only rings nothing is shown. Raises Missing."""
    contact = access.contact_for(session, agent, contact_id)
    if contact.state is ContactState.RINGING:
        raise Missing
    return _in(session, contact.id, message_id)


def _in(session: Session, contact_id: int, message_id: int) -> ChatFile:
    found = session.scalar(
        select(ChatFile).join(Message).where(ChatFile.message_id == message_id, Message.contact_id == contact_id)
    )
    if found is None:
        raise Missing
    return found

"""What a visitor read for themselves before somebody answered: an agent who knows it doesn't send it again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import events
from console.contacts.contact import AT_A_DESK, Contact, ContactState
from console.contacts.events import ChatRead
from console.contacts.messaging import Chat
from console.customers import timeline
from console.db import Base
from console.knowledge.articles import ArticleVersion
from console.knowledge.self_service import Came, HelpReading

MOST_PER_CHAT = 20


class ChatReading(Base):
    """In which conversation something was read. Without a conversation a reading is nobody's."""

    __tablename__ = "chat_reading"
    __table_args__ = (UniqueConstraint("reading_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("help_reading.id", ondelete="CASCADE"))


@dataclass(frozen=True, slots=True)
class ReadBefore:
    reading_id: int
    article_id: int
    version: int
    title: str
    """Of the version they read."""
    came: Came
    at: datetime


def tell(session: Session, chat: Chat, reading: HelpReading) -> None:
    """This visitor read it, or more has become of it; told again it is the same. What is told after the
    end, or beyond the most of one conversation, is left out."""
    session.refresh(chat, with_for_update=True)
    if chat.contact.state not in (ContactState.WAITING, *AT_A_DESK[:2]):
        return
    known = session.scalar(select(ChatReading).where(ChatReading.reading_id == reading.id))
    if known is None:
        many = select(func.count(ChatReading.id)).where(ChatReading.contact_id == chat.contact_id)
        if (session.scalar(many) or 0) >= MOST_PER_CHAT:
            return
        with contextlib.suppress(IntegrityError), session.begin_nested():  # told by another tab at the same moment
            session.add(ChatReading(contact_id=chat.contact_id, reading_id=reading.id))
    elif known.contact_id != chat.contact_id:
        return  # of an earlier conversation: it stays there
    chat.version += 1
    events.record(session, ChatRead(chat.contact_id))


def of(session: Session, contact_id: int) -> list[ReadBefore]:
    """In the order in which they were opened."""
    query = (
        select(HelpReading, ArticleVersion.title)
        .join(ChatReading, ChatReading.reading_id == HelpReading.id)
        .join(
            ArticleVersion,
            (ArticleVersion.article_id == HelpReading.article_id) & (ArticleVersion.version == HelpReading.version),
        )
        .where(ChatReading.contact_id == contact_id)
        .order_by(HelpReading.at, HelpReading.id)
    )
    return [
        ReadBefore(each.id, each.article_id, each.version, title, each.came, each.at)
        for each, title in session.execute(query)
    ]


def write_history(session: Session, contact: Contact) -> None:
    """Lines of the customer's timeline, once it is known who they are."""
    for each in newest_of_each(of(session, contact.id)):
        timeline.write(
            session, contact.record_id or 0, kind="article", at=each.at, key=f"reading:{each.reading_id}",
            title={"code": "read", "facts": {"text": each.title}},
            articles=[{"article": each.article_id, "version": each.version, "title": each.title}],
        )  # fmt: skip


def newest_of_each(read: Iterable[ReadBefore]) -> list[ReadBefore]:
    """An article opened twice is told once."""
    return list({(each.article_id, each.version): each for each in read}.values())

"""Further numbers that lead to a queue: a campaign's, a shop window's."""

from __future__ import annotations

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console.contacts.contact import Channel, Queue
from console.db import Base
from console.errors import Invalid


class Line(Base):
    __tablename__ = "line"

    number: Mapped[str] = mapped_column(primary_key=True)
    """E.164, as dialled; or a page, as ``/shop``."""
    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id", ondelete="CASCADE"))


def queue_at(session: Session, number: str) -> Queue | None:
    """The queue that a dialled number leads to: its own line, or a further one."""
    own = session.scalar(select(Queue).where(Queue.line == number))
    return own or session.scalar(select(Queue).join(Line, Line.queue_id == Queue.id).where(Line.number == number))


def answered_by(session: Session, number: str, queue: str, *, channel: Channel = Channel.PHONE) -> None:
    """From now on that queue answers the number, or the page a chat is begun on; a queue's own line stays
    its own."""
    if session.scalar(select(Queue.id).where(Queue.line == number)) is not None:
        return
    found = session.scalar(select(Queue).where(Queue.key == queue))
    if found is None or found.channel is not channel:
        raise Invalid("Choose the queue that answers it.", field="queue")
    line = session.get(Line, number) or Line(number=number)
    line.queue_id = found.id
    session.add(line)

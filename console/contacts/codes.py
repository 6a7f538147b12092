"""The one-time code of a contact, as it is kept."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session

from console.contacts.contact import Contact, ContactState
from console.db import Base
from console.outbox import message
from console.outbox.message import Way

MOST_WRONG = 5
_key: bytes | None = None


class CodeState(StrEnum):
    SENT = "sent"
    USED = "used"
    VOID = "void"
    """Told wrong too often, or it became another person's contact."""
    FAILED = "failed"
    """It could not be delivered."""


class ContactCode(Base):
    """The newest code of a contact."""

    __tablename__ = "contact_code"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"), index=True)
    """Whom it proves: the contact's `console` record when it was sent."""
    message_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_message.id", ondelete="SET NULL"), index=True)
    client_id: Mapped[str]
    way: Mapped[Way]
    hint: Mapped[str]
    digest: Mapped[str]
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    sends: Mapped[int] = mapped_column(default=0)
    wrong: Mapped[int] = mapped_column(default=0)
    state: Mapped[CodeState]

    @property
    def tries_left(self) -> int:
        return max(0, MOST_WRONG - self.wrong) if self.state is CodeState.SENT else 0


def keep_key(secret: str) -> None:
    """What codes are digested with: without it six digits are guessed from a digest in a second."""
    global _key
    _key = secret.encode()


def digest(*parts: object) -> str:
    if _key is None:
        raise RuntimeError("no key for codes: keep_key at start")
    return hmac.new(_key, ":".join(map(str, parts)).encode(), hashlib.sha256).hexdigest()


def of(contact: Contact) -> ContactCode | None:
    """While the contact goes on; afterwards it is nobody's business."""
    session = object_session(contact)
    if session is None or contact.state is not ContactState.ACTIVE:
        return None
    return session.get(ContactCode, contact.id)


def void(session: Session, contact: Contact) -> None:
    """It is somebody else now: a code for the one before proves nothing."""
    code = session.get(ContactCode, contact.id)
    if code is not None and code.state is CodeState.SENT:
        code.state = CodeState.VOID
        if code.message_id is not None:
            message.withdraw(session, code.message_id)

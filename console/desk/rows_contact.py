"""Contacts, and what is written during one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from console.desk.rows_phrase import Named


@dataclass(frozen=True, slots=True)
class ContactCode:
    """The one-time code sent during a contact; the code itself is told to nobody."""

    state: Literal["sent", "used", "void", "failed"]
    way: Literal["sms", "email"]
    hint: str  # what may be said of the address
    sent_at: datetime
    expires_at: datetime
    wrong: int
    tries_left: int


@dataclass(frozen=True, slots=True)
class Passed:
    """A colleague passed it on, and what they said of it."""

    by: str  # first name
    words: str | None


@dataclass(frozen=True, slots=True)
class TransferQueue:
    id: int
    name: Named
    free: int  # agents who could take it at once


@dataclass(frozen=True, slots=True)
class TransferAgent:
    id: int
    name: str
    knows: bool  # has the skill of the contact's queue


@dataclass(frozen=True, slots=True)
class TransferTargets:
    """Where a contact may go now."""

    queues: list[TransferQueue]
    agents: list[TransferAgent]


@dataclass(frozen=True, slots=True)
class ContactRow:
    KIND: ClassVar[str] = "contact"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    channel: Literal["phone", "chat", "callback"]
    state: Literal["waiting", "ringing", "active", "wrap_up", "closed", "abandoned"]
    held: bool
    muted: bool
    slot: int  # 1 is the phone's, 2 to 4 are chats'
    queue: int
    purpose: Literal["service", "sales", "retention"]
    customer: int | None
    certainty: Literal["verified", "recognised", "household", "candidates", "unknown"]
    candidates: list[int]  # customers, when several are possible; never read out
    language: str
    caller: str | None  # E.164; None when withheld
    line: str | None  # the number dialled
    choices: list[str]  # what was chosen in the menu before
    queued_at: datetime
    rung_at: datetime | None
    ring_until: datetime | None
    accepted_at: datetime | None
    held_since: datetime | None
    ended_at: datetime | None
    ended_by: Literal["customer", "agent", "system"] | None
    wrap_until: datetime | None
    verified_at: datetime | None
    verified_by: list[str]  # codes of checks, and "code"
    code: ContactCode | None
    resolved_at: datetime | None
    passed: Passed | None  # by whom it was transferred here
    controls: list[Literal["answer", "decline", "mute", "hold", "transfer", "hang_up"]]


@dataclass(frozen=True, slots=True)
class NoteRow:
    KIND: ClassVar[str] = "note"
    KEY: ClassVar[str] = "contact"
    contact: int
    version: int
    text: str
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadBefore:
    """An article this visitor opened for themselves; ``title`` and ``version``: as they read it."""

    article: int
    version: int
    title: str
    came: Literal["opened", "helped", "person"]
    at: datetime


@dataclass(frozen=True, slots=True)
class ChatRow:
    """The state of one conversation, beside its messages."""

    KIND: ClassVar[str] = "chat"
    KEY: ClassVar[str] = "contact"
    contact: int
    version: int
    visitor_name: str | None
    last: int  # seq of the newest message
    seen_by_visitor: int  # seq
    seen_by_agent: int
    read: list[ReadBefore]  # the first opened first


@dataclass(frozen=True, slots=True)
class FileSent:
    """What stands in a message instead of words: known by the message's own id."""

    name: str
    kind: str  # image/jpeg, image/png, image/gif, image/webp, application/pdf
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class ArticleSent:
    """A public article whose link stands in a message, as visitors read it today."""

    article: int
    title: str
    language: str
    opening: str  # its first sentence


@dataclass(frozen=True, slots=True)
class MessageRow:
    KIND: ClassVar[str] = "message"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    contact: int
    seq: int  # dense within the contact
    author: Literal["visitor", "agent", "system"]
    agent: int | None
    client_id: str
    text: str
    file: FileSent | None
    articles: list[ArticleSent]
    at: datetime

"""What a visitor of the web chat receives: types of their own, so that nothing else can leak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from console.desk.rows_contact import ArticleSent, FileSent


@dataclass(frozen=True, slots=True)
class VisitorChatRow:
    KIND: ClassVar[str] = "visitor_chat"
    KEY: ClassVar[str] = "id"
    id: int  # the contact's
    version: int
    state: Literal["waiting", "active", "ended"]
    agent_name: str | None  # first name only
    last: int
    seen_by_agent: int
    ended_at: datetime | None
    ended_by: Literal["visitor", "agent", "system"] | None
    rated: int | None  # of 5, once they have said it
    email: str | None  # where it goes when it has ended
    moved: bool  # it goes on by phone


@dataclass(frozen=True, slots=True)
class VisitorPlaceRow:
    """Where a waiting visitor stands, and how long people have waited here lately. It changes with
    what others do, so its version is the moment it was counted."""

    KIND: ClassVar[str] = "visitor_place"
    KEY: ClassVar[str] = "id"
    id: int  # the contact's
    version: int  # milliseconds since 1970
    place: int | None  # from 1; None while it is being brought to somebody
    half_seconds: int | None  # half of them waited less than this; None with too little history
    most_seconds: int | None  # 9 of 10 waited less; None when that can't be said yet
    staffed: bool  # somebody who takes from this queue is at work


@dataclass(frozen=True, slots=True)
class VisitorMessageRow:
    KIND: ClassVar[str] = "visitor_message"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    seq: int
    author: Literal["visitor", "agent", "system"]
    author_name: str | None
    client_id: str
    text: str
    file: FileSent | None
    articles: list[ArticleSent]
    at: datetime

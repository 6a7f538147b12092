"""What knowledge shows by itself: the note of the day, and the article that fits a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found; ``title`` and ``snippet`` are pieces, marked or not, never HTML."""

    article: int
    version: int
    language: str
    title: list[tuple[str, bool]]
    snippet: list[tuple[str, bool]]
    reviewed_on: str | None  # ISO date
    public: bool  # visitors may read it: its address can be sent to them
    because: list[tuple[str, str]]  # word of the article, word as typed, where they differ


@dataclass(frozen=True, slots=True)
class Step:
    """What one reads aloud at a time; text, never HTML."""

    part: str | None  # the heading it stands under
    lines: list[list[tuple[str, bool]]]  # pieces, each with whether it is said to the customer in these words


@dataclass(frozen=True, slots=True)
class BulletinRow:
    """A note everybody on certain queues must know until it ends. Its words never change."""

    KIND: ClassVar[str] = "bulletin"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    text: str
    article: int | None
    at: datetime
    ends_at: datetime
    by: str  # first name of whoever wrote it


@dataclass(frozen=True, slots=True)
class BulletinReadRow:
    """I have read it and said so; each agent receives their own only."""

    KIND: ClassVar[str] = "bulletin_read"
    KEY: ClassVar[str] = "bulletin"
    bulletin: int
    agent: int
    version: int


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """An article of mine wants looking at again; its owner receives it, nobody else."""

    KIND: ClassVar[str] = "review"
    KEY: ClassVar[str] = "article"
    article: int
    version: int
    owner: int
    title: str
    review_by: str  # ISO date
    address: str  # where it is edited


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """The article that fits what was said so far; none is an answer too."""

    KIND: ClassVar[str] = "suggestion"
    KEY: ClassVar[str] = "contact"
    contact: int
    version: int
    seq: int  # of the message it answers; 0 when it comes from the reason of the call
    hit: Hit | None


@dataclass(frozen=True, slots=True)
class Found:
    typed: str
    understood: str | None  # what was searched instead, when a word was corrected
    hits: list[Hit]
    building: bool = False  # nothing can be found yet: the index is being made
    one_name: bool = False  # somebody is called so: to find them it takes another word of their name


@dataclass(frozen=True, slots=True)
class FileBeside:
    """A file of an article, to be opened or saved."""

    name: str
    address: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Was:
    """An older version is shown, as it was quoted."""

    now: int | None  # the version that is read today; None when the article was retired
    since: datetime | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    id: int
    version: int
    language: str
    title: str
    html: str  # our own rendering of Markdown, sanitised on the server
    text: str
    reviewed_on: str | None
    address: str | None  # where visitors read it; None when they may not
    steps: list[Step]  # to be read aloud one after the other
    files: list[FileBeside]
    was: Was | None  # None: this is what it says today


@dataclass(frozen=True, slots=True)
class HelpArticle:
    """A public article in the chat's widget."""

    id: int
    version: int
    language: str
    title: str
    html: str  # our own rendering of Markdown, sanitised on the server
    files: list[FileBeside]

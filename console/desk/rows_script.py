"""The fields of a form inside a script, and the documents it sends, in the agent's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class FormChoice:
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class ScriptDocument:
    name: str  # in the agent's language
    url: str


@dataclass(frozen=True, slots=True)
class DocumentPlace:
    id: str
    way: Literal["email", "chat", "otherwise"]
    hint: str  # of an address, enough to tell one's own apart


@dataclass(frozen=True, slots=True)
class DocumentsSent:
    way: Literal["email", "chat", "otherwise"]
    at: datetime
    failed: bool


@dataclass(frozen=True, slots=True)
class Documents:
    """What a step sends, where it may go, and whether it went: nobody goes on before."""

    these: list[ScriptDocument]
    places: list[DocumentPlace]
    sent: DocumentsSent | None


@dataclass(frozen=True, slots=True)
class FormField:
    key: str
    label: str
    type: Literal["text", "number", "date", "truth", "choice"]
    choices: list[FormChoice]
    needed: bool
    value: str | int | bool | None  # as it was answered before; never of a sensitive field

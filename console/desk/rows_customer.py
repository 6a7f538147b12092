"""Who a contact is with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from console.desk.rows_phrase import Phrase


@dataclass(frozen=True, slots=True)
class Check:
    """One fact that helps to prove who is speaking, shown for the agent to compare."""

    code: Literal["birth_date", "card_last4", "document_last4", "postcode"]
    value: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the record: a label's code and its value."""

    label: Literal["card", "points", "shops", "order", "prefers", "remembered", "address", "policy", "email"]
    value: Phrase


@dataclass(frozen=True, slots=True)
class Cited:
    """An article in the version that was quoted or read."""

    article: int
    version: int
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline."""

    id: int
    at: datetime
    kind: Literal["call", "chat", "purchase", "order", "claim", "promise", "note", "offer", "profile", "article"]
    title: Phrase
    detail: str | None
    by: str | None  # first name of whoever did it
    articles: list[Cited]


@dataclass(frozen=True, slots=True)
class Promise:
    text: str
    due_at: datetime | None
    where: str | None
    by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """What may be seen of a person before they are verified."""

    KIND: ClassVar[str] = "customer"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    name: str
    first_name: str
    language: str
    facts: list[Fact]
    checks: list[Check]
    reason: Phrase | None  # why they probably call
    warning: Phrase | None  # at most one
    promise: Promise | None
    contacts: list[Entry]  # the last three
    timeline: list[Entry]  # the newest twenty of everything
    consents: list[Phrase]
    sources: list[str]  # names of the sources this person is known from
    duplicate: int | None  # percent: another profile may be the same person


@dataclass(frozen=True, slots=True)
class SealedRow:
    """What opens only once the person is verified: addresses, policies."""

    KIND: ClassVar[str] = "sealed"
    KEY: ClassVar[str] = "id"
    id: int  # the customer's
    version: int
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class Person:
    """One customer found: by an exact key, or as somebody like the one asked for."""

    id: int
    name: str
    by: Literal[
        "phone", "email", "card", "order", "document", "phone_near", "email_near", "name", "name_and_birth"
    ]
    score: float  # 0 to 100; 100 when the key was exact

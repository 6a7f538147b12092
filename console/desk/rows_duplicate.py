"""Two profiles beside each other, for whoever has just spoken with one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class DuplicateLine:
    field: Literal[
        "name", "birth_date", "document", "phone", "email", "address", "card", "language", "store", "permissions"
    ]
    one: list[str]
    other: list[str]
    equal: bool | None  # None: one of them says nothing
    stays: int | None  # 1 or 2: whose value would be shown


@dataclass(frozen=True, slots=True)
class DuplicateSide:
    id: int
    name: str
    sources: list[str]
    here: bool  # the contact's own person


@dataclass(frozen=True, slots=True)
class DuplicateSheet:
    link: int
    percent: int
    one: DuplicateSide
    other: DuplicateSide
    lines: list[DuplicateLine]

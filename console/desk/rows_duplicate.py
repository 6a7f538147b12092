"""Two profiles beside each other, for whoever has just spoken with one of them."""

from __future__ import annotations

from dataclasses import dataclass

from console.customers.weighing import Field


@dataclass(frozen=True, slots=True)
class DuplicateLine:
    field: Field
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

"""What a rule is once it is read, and what it may speak of."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from console.errors import Invalid


@dataclass(frozen=True, slots=True)
class Money:
    cents: int
    currency: str = "EUR"


Value = str | int | Decimal | bool | date | Money | Collection[str] | None
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Field:
    """What a rule may speak of: its kind, and how people call it."""

    kind: str
    """number, text, money, date, truth or texts (several)"""
    es: str
    en: str


@dataclass(frozen=True)
class Vocabulary:
    fields: Mapping[str, Field]

    __hash__ = object.__hash__  # one vocabulary is one object: parsed rules are kept by it


@dataclass(frozen=True, slots=True)
class Literal:
    value: Any
    kind: str


@dataclass(frozen=True, slots=True)
class Name:
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Compare:
    left: Literal | Name
    sign: str
    right: Literal | Name


@dataclass(frozen=True, slots=True)
class Not:
    inner: Expression


@dataclass(frozen=True, slots=True)
class Joined:
    word: str
    """and, or"""
    parts: tuple[Expression, ...]


Expression = Literal | Name | Compare | Not | Joined
SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge, "in": lambda left, right: left in right,
}  # fmt: skip


def wrong(template: str, at: int, **facts: str) -> NoReturn:
    """``template`` is whole, so that it can be said in another language."""
    raise Invalid(template, field="expression", at=at + 1, **facts)


def comparable(left: str, sign: str, right: str) -> bool:
    if sign == "in":
        return (left, right) == ("text", "texts")
    ordered = left in ("number", "money", "date")
    return left == right and left != "texts" and (ordered or sign in ("=", "!="))

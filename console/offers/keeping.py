"""A customer's facts as JSON and back, exactly: what a decision was made from is kept with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from console.contacts.contact import Certainty, Purpose
from console.expressions import Money
from console.offers.contradictions import Against, Over
from console.offers.facts import CustomerFacts
from console.offers.told import Outcome, Result

OUTCOME = ("offer_id", "category", "gives", "result", "later_at", "at")
"""Of an outcome, what gates and arithmetic look at."""
UNKEPT = ("first_name", "order")
"""Only for wording: deciding never looks at them, so they aren't kept."""


def kept(facts: CustomerFacts) -> dict[str, Any]:
    return {each.name: packed(getattr(facts, each.name)) for each in fields(facts) if each.name not in UNKEPT}


def restored(said: dict[str, Any]) -> CustomerFacts:
    """Raises KeyError for facts kept by a console that knew more than this one."""
    known = {each.name for each in fields(CustomerFacts)}
    if unknown := set(said) - known:
        raise KeyError(", ".join(sorted(unknown)))
    return CustomerFacts(**{name: unpacked(value) for name, value in said.items()})


def packed(value: Any) -> Any:
    """Plain values as they are; everything else as ``{kind: …}``."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return {type(value).__name__: value.value}
        case str():
            return value
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case Decimal():
            return {"decimal": str(value)}
        case Money():
            return {"money": [value.cents, value.currency]}
        case Against():
            return {"against": {each.name: packed(getattr(value, each.name)) for each in fields(value)}}
        case Outcome():
            return {"outcome": {name: packed(getattr(value, name)) for name in OUTCOME}}
        case tuple():
            return {"tuple": [packed(each) for each in value]}
        case list():
            return [packed(each) for each in value]
        case frozenset():
            return {"set": sorted(value)}
        case Mapping():
            return {"map": {key: packed(each) for key, each in value.items()}}
    raise TypeError(f"{type(value).__name__} can't be kept")


def unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return [unpacked(each) for each in value]
    if not isinstance(value, dict):
        return value
    ((kind, inner),) = value.items()
    match kind:
        case "Purpose":
            return Purpose(inner)
        case "Certainty":
            return Certainty(inner)
        case "Result":
            return Result(inner)
        case "moment":
            return datetime.fromisoformat(inner)
        case "date":
            return date.fromisoformat(inner)
        case "decimal":
            return Decimal(inner)
        case "Over":
            return Over(inner)
        case "money":
            return Money(*inner)
        case "against":
            return Against(**{name: unpacked(each) for name, each in inner.items()})
        case "outcome":
            return Outcome(**{name: unpacked(each) for name, each in inner.items()})
        case "tuple":
            return tuple(unpacked(each) for each in inner)
        case "set":
            return frozenset(inner)
        case "map":
            return {key: unpacked(each) for key, each in inner.items()}
    raise KeyError(kind)

"""Which of several values wins a field, and why. Every value is kept with where it came from.

The order: verified, then an agent's correction while it holds, then the source that keeps the field
with authority, then a value that can be right at all, then the most recent, the most frequent,
the longest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from console import clock
from console.customers import normalising
from console.customers.source_records import CONSOLE, SourceRecord
from console.errors import Invalid

CORRECTED = "corrected"
"""In a `console` record's fields: ``{field: {at, by, until, verified}}``."""
MANY = ("phones", "emails")
USUAL = ("crm", "insurance", "loyalty", "shop")
AUTHORITY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("document", "birth_date", "no_claims_years", "young_driver"), ("insurance", "crm")),
    **dict.fromkeys(("name", "given_name", "surnames", "language"), USUAL),
    **dict.fromkeys(("address", "postcode", "city"), ("insurance", "crm", "shop")),
    "emails": ("shop", "crm"), "phones": ("crm", "loyalty"), "web_every_days": ("shop",),
    **dict.fromkeys(("card", "card_since", "points", "points_missing", "store", "voucher"), ("loyalty",)),
}  # fmt: skip
"""Who keeps a field most carefully, best first; a source not named comes behind them."""
Rule = Literal["only", "verified", "corrected", "authority", "valid", "recent", "frequent", "longest"]
RULES: tuple[Rule, ...] = ("verified", "corrected", "authority", "valid", "recent", "frequent", "longest")


@dataclass(frozen=True, slots=True)
class Held:
    """One value as one record has it."""

    value: Any
    source: str
    """The source's key."""
    source_name: str
    at: datetime
    by: str | None = None
    """Of a correction: the agent who heard it."""
    until: datetime | None = None
    """Of a correction: when it stops outweighing the sources."""
    verified: bool = False

    @property
    def corrects(self) -> bool:
        return self.until is not None and self.until > clock.now()


@dataclass(frozen=True, slots=True)
class Survivor:
    """Every value of a field, the winner first."""

    field: str
    held: tuple[Held, ...]

    @property
    def value(self) -> Any:
        return self.held[0].value

    @property
    def rule(self) -> Rule:
        """The first rule by which the winner is ahead of the best value unlike it."""
        first, key = self.held[0], same_key(self.held[0].value)
        rival = next((each for each in self.held if same_key(each.value) != key), None)
        if rival is None:
            return "only" if not first.corrects else "verified" if first.verified else "corrected"
        count = counted(self.held)
        mine, theirs = merits(self.field, first, count), merits(self.field, rival, count)
        return next((rule for rule, a, b in zip(RULES, mine, theirs, strict=True) if a > b), "longest")

    @property
    def confidence(self) -> float:
        """0 to 1, of what one can see: who says it, how many say the same, whether it can be right."""
        first = self.held[0]
        if first.corrects:
            return 0.99 if first.verified else 0.95
        agreeing = counted(self.held)[same_key(first.value)] / len(self.held)
        known = 1.0 if authority(self.field, first.source) == 0 else 0.5
        return round((0.5 + 0.25 * known + 0.25 * agreeing) * (1.0 if valid(self.field, first.value) else 0.5), 2)


def survivors(records: Iterable[SourceRecord]) -> dict[str, Survivor]:
    """Field → what wins there. Of phones and e-mails each value is one of its own."""
    held: dict[str, list[Held]] = {}
    for record in records:
        for field, value in record.fields.items():
            if field == CORRECTED or value in (None, "", []):
                continue
            for each in value if field in MANY else [value]:
                held.setdefault(field, []).append(held_by(record, field, each))
    return {field: decide(field, values) for field, values in held.items()}


def held_by(record: SourceRecord, field: str, value: Any) -> Held:
    said: Mapping[str, Any] = (record.fields.get(CORRECTED) or {}).get(field) or {}
    if said.get("value", value) != value:
        said = {}
    return Held(
        value=value, source=record.source.key, source_name=record.source.name,
        at=datetime.fromisoformat(said["at"]) if said else record.updated_at, by=said.get("by"),
        until=datetime.fromisoformat(said["until"]) if said else None, verified=bool(said.get("verified")),
    )  # fmt: skip


def decide(field: str, values: list[Held]) -> Survivor:
    if len(values) == 1:
        return Survivor(field, tuple(values))
    count = counted(values)
    return Survivor(field, tuple(sorted(values, key=lambda each: merits(field, each, count), reverse=True)))


def counted(values: Iterable[Held]) -> Counter[str]:
    """How many records say the same."""
    return Counter(same_key(each.value) for each in values)


def same_key(value: Any) -> str:
    """Two spellings of one value count as one."""
    return normalising.name_key(value) or value.casefold() if isinstance(value, str) else repr(value)


Merits = tuple[int, int, int, int, float, int, int]


def merits(field: str, held: Held, count: Mapping[str, int]) -> Merits:
    """One number for each rule, in their order; more is better."""
    return (
        int(held.verified and held.corrects),
        int(held.corrects),
        -authority(field, held.source),
        int(valid(field, held.value)),
        held.at.timestamp(),
        count[same_key(held.value)],
        len(str(held.value)),
    )


def authority(field: str, source: str) -> int:
    """0 is the best; our own record, if nobody corrected it there, knows least."""
    named = AUTHORITY.get(field, USUAL)
    if source in named:
        return named.index(source)
    return len(named) + (source == CONSOLE)


@lru_cache(maxsize=50_000)
def valid(field: str, value: Hashable) -> bool:
    """Whether it can be right at all: check letters, possible numbers, somebody alive."""
    checks = {
        "document": normalising.document, "emails": normalising.email, "phones": normalising.needed_phone,
        "birth_date": normalising.birth_date,
    }  # fmt: skip
    try:
        if field in checks:
            checks[field](str(value))
        return field != "name" or " " in str(value).strip()
    except Invalid:
        return False

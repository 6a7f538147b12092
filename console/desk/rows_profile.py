"""Everything known of one customer, for the agent who unfolds it: where it comes from, what it adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from console.desk.rows_phrase import Phrase


@dataclass(frozen=True, slots=True)
class HeldValue:
    value: str
    source: str  # the source's name
    at: datetime
    by: str | None  # of a correction: who heard it
    until: datetime | None  # of a correction: when it stops holding


@dataclass(frozen=True, slots=True)
class ProfileField:
    field: str
    rule: Literal["only", "verified", "corrected", "authority", "valid", "recent", "frequent", "longest"]
    confidence: float
    held: list[HeldValue]  # the winner first; empty while it is sealed
    sealed: bool  # opens once the person is verified
    correctable: bool


@dataclass(frozen=True, slots=True)
class Remembered:
    id: int
    text: str
    due_at: datetime | None
    until: datetime | None
    by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ConsentLine:
    controller: str
    purpose: str
    channel: str | None
    given: bool  # what stands: an unclear or expired yes is a no
    wording: str | None
    how: str | None
    at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Of 365 days; cents of the company's currency. No label: sums and ratios anybody can check."""

    segment: Literal["frequent", "recent", "new", "regular", "fading", "away", "none"] | None
    purchases: int
    paid_cents: int
    discount_cents: int
    margin_cents: int
    margin_costed_cents: int  # paid for what whose cost is known
    margin_category_cents: int  # paid for what whose category has a share
    margin_assumed_cents: int  # paid for the rest, of which margin_share is assumed
    margin_share: float
    contacts: int
    cost_cents: int
    recency_days: int | None
    usual_gap_days: float | None
    overdue: float | None  # days since the last purchase, in usual gaps
    currency: str
    categories: list[tuple[str, int]]  # and what was paid, most first
    products: list[tuple[str, int]]  # and in how many purchases
    channels: list[tuple[str, int]]  # how they reach us, most first
    hours: list[int]  # contacts by hour of the company's day, 24 of them


@dataclass(frozen=True, slots=True)
class ProfilePage:
    id: int
    version: int
    verified: bool
    fields: list[ProfileField]
    new_number: bool  # this contact came from a number that isn't on their record
    wordings: list[tuple[str, str]]  # purpose, and the words to read out, in the contact's language
    duplicate: tuple[str, int] | None  # who may be the same person, and how sure in percent
    household: list[str]  # for the eye only: never read out
    remembered: list[Remembered]
    cases: list[Phrase] | None  # claims and orders that are still open; None until verified
    consents: list[ConsentLine]
    figures: Figures | None  # None until verified
    unprofiled: bool  # they refused profiling: no figures at all

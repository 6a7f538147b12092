"""What is worth proposing, and the script to propose it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from console.desk.rows_phrase import Named, Phrase
from console.desk.rows_script import Documents, FormField


@dataclass(frozen=True, slots=True)
class Why:
    """One line of the sum that makes an offer's expected value."""

    sign: Literal["plus", "minus"]
    phrase: Phrase
    cents: int


@dataclass(frozen=True, slots=True)
class Price:
    """What they would pay each time."""

    cents: int
    before_cents: int | None  # without the discount; None when there is none
    currency: str
    personal: bool  # worked out for them alone: it has to be said


@dataclass(frozen=True, slots=True)
class Proposal:
    offer: int
    name: Named
    price: Price | None
    expected_cents: int  # per mention, after the cost of asking
    currency: str
    why: list[Why]  # adds up to expected_cents


@dataclass(frozen=True, slots=True)
class Alternative:
    name: Named
    verdict: Phrase
    cents: int | None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What came of looking for an offer on this contact. ``proposal`` is sent only once the
    problem is solved, so a screen cannot show it early."""

    KIND: ClassVar[str] = "decision"
    KEY: ClassVar[str] = "contact"
    contact: int
    version: int
    proposals: int  # how many are worth making: the chip's number
    proposal: Proposal | None
    others: list[Alternative]
    closed: Phrase | None  # why nothing may be proposed


@dataclass(frozen=True, slots=True)
class LaterDays:
    """Between which days one may ask again, as dates; the suggested one stands in the field."""

    first: str
    last: str
    suggested: str


@dataclass(frozen=True, slots=True)
class Answer:
    key: str
    label: Named
    detail: Named | None
    outcome: Literal["accepted", "rejected", "later", "not_mentioned"] | None
    reasons: list[Named]  # choosing one is the same click as the refusal
    later: LaterDays | None  # of "not now": when to propose it again


@dataclass(frozen=True, slots=True)
class ScriptStep:
    key: str
    title: Named
    state: Literal["done", "current", "ahead"]
    open: bool  # one may jump there


@dataclass(frozen=True, slots=True)
class OfferCard:
    """What a step shows of the offer while its words are read."""

    until: datetime | None
    gives: list[Named]
    documents: bool  # they are sent before anybody may accept


@dataclass(frozen=True, slots=True)
class ScriptRow:
    KIND: ClassVar[str] = "script"
    KEY: ClassVar[str] = "contact"
    contact: int
    version: int
    offer: int
    name: Named
    price: Price | None
    card: OfferCard | None  # at a step that shows the offer
    steps: list[ScriptStep]
    step: str
    say: str  # already in the caller's language, with its variables filled in
    disclosed: str | None  # said right after it: that the price is personal
    answers: list[Answer]
    documents: Documents | None  # of a step that sends some
    fields: list[FormField]  # of a form; the answers send them
    read_until: datetime | None  # words that must be read out: no answer goes on before
    outcome: Literal["accepted", "rejected", "later", "not_mentioned"] | None

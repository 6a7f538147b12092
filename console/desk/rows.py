"""Every row that goes over the wire: its shape, and nothing else.

A row is whole, carries ``version`` and comes from the same function for a push and for the
snapshot, so a browser keeps whichever is newer. No row embeds a fact that another row may
change. ``desk/wire.py`` prints this file, and the `rows_….py` it takes in, as TypeScript; a test
says when the print is stale.

``KIND`` is the row's name on the wire and in the browser's store; ``KEY`` the field it is
known by. Times are aware UTC; money is integer cents beside its currency; what a person reads
is either words a source gave us (``text``) or a :class:`Phrase` the browser puts into words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal

from console.desk.rows_knowledge import BulletinReadRow as BulletinReadRow
from console.desk.rows_knowledge import BulletinRow as BulletinRow
from console.desk.rows_knowledge import Hit as Hit
from console.desk.rows_knowledge import SuggestionRow as SuggestionRow
from console.desk.rows_profile import ConsentLine as ConsentLine
from console.desk.rows_profile import Figures as Figures
from console.desk.rows_profile import HeldValue as HeldValue
from console.desk.rows_profile import ProfileField as ProfileField
from console.desk.rows_profile import ProfilePage as ProfilePage
from console.desk.rows_profile import Remembered as Remembered
from console.desk.rows_script import FormChoice as FormChoice
from console.desk.rows_script import FormField as FormField
from console.desk.rows_visitor import VisitorChatRow as VisitorChatRow
from console.desk.rows_visitor import VisitorMessageRow as VisitorMessageRow
from console.desk.rows_visitor import VisitorPlaceRow as VisitorPlaceRow
from console.desk.rows_wrap_up import ProposedFollowUp as ProposedFollowUp
from console.desk.rows_wrap_up import ProposedReason as ProposedReason
from console.desk.rows_wrap_up import Sentence as Sentence
from console.desk.rows_wrap_up import WrapUpRow as WrapUpRow

Scalar = str | int | float | bool | None


class PhraseCode(StrEnum):
    """Everything the server may ask a browser to say; `live/phrases.ts` has the words."""

    TEXT = "text"  # {text}: words as a source or a person wrote them
    # facts on the record
    CARD = "card"  # {last4, since?}
    ORDER = "order"  # {number, amount_cents?, currency?, state?}
    SHOPS = "shops"  # {store, web_every_days?}
    PREFERS = "prefers"  # {channel, moment?}
    ADDRESS = "address"  # {text}
    POLICY = "policy"  # {number, product, until?}
    POINTS = "points"  # {points, missing?}
    # probable reasons, warnings, promises
    ORDER_LATE = "order_late"  # {number, due_from?, due_to?, detail?}
    CLAIM_OPEN = "claim_open"  # {number, since, amount_cents?, currency?, detail?}
    PROMISE_DUE = "promise_due"  # {text, due_at}
    NO_SALES = "no_sales"  # {}: an instruction not to sell
    REPEATED = "repeated"  # {count, days}: n-th contact in so many days
    # what happened
    CALL = "call"  # {text?}
    CALL_ABANDONED = "call_abandoned"  # {waited_seconds}
    CHAT = "chat"  # {text?}
    PURCHASE = "purchase"  # {store?, amount_cents, currency}
    CLAIM = "claim"  # {number, text, state}
    PROMISE = "promise"  # {text, due_at?}
    OFFER_ACCEPTED = "offer_accepted"  # {name}
    OFFER_REJECTED = "offer_rejected"  # {name, reason?}
    OFFER_LATER = "offer_later"  # {name, on?}
    NOTE = "note"  # {text}
    CORRECTED = "corrected"  # {field}: an agent put something right
    PROFILE_MERGE = "profile_merge"
    PROFILE_SPLIT = "profile_split"
    PROFILE_UNDO = "profile_undo"  # {what}: merge, split or undo
    ANSWERED = "answered"  # {purpose, answer}: a consent asked for on a contact
    # consent
    CONSENT_YES = "consent_yes"  # {purpose, channel?, on, how, until?}
    CONSENT_NO = "consent_no"  # {purpose, channel?, on?, how?}
    # why this offer, why not the others
    MARGIN = "margin"  # {margin_cents, currency}
    BOUGHT = "bought"  # {what, times, of}
    DECLARED = "declared"  # {what}: what the customer told us
    DISCOUNT_COST = "discount_cost"  # {discount_cents, currency}
    COST_OF_ASKING = "cost_of_asking"  # {seconds}
    GATE_PURPOSE = "gate_purpose"  # {}: a service contact carries no selling
    GATE_CONSENT = "gate_consent"  # {purpose}
    GATE_CERTAINTY = "gate_certainty"  # {}: we are not sure enough who this is
    GATE_SERVICE_FIRST = "gate_service_first"  # {number?}
    GATE_INSTRUCTION = "gate_instruction"  # {}
    GATE_SKILL = "gate_skill"  # {skill}
    GATE_ELIGIBILITY = "gate_eligibility"  # {text}: the rule in plain words
    GATE_REPEATED = "gate_repeated"  # {count, days}: they keep calling
    GATE_CONTRADICTION = "gate_contradiction"  # {text}: what they have doesn't go with it
    GATE_CAPPED = "gate_capped"  # {times}: told often enough
    GATE_MUTED = "gate_muted"  # {until}
    GATE_SUITABILITY = "gate_suitability"  # {text}: the rule in plain words
    GATE_PROFIT = "gate_profit"  # {expected_cents, currency}
    LOWER = "lower"  # {}: worth less than the one proposed
    NO_OFFERS = "no_offers"  # {}: nothing in the catalogue is live


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words still to be put into the reader's language: a code and what goes into it."""

    code: PhraseCode
    facts: dict[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named:
    """A name a company gave something, in both languages."""

    es: str
    en: str


# --- contacts ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ContactRow:
    KIND: ClassVar[str] = "contact"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    channel: Literal["phone", "chat", "callback"]
    state: Literal["waiting", "ringing", "active", "wrap_up", "closed", "abandoned"]
    held: bool
    slot: int  # 1 is the phone's, 2 to 4 are chats'
    queue: int
    purpose: Literal["service", "sales", "retention"]
    customer: int | None
    certainty: Literal["verified", "recognised", "household", "candidates", "unknown"]
    candidates: list[int]  # customers, when several are possible; never read out
    language: str
    caller: str | None  # E.164; None when withheld
    line: str | None  # the number dialled
    choices: list[str]  # what was chosen in the menu before
    queued_at: datetime
    rung_at: datetime | None
    ring_until: datetime | None
    accepted_at: datetime | None
    held_since: datetime | None
    ended_at: datetime | None
    ended_by: Literal["customer", "agent", "system"] | None
    wrap_until: datetime | None
    verified_at: datetime | None
    resolved_at: datetime | None
    controls: list[Literal["answer", "decline", "mute", "hold", "transfer", "hang_up"]]


@dataclass(frozen=True, slots=True)
class NoteRow:
    KIND: ClassVar[str] = "note"
    KEY: ClassVar[str] = "contact"
    contact: int
    version: int
    text: str
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChatRow:
    """The state of one conversation, beside its messages."""

    KIND: ClassVar[str] = "chat"
    KEY: ClassVar[str] = "contact"
    contact: int
    version: int
    visitor_name: str | None
    last: int  # seq of the newest message
    seen_by_visitor: int  # seq
    seen_by_agent: int


@dataclass(frozen=True, slots=True)
class MessageRow:
    KIND: ClassVar[str] = "message"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    contact: int
    seq: int  # dense within the contact
    author: Literal["visitor", "agent", "system"]
    agent: int | None
    client_id: str
    text: str
    at: datetime


# --- who it is -----------------------------------------------------------------------------


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
class Entry:
    """One line of the timeline."""

    id: int
    at: datetime
    kind: Literal["call", "chat", "purchase", "order", "claim", "promise", "note", "offer", "profile"]
    title: Phrase
    detail: str | None
    by: str | None  # first name of whoever did it


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


@dataclass(frozen=True, slots=True)
class SealedRow:
    """What opens only once the person is verified: addresses, policies."""

    KIND: ClassVar[str] = "sealed"
    KEY: ClassVar[str] = "id"
    id: int  # the customer's
    version: int
    facts: list[Fact]


# --- offers --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Why:
    """One line of the sum that makes an offer's expected value."""

    sign: Literal["plus", "minus"]
    phrase: Phrase
    cents: int


@dataclass(frozen=True, slots=True)
class Proposal:
    offer: int
    name: Named
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
class Answer:
    key: str
    label: Named
    detail: Named | None
    outcome: Literal["accepted", "rejected", "later", "not_mentioned"] | None
    reasons: list[Named]  # choosing one is the same click as the refusal


@dataclass(frozen=True, slots=True)
class ScriptStep:
    key: str
    title: Named
    state: Literal["done", "current", "ahead"]
    open: bool  # one may jump there


@dataclass(frozen=True, slots=True)
class ScriptRow:
    KIND: ClassVar[str] = "script"
    KEY: ClassVar[str] = "contact"
    contact: int
    version: int
    offer: int
    name: Named
    steps: list[ScriptStep]
    step: str
    say: str  # already in the caller's language, with its variables filled in
    answers: list[Answer]
    fields: list[FormField]  # of a form; the answers send them
    read_until: datetime | None  # words that must be read out: no answer goes on before
    outcome: Literal["accepted", "rejected", "later", "not_mentioned"] | None


# --- the floor -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Disposition:
    code: str
    path: list[Named]  # from the general to the particular


@dataclass(frozen=True, slots=True)
class QueueRow:
    KIND: ClassVar[str] = "queue"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    name: Named
    channel: Literal["phone", "chat"]
    purpose: Literal["service", "sales", "retention"]
    target_seconds: int
    target_share: float
    wrap_seconds: int
    greeting: Named  # with {agent} where the agent's first name goes
    dispositions: list[Disposition]


@dataclass(frozen=True, slots=True)
class QueueStatsRow:
    """How a queue stands: sent at most once a second, to supervisors and its own agents."""

    KIND: ClassVar[str] = "queue_stats"
    KEY: ClassVar[str] = "id"
    id: int  # the queue's
    version: int  # milliseconds since 1970 when counted
    waiting: int
    oldest_at: datetime | None
    offered: int  # today, in the queue's time zone
    answered: int
    abandoned: int
    short_abandoned: int
    answered_in_target: int
    service_level: float | None  # SL-4, 0..1; None before anything was offered
    asa_seconds: float | None
    free_agents: int


@dataclass(frozen=True, slots=True)
class AgentRow:
    KIND: ClassVar[str] = "agent"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    name: str
    first_name: str
    role: Literal["agent", "supervisor", "admin"]
    language: str
    extension: str | None
    state: Literal["offline", "available", "on_call", "wrap_up", "away"]
    reason: str | None  # code of the away reason: break, lunch, training, meeting, missed
    since: datetime
    chats: int
    missed_contact: int | None


AgentSide = (
    ContactRow
    | NoteRow
    | ChatRow
    | MessageRow
    | CustomerRow
    | SealedRow
    | DecisionRow
    | ScriptRow
    | WrapUpRow
    | QueueRow
    | QueueStatsRow
    | AgentRow
    | BulletinRow
    | BulletinReadRow
    | SuggestionRow
)
VisitorSide = VisitorChatRow | VisitorPlaceRow | VisitorMessageRow
Row = AgentSide | VisitorSide


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything one person may see now; embedded in the page and fetched after every connect."""

    me: int | None  # the agent's id; None for a visitor
    now: datetime
    build: str
    rows: list[dict[str, object]]  # each {"kind": KIND, "row": row}


@dataclass(frozen=True, slots=True)
class Found:
    typed: str
    understood: str | None  # what was searched instead, when a word was corrected
    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class Person:
    """One customer found: by an exact key, or as somebody like the one asked for."""

    id: int
    name: str
    by: Literal[
        "phone", "email", "card", "order", "document", "phone_near", "email_near", "name", "name_and_birth"
    ]
    score: float  # 0 to 100; 100 when the key was exact


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
    steps: list[str]  # to be read aloud one after the other; text, never HTML


KINDS: tuple[type[Row], ...] = (
    ContactRow, NoteRow, ChatRow, MessageRow, CustomerRow, SealedRow, DecisionRow, ScriptRow,
    WrapUpRow, QueueRow, QueueStatsRow, AgentRow, BulletinRow, BulletinReadRow, SuggestionRow,
    VisitorChatRow, VisitorPlaceRow, VisitorMessageRow,
)  # fmt: skip

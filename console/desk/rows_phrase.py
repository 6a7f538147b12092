"""Words a browser puts into the reader's language: a code and what goes into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

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
    READ = "read"  # {text}: an article, before somebody answered
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

"""The row that fills the sheet of after-call work before the agent writes a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence for the summary, and the event it tells of."""

    key: str  # steady while the contact lives: came, verified, resolved, offer-3, purpose-7
    text: str  # in the agent's language, ready to stand in the note
    event: int  # seq of the contact's event
    kind: str  # of that event: arrived, verified, purpose_changed, resolved, offer_outcome
    at: datetime  # when it happened
    source: str  # the event in a few words, in the agent's language


@dataclass(frozen=True, slots=True)
class ProposedReason:
    code: str  # of one of the queue's dispositions
    heard: str  # the word that spoke for it


@dataclass(frozen=True, slots=True)
class ProposedFollowUp:
    what: str  # in the agent's language
    due_at: datetime
    why: str  # in the agent's language: which fact asks for it


@dataclass(frozen=True, slots=True)
class WrapUpRow:
    """What is proposed for the after-call work. There from the end of the conversation until it is
    wrapped up; its version grows with the contact, with what is known of the customer and with the
    note. ``reason`` is None when no word of any disposition was heard, ``follow_up`` when no date on
    record asks for one."""

    KIND: ClassVar[str] = "wrap_up"
    KEY: ClassVar[str] = "contact"
    contact: int
    version: int
    sentences: list[Sentence]
    reason: ProposedReason | None
    follow_up: ProposedFollowUp | None

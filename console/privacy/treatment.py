"""What becomes of each table that hangs on a person when they are forgotten, and what they are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import MetaData, Table

from console.contacts.contact import Certainty

ROOTS = ("customer", "source_record")
"""Whatever refers to one of these, directly or through another such table, is about a person."""


class What(StrEnum):
    DELETE = "delete"
    EMPTY = "empty"
    KEEP = "keep"


def anew() -> str:
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Treatment:
    what: What
    values: Mapping[str, Any | Callable[[], Any]] = field(default_factory=dict)
    """For EMPTY: what is put in the place of what was personal; a function is asked for each row."""
    told: bool = True
    """Whether a copy of everything has it; not what only helps to find the rest."""


DELETE = Treatment(What.DELETE)
UNTOLD = Treatment(What.DELETE, told=False)

TREATMENT: dict[str, Treatment] = {
    # A number that is never given again, and who looked at it: our own accounts, naming nobody.
    "customer": Treatment(What.KEEP),
    "profile_read": Treatment(What.KEEP),
    "merge_event": Treatment(What.KEEP),
    # Our own record stays as an empty shell where figures hang on it; others go, see `erasing`.
    "source_record": Treatment(
        What.EMPTY, {"key": anew, "fields": dict, "digest": "", "findable": True, "matched": True}
    ),
    "source_record_version": DELETE,
    "identifier": DELETE,
    "name_line": UNTOLD,
    "name_key": UNTOLD,
    "email_key": UNTOLD,
    "block_key": UNTOLD,
    "link": UNTOLD,
    "segment_snapshot": DELETE,
    "customer_taste": DELETE,
    "purchase": DELETE,
    "purchase_line": DELETE,
    "customer_order": DELETE,
    "claim": DELETE,
    "policy": DELETE,
    "promise": DELETE,
    "instruction": DELETE,
    "consent_act": DELETE,
    "timeline_entry": DELETE,
    # Contacts happened, and every metric is counted from their events, which name nobody.
    "contact": Treatment(What.EMPTY, {
        "provider_key": anew, "caller": None, "record_id": None, "candidates": list, "choices": list,
        "passed_words": None, "verified_by": list, "certainty": Certainty.UNKNOWN,
    }),
    "contact_event": Treatment(What.KEEP),
    "chat": Treatment(What.EMPTY, {
        "visitor_name": None, "email": None, "token_hash": anew, "last": 0, "seen_by_visitor": 0, "seen_by_agent": 0,
    }),
    "message": DELETE,
    "chat_file": DELETE,
    "chat_reading": DELETE,
    "note": DELETE,
    "quote": DELETE,
    "rating": Treatment(What.EMPTY, {"text": ""}),
    "ring": DELETE,
    "outgoing_message": DELETE,
    "contact_code": DELETE,
    "follow_up": DELETE,
    "suggestion": DELETE,
    "consultation": Treatment(What.EMPTY, {"typed": ""}),
    # What was decided goes with its inputs; what came of it stays, for the sums of the offers.
    "decision": DELETE,
    "decision_inputs": DELETE,
    "script_position": DELETE,
    "script_move": Treatment(What.EMPTY, {"answer": None}),
    "offer_outcome": Treatment(What.EMPTY, {"reason": None}),
}  # fmt: skip

NOT_TOLD = {"digest", "token_hash", "findable", "matched"}
"""Columns that say nothing of anybody."""


_all: MetaData | None = None


def know(metadata: MetaData) -> None:
    """All tables of all domains: told at start, since one whose module nobody has imported yet would
    be passed over."""
    global _all
    _all = metadata


def tables() -> list[Table]:
    if _all is None:
        raise RuntimeError("no tables are known: know() at start")
    return personal(_all)


def personal(metadata: MetaData) -> list[Table]:
    """The tables about people, those referred to before those that refer to them."""
    found: set[str] = set(ROOTS)
    for table in metadata.sorted_tables:
        if any(key.column.table.name in found for key in table.foreign_keys):
            found.add(table.name)
    return [each for each in metadata.sorted_tables if each.name in found]

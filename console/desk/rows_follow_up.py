"""What an agent has promised and not done yet: only its owner receives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    KIND: ClassVar[str] = "follow_up"
    KEY: ClassVar[str] = "id"
    id: int
    version: int
    owner: int
    what: str
    due_at: datetime
    who: str  # whom it was promised; empty when nobody said who they are
    number: str | None  # they contacted us from it

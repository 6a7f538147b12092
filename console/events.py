"""What happened, said once: `record` inside a transaction, `publish` after its commit.

A subscriber after the commit may only push; whatever must happen is a row in `due`, written by
the verb itself. One failing subscriber does not silence the others, nor fail the write.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Protocol, TypeVar, runtime_checkable

from sqlalchemy.orm import Session

E = TypeVar("E")
_subscribers: dict[type, list[Callable[[object], None]]] = {}
log = logging.getLogger(__name__)


@runtime_checkable
class Joined(Protocol):
    """A fact that can be one with an earlier one: what is told is the row as it is at the end."""

    def join(self, later: Any) -> object | None: ...


def record(session: Session, event: object) -> None:
    """Remembers a frozen, past-tense fact with ids until the transaction commits."""
    recorded: list[object] = session.info.setdefault("events", [])
    if event in recorded:  # one row pushed once, however many verbs touched it
        return
    for place, earlier in enumerate(recorded):
        if type(earlier) is type(event) and isinstance(earlier, Joined) and (both := earlier.join(event)) is not None:
            recorded[place] = both
            return
    recorded.append(event)


def take(session: Session) -> list[object]:
    """What was recorded, handed over once."""
    taken: list[object] = session.info.pop("events", [])
    return taken


def subscribe(kind: type[E], handler: Callable[[E], None]) -> Callable[[], None]:
    """``handler`` hears every ``kind`` after its commit, until the answer is called."""
    handlers = _subscribers.setdefault(kind, [])
    heard: Callable[[object], None] = handler  # type: ignore[assignment]
    handlers.append(heard)
    return lambda: handlers.remove(heard)


def publish(happened: list[object]) -> None:
    for event in happened:
        for handler in list(_subscribers.get(type(event), ())):
            try:
                handler(event)
            except Exception:
                log.exception("a subscriber failed", extra={"event": type(event).__name__})

"""What happened, said once: `record` inside a transaction, `publish` after its commit.

A subscriber after the commit may only push; whatever must happen is a row in `due`, written by
the verb itself. One failing subscriber does not silence the others, nor fail the write.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

E = TypeVar("E")
_subscribers: dict[type, list[Callable[[object], None]]] = {}
log = logging.getLogger(__name__)


def record(session: Session, event: object) -> None:
    """Remembers a frozen, past-tense fact with ids until the transaction commits."""
    recorded: list[object] = session.info.setdefault("events", [])
    if event not in recorded:  # one row pushed once, however many verbs touched it
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

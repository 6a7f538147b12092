"""The only source of the present. Times are aware and UTC; tests move the hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_shift = timedelta(0)
_stopped: datetime | None = None


def now() -> datetime:
    """The present, aware, UTC."""
    return (_stopped or datetime.now(UTC)) + _shift


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """For tests: time stands still at ``moment`` and moves only by `advance`."""
    global _shift, _stopped
    before = (_shift, _stopped)
    _shift, _stopped = timedelta(0), moment
    try:
        yield
    finally:
        _shift, _stopped = before


def advance(by: timedelta) -> None:
    """For tests: the hands jump ahead."""
    global _shift
    _shift += by

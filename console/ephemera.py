"""Decoration that may be lost: rate limits, who types, who looks. In this process, or in Redis.

When Redis is away a limit falls back to this process's own count: slower guessing, never a
refused write.
"""

from __future__ import annotations

from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

_own: Storage = MemoryStorage()
_shared: Storage = _own


def connect(redis_url: str) -> None:
    """Counts in Redis from now on; an empty address counts in this process, from zero."""
    global _own, _shared
    _own = MemoryStorage()
    _shared = _own
    if redis_url:
        address = redis_url.replace("unix://", "redis+unix://")
        shared = storage_from_string(address, wrap_exceptions=True, socket_timeout=0.5)
        assert isinstance(shared, Storage)  # noqa: S101  # the address names no async one
        _shared = shared


def allow(key: str, rate: str) -> bool:
    """Counts one try for ``key``; False once ``rate`` (as "5/minute") is used up."""
    limit = parse(rate)
    try:
        return MovingWindowRateLimiter(_shared).hit(limit, key)
    except StorageError:
        return MovingWindowRateLimiter(_own).hit(limit, key)

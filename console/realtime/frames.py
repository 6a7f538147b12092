"""Closes two defects of simple-websocket 1.1.0 under gevent.

1. It calls ``sock.send`` and ignores how much was taken. A gevent socket takes what fits, so a
   slow reader gets a cut frame and garbage after it. Frames now go out by ``sendall``, under a
   lock, since the reader (pong, close) and the writer both write.
2. It completes any incoming message in memory before anybody can refuse it. Messages beyond
   `LARGEST_MESSAGE` bytes are now refused while they arrive (close code 1009).

It also declines per-message deflate, which costs 100 KB for every idle connection.
Both are tested against the real server in `tests/realtime/test_frames.py`.
"""

from __future__ import annotations

import threading
from typing import Any

import simple_websocket.ws
from wsproto.extensions import PerMessageDeflate

LARGEST_MESSAGE = 256_000


class WholeFrames:
    """A socket whose ``send`` sends everything, one sender at a time."""

    def __init__(self, sock: Any):
        self._sock = sock
        self._lock = threading.Lock()

    def send(self, data: bytes) -> int:
        with self._lock:
            self._sock.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


def close_defects() -> None:
    """Idempotent; before the first connection."""
    base = simple_websocket.ws.Base
    if getattr(base.__init__, "closed_defects", False):
        return
    original = base.__init__

    def init(self: Any, sock: Any = None, *args: Any, **kwargs: Any) -> None:
        kwargs["max_message_size"] = LARGEST_MESSAGE
        original(self, WholeFrames(sock), *args, **kwargs)

    init.closed_defects = True  # type: ignore[attr-defined]
    base.__init__ = init
    PerMessageDeflate.accept = lambda self, offer: None  # type: ignore[method-assign]

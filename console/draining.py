"""Leaving without cutting anybody short: whoever is inside finishes, nobody new comes in.

The listener closes first, so a proxy goes to the next process; a request on a connection that is
still open hears 503. When the last one is answered and its rows are pushed, the sockets are closed:
their pages connect again by themselves, to us when we are back or to another process.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST = 20.0
"""Seconds until we leave even so. A supervisor should wait longer before it kills."""
BUSY = b'{"error":{"code":"leaving","message":"Try again in a moment.","field":null,"facts":{}}}'
SOCKETS = "/socket.io"


class Door:
    """Counts the requests under way; once it is closed, nobody new comes in. Sockets, which never
    end by themselves, aren't counted."""

    def __init__(self, application: WSGIApplication):
        self.application = application
        self.inside = 0
        self.closed = False
        self.changed = threading.Condition()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "")
        if self.closed and asked not in ("/healthz", "/readyz"):
            start_response("503 Service Unavailable", [
                ("Content-Type", "application/json"), ("Content-Length", str(len(BUSY))),
                ("Retry-After", "1"), ("Connection", "close"),
            ])  # fmt: skip
            return [BUSY]
        if asked.startswith(SOCKETS):
            return self.application(environ, start_response)
        self.count(1)
        try:
            answer = self.application(environ, start_response)
        except BaseException:
            self.count(-1)
            raise
        return ClosingIterator(answer, [lambda: self.count(-1)])

    def count(self, by: int) -> None:
        with self.changed:
            self.inside += by
            self.changed.notify_all()

    def close(self) -> None:
        self.closed = True

    def empty(self, seconds: float) -> bool:
        """Waits until the last one has left; False when some are still inside after so long."""
        with self.changed:
            return self.changed.wait_for(lambda: self.inside == 0, seconds)


def leave(door: Door, socketio: Any, finish: Iterable[Callable[[float], object]], *, longest: float = LONGEST) -> bool:
    """Everything in its order; each of ``finish`` gets the seconds that are left. True when nobody
    was cut short."""
    until = time.monotonic() + longest

    def left() -> float:
        return max(0.1, until - time.monotonic())

    door.close()
    listener = getattr(socketio, "wsgi_server", None)
    if listener is not None:
        listener.stop_accepting()
        listener.socket.close()
    in_time = door.empty(left())
    for each in finish:
        each(left())
    socketio.server.eio.disconnect()
    return in_time

"""How our HTTP server treats a connection whose socket has ended, and what it says of bad ones."""

from __future__ import annotations

import logging
import socket

from gevent import pywsgi

log = logging.getLogger("console.http")


class Handler(pywsgi.WSGIHandler):
    """A connection that was a socket ends with it. Left open, the last frames on it would be read as
    the next request, refused, and logged byte by byte with the visitor's address."""

    def handle(self) -> None:
        # An answer is written as head and body. Without this the body waits for the client to acknowledge the head,
        # which on a kept connection it does after 40 ms (RFC 896 against RFC 1122, 4.2.3.2).
        if self.socket.family in (socket.AF_INET, socket.AF_INET6):
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().handle()

    def handle_one_response(self) -> None:
        super().handle_one_response()
        if self.environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            self.close_connection = True

    def log_error(self, msg: str, *args: object) -> None:
        """Never what was sent nor by whom: a stranger chose the words."""
        log.info("a connection said what is no request")

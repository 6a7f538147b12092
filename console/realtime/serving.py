"""How our HTTP server treats a connection whose socket has ended, and what it says of bad ones."""

from __future__ import annotations

import logging
import socket

from flask import Flask, request
from gevent import pywsgi
from werkzeug.exceptions import RequestURITooLarge

log = logging.getLogger("console.http")
TOO_LONG = "console.line_too_long"
"""Set in the environment of a request of which only the beginning of its first line was kept."""
LONGEST_LINE, LONGEST_PATH, AT_ONCE = 1 << 20, 1_000, 1 << 16
"""Bytes: of a first line that is read to its end, of a path that is kept of it, and of what is read in one go."""


def refuse_too_long(app: Flask) -> None:
    """In its own words, whoever asked."""

    @app.before_request
    def readable() -> None:
        if request.environ.get(TOO_LONG):
            raise RequestURITooLarge


class Handler(pywsgi.WSGIHandler):
    """A connection that was a socket ends with it. Left open, the last frames on it would be read as
    the next request, refused, and logged byte by byte with the visitor's address."""

    def handle(self) -> None:
        # An answer is written as head and body. Without this the body waits for the client to acknowledge the head,
        # which on a kept connection it does after 40 ms (RFC 896 against RFC 1122, 4.2.3.2).
        if self.socket.family in (socket.AF_INET, socket.AF_INET6):
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().handle()

    def read_requestline(self) -> str:
        """Of a line that is too long, as if only its path had been asked for: the app refuses it in words, where the
        server would hang up with a bare 414."""
        line: str = super().read_requestline()
        self.too_long = len(line) >= pywsgi.MAX_REQUEST_LINE
        if not self.too_long:
            return line
        read, ended = len(line), line.endswith("\n")
        while not ended and read < LONGEST_LINE:
            more = self.rfile.readline(AT_ONCE)
            read, ended = read + len(more), not more or more.endswith(b"\n")
        if not ended:
            return line  # longer than anybody means: the server's own answer
        method, _, address = line.partition(" ")
        return f"{method} {address.partition('?')[0][:LONGEST_PATH].strip()} HTTP/1.1\r\n"

    def get_environ(self) -> dict[str, object]:
        environ: dict[str, object] = super().get_environ()
        return environ | {TOO_LONG: True} if self.too_long else environ

    def handle_one_response(self) -> None:
        super().handle_one_response()
        if self.environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            self.close_connection = True

    def log_error(self, msg: str, *args: object) -> None:
        """Never what was sent nor by whom: a stranger chose the words."""
        log.info("a connection said what is no request")

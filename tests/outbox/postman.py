"""A mail server and a text-message gateway of our own, on the loopback, that say what they were told to say."""

from __future__ import annotations

import base64
import json
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Post:
    """What arrived, and how it is answered."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    password: str | None = None
    refuse: str = ""
    """The answer to RCPT TO, instead of yes."""
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    in_private: list[bool] = field(default_factory=list)


class Session(socketserver.StreamRequestHandler):
    """Enough of RFC 5321 for one message, with STARTTLS and AUTH PLAIN."""

    post: Post
    private: ssl.SSLSocket | None = None

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        private = False
        self.say("220 postman")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "EHLO":
                offers = ["STARTTLS"] * (self.post.tls is not None and not private) + ["AUTH PLAIN"]
                self.say("250-postman")
                for last, each in zip([*[False] * (len(offers) - 1), True], offers, strict=True):
                    self.say(f"250{' ' if last else '-'}{each}")
            elif verb == "STARTTLS" and self.post.tls is not None:
                self.say("220 go ahead")
                try:
                    self.private = self.post.tls.wrap_socket(self.connection, server_side=True)
                except ssl.SSLError:
                    return None  # the client doesn't trust us
                self.rfile, self.wfile, private = self.private.makefile("rb"), self.private.makefile("wb", 0), True
            elif verb == "AUTH":
                told = base64.b64decode(line.split()[2]).decode().split("\0")[2]
                self.say("235 yes" if told == self.post.password else "535 no")
            elif verb == "RCPT":
                self.post.recipients.append(line.split("<")[1].split(">")[0])
                self.say(self.post.refuse or "250 yes")
            elif verb == "DATA":
                self.say("354 go on")
                text = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    text += part
                self.post.mails.append(message_from_bytes(text, policy=policy.default))  # type: ignore[arg-type]
                self.post.in_private.append(private)
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return None
            else:
                self.say("250 yes")
        return None

    def finish(self) -> None:
        super().finish()
        if self.private is not None:
            self.private.close()


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextmanager
def mail(**settings: object) -> Iterator[Post]:
    post = Post(**settings)  # type: ignore[arg-type]
    with Server(("127.0.0.1", 0), type("Ours", (Session,), {"post": post})) as server:
        post.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield post
        server.shutdown()


@dataclass
class Gateway:
    url: str
    answers: list[int]
    bodies: list[dict[str, object]]
    headers: list[dict[str, str]]


@contextmanager
def gateway(*answers: int) -> Iterator[Gateway]:
    """Answers with these status codes, then with 200."""
    found = Gateway("", list(answers), [], [])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            found.headers.append(dict(self.headers))
            self.send_response(found.answers.pop(0) if found.answers else 200)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found.url = f"http://127.0.0.1:{server.server_address[1]}/sms"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield found
        server.shutdown()


@contextmanager
def nonsense() -> Iterator[str]:
    """An address at which something answers that speaks no HTTP."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.readline()
            self.wfile.write(b"good morning\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/sms"
        server.shutdown()

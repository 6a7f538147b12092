"""Who carries messages out of the house: an SMTP server, a text-message gateway, or the demo's drawer."""

from __future__ import annotations

import hashlib
import hmac
import json
import smtplib
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from console.config import Config
from console.outbox.message import Way

PATIENCE_SECONDS = 10.0
SMTP_PORT, SMTPS_PORT = 587, 465
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NotNow(Exception):
    """The carrier could not be reached or asks to come again."""


class Never(Exception):
    """The carrier refuses this message for good."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as a carrier needs it."""

    id: int
    address: str
    subject: str
    text: str


class Carrier(Protocol):
    def carry(self, letter: Letter) -> None:
        """Hands it on; may do so twice after a crash. Raises NotNow or Never."""


@dataclass(frozen=True, slots=True)
class Smtp:
    """RFC 5321 through the company's server. ``smtps://`` speaks TLS from the first byte; ``smtp://`` turns to
    it when offered, and never says a password without it, but to this machine."""

    url: str
    sender: str

    def carry(self, letter: Letter) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, letter.address, letter.subject
        message["Date"] = formatdate()
        # The same id when it is sent twice, so that a mailbox can drop the second one.
        message["Message-ID"] = f"<console-{letter.id}@{self.sender.rpartition('@')[2].strip('> ')}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday note comes back
        message.set_content(letter.text)
        try:
            with self.connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise (Never if all(code >= 500 for code in codes) else NotNow)(f"{codes}") from None
        except smtplib.SMTPResponseException as answer:
            final = answer.smtp_code >= 500 and not isinstance(answer, smtplib.SMTPAuthenticationError)
            raise (Never if final else NotNow)(f"{type(answer).__name__} {answer.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as trouble:
            raise NotNow(type(trouble).__name__) from None

    def connected(self) -> smtplib.SMTP:
        place = urlsplit(self.url)
        host, trusted = place.hostname or "", ssl.create_default_context()
        if place.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, place.port or SMTPS_PORT, timeout=PATIENCE_SECONDS, context=trusted
            )
        else:
            server = smtplib.SMTP(host, place.port or SMTP_PORT, timeout=PATIENCE_SECONDS)
        try:
            server.ehlo()
            private = place.scheme == "smtps"
            if not private and server.has_extn("starttls"):
                server.starttls(context=trusted)
                server.ehlo()
                private = True
            if place.username:
                if not private and host not in LOOPBACK:
                    raise NotNow("the server offers no TLS, so it is told no password")
                server.login(unquote(place.username), unquote(place.password or ""))
        except BaseException:
            server.close()
            raise
        return server


@dataclass(frozen=True, slots=True)
class SmsWebhook:
    """POSTs ``{"id", "to", "text"}`` to the gateway's address (or to a small bridge in front of it). With a
    secret, ``X-Signature`` is the hex HMAC-SHA256 of the body, as our own webhook wants it."""

    url: str
    secret: str

    def carry(self, letter: Letter) -> None:
        body = json.dumps({"id": letter.id, "to": letter.address, "text": letter.text}).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"console-{letter.id}"}
        if self.secret:
            headers["X-Signature"] = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        asked = urllib.request.Request(self.url, data=body, headers=headers, method="POST")
        try:
            with straight.open(asked, timeout=PATIENCE_SECONDS):
                return
        except urllib.error.HTTPError as answer:
            final = 400 <= answer.code < 500 and answer.code not in (401, 403, 408, 429)
            raise (Never if final else NotNow)(f"HTTP {answer.code}") from None
        except (urllib.error.URLError, OSError) as trouble:
            raise NotNow(type(trouble).__name__) from None


class NoDetour(urllib.request.HTTPRedirectHandler):
    """A code goes to the address that was set, and not where that one points."""

    def redirect_request(self, *_: Any) -> None:
        return None


straight = urllib.request.build_opener(NoDetour)


@dataclass(frozen=True, slots=True)
class Drawer:
    """The demo's: nothing leaves the machine, and the page of what was sent shows the words."""

    def carry(self, letter: Letter) -> None:
        return None


_carriers: dict[Way, Carrier] = {}


def use(config: Config) -> None:
    """Who carries for this process; whoever isn't configured carries nothing, but in the demo."""
    _carriers.clear()
    if config.demo:
        _carriers.update({way: Drawer() for way in Way})
    if config.smtp_url:
        _carriers[Way.EMAIL] = Smtp(config.smtp_url, config.mail_from)
    if config.sms_url:
        _carriers[Way.SMS] = SmsWebhook(config.sms_url, config.sms_secret)


def of(way: Way) -> Carrier | None:
    return _carriers.get(way)


def ways() -> tuple[Way, ...]:
    """By which something can be sent at all."""
    return tuple(way for way in Way if way in _carriers)

"""A message leaves once its transaction is through, comes back to be tried again, and is given up in time."""

from __future__ import annotations

import hashlib
import hmac
import json
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from console import clock, db, due
from console.config import Config
from console.db import reading, transaction
from console.outbox import carriers, carrying, message
from console.outbox.carriers import Letter
from console.outbox.message import CARRY, OutgoingMessage, OutgoingState, Way
from console.worker import POST, Worker
from tests.outbox import postman


@pytest.fixture(autouse=True)
def nobody_carries() -> Iterator[None]:
    yield
    carriers._carriers.clear()


@pytest.fixture
def sqlite(sqlite_url: str) -> None:
    """Where the database makes no difference."""
    db.connect(sqlite_url)


def use_mail(post: postman.Post, *, password: str = "") -> None:
    who = f"us:{password}@" if password else ""
    settings = Config(smtp_url=f"smtp://{who}localhost:{post.port}", mail_from="La Tahona <hola@tahona.example>")
    carriers.use(settings)


def send(way: Way = Way.EMAIL, *, secret: bool = True) -> int:
    with transaction() as session:
        return message.send(
            session, way=way, address="c@example.com" if way is Way.EMAIL else "+34611222333",
            subject="Su código", text="123456: está aquí.", until=clock.now() + timedelta(minutes=10), secret=secret,
        ).id  # fmt: skip


def now(message_id: int) -> OutgoingMessage:
    with reading() as session:
        return session.get_one(OutgoingMessage, message_id)


def wished(since: datetime | None = None) -> list[timedelta]:
    """In how long each is tried again: from now, or from then."""
    since = since or clock.now()
    with reading() as session:
        return [each.due_at - since for each in session.scalars(select(due.Due).where(due.Due.kind == CARRY))]


def test_a_mail_arrives_with_its_words_and_they_are_not_kept(store: str) -> None:
    with postman.mail() as post:
        use_mail(post)
        message_id = send()
        worker = Worker({}, POST)
        assert worker.work_off() == 1
        worker.stop()
        (mail,) = post.mails
    assert (mail["To"], mail["Subject"]) == ("c@example.com", "Su código")
    assert "hola@tahona.example" in mail["From"]
    assert mail.get_content().strip() == "123456: está aquí."
    assert (now(message_id).state, now(message_id).text) == (OutgoingState.SENT, "")
    assert wished() == []


class Slow:
    """While it carries, another process finds the same row due."""

    def __init__(self, *, dies: bool = False) -> None:
        self.carried: list[int] = []
        self.dies = dies

    def carry(self, letter: Letter) -> None:
        self.carried.append(letter.id)
        if self.dies:
            raise KeyboardInterrupt
        carrying.carry(letter.id)


def test_two_processes_send_a_message_once_and_one_that_was_killed_loses_none(store: str) -> None:
    slow, killed = Slow(), Slow(dies=True)
    carriers._carriers[Way.SMS] = slow
    message_id = send(Way.SMS)
    carrying.carry(message_id)
    assert (slow.carried, now(message_id).state) == ([message_id], OutgoingState.SENT)

    carriers._carriers[Way.SMS] = killed
    other = send(Way.SMS)
    with pytest.raises(KeyboardInterrupt):
        carrying.carry(other)
    carriers._carriers[Way.SMS] = slow
    worker = Worker({}, POST)
    worker.work_off()
    assert now(other).state is OutgoingState.WAITING
    clock.advance(carrying.LONGEST_WAY)
    worker.work_off()
    worker.stop()
    assert (killed.carried, slow.carried[1:], now(other).state) == ([other], [other], OutgoingState.SENT)


def test_what_was_rolled_back_is_never_sent(store: str) -> None:
    with postman.mail() as post:
        use_mail(post)
        with pytest.raises(ZeroDivisionError), transaction() as session:
            message.send(
                session, way=Way.EMAIL, address="c@example.com", subject="s", text="t", until=clock.now()
            )
            raise ZeroDivisionError
        Worker({}, POST).work_off()
        assert post.mails == []


@pytest.mark.parametrize(("answer", "state"), [
    ("550 nobody here", OutgoingState.FAILED), ("451 come again", OutgoingState.WAITING),
])  # fmt: skip
def test_a_mailbox_that_is_not_there_is_not_asked_again(sqlite: None, answer: str, state: OutgoingState) -> None:
    with postman.mail(refuse=answer) as post:
        use_mail(post)
        message_id = send()
        sent = clock.now()
        carrying.carry(message_id)
    assert now(message_id).state is state
    assert len([each for each in wished(sent) if each > timedelta(seconds=1)]) == (state is OutgoingState.WAITING)


def test_a_server_that_is_away_is_tried_again_until_it_is_too_late(sqlite: None) -> None:
    with postman.mail() as post:
        use_mail(post)
    message_id = send()
    carrying.carry(message_id)
    assert (now(message_id).state, now(message_id).problem) == (OutgoingState.WAITING, "ConnectionRefusedError")
    clock.advance(timedelta(minutes=11))
    carrying.carry(message_id)
    assert (now(message_id).state, now(message_id).text) == (OutgoingState.FAILED, "")


def test_a_password_is_only_told_in_private(sqlite: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl, to make a certificate")
    pair = tmp_path / "pair.pem"
    subprocess.run([
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", pair, "-out", tmp_path / "cert.pem",
    ], check=True, capture_output=True)  # fmt: skip
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(tmp_path / "cert.pem", pair)
    with postman.mail(tls=theirs, password="pan") as post:
        use_mail(post, password="pan")
        unknown = send()
        carrying.carry(unknown)  # nobody vouches for the server
        assert (now(unknown).state, post.mails) == (OutgoingState.WAITING, [])
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        carrying.carry(unknown)
        assert (now(unknown).state, post.in_private) == (OutgoingState.SENT, [True])
        use_mail(post, password="queso")
        wrong = send()
        carrying.carry(wrong)
        assert now(wrong).problem == "SMTPAuthenticationError 535"


def test_a_text_message_is_signed_and_comes_again_when_the_gateway_asks(sqlite: None) -> None:
    with postman.gateway(503, 302, 400) as gateway:
        carriers.use(Config(sms_url=gateway.url, sms_secret="between us"))
        message_id = send(Way.SMS)
        carrying.carry(message_id)
        assert (now(message_id).state, now(message_id).problem) == (OutgoingState.WAITING, "HTTP 503")
        carrying.carry(message_id)  # it is not led elsewhere
        assert (now(message_id).problem, len(gateway.bodies)) == ("HTTP 302", 2)
        other = send(Way.SMS)
        carrying.carry(other)
        carrying.carry(message_id)
        assert (now(other).state, now(message_id).state) == (OutgoingState.FAILED, OutgoingState.SENT)
        assert gateway.bodies[0] == {"id": message_id, "to": "+34611222333", "text": "123456: está aquí."}
        signed = hmac.new(b"between us", json.dumps(gateway.bodies[0]).encode(), hashlib.sha256).hexdigest()
        assert gateway.headers[0]["X-Signature"] == signed
        assert gateway.headers[0]["Idempotency-Key"] == gateway.headers[-1]["Idempotency-Key"]


def test_a_gateway_that_talks_nonsense_holds_up_no_other_message(sqlite: None) -> None:
    with postman.nonsense() as address, postman.mail() as post:
        carriers.use(Config(sms_url=address, smtp_url=f"smtp://localhost:{post.port}", mail_from="us@tahona.example"))
        odd, mail = send(Way.SMS), send()
        worker = Worker({}, POST)
        worker.work_off()
        worker.stop()
    assert (now(odd).state, now(odd).problem) == (OutgoingState.WAITING, "BadStatusLine")
    assert now(mail).state is OutgoingState.SENT


def test_a_gateway_elsewhere_is_spoken_to_in_private_only() -> None:
    from console import config
    from console.errors import Invalid

    for name, value in (("SMS_URL", "http://sms.example/send"), ("SMTP_URL", "mail.example:25")):
        with pytest.raises(Invalid, match=name):
            config.read({f"CONSOLE_{name}": value, "CONSOLE_MAIL_FROM": "a@b.example"})

"""Whoever is inside finishes; nobody new comes in."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
import websocket
from werkzeug.test import Client, EnvironBuilder

from console import db, migrations
from console.contacts.messaging import Message
from console.db import reading
from console.draining import Door
from tests import cast
from tests.server import Person, Server, until


def slow(begun: threading.Event, go: threading.Event) -> Any:
    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        begun.set()
        assert go.wait(10)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"done"]

    return application


def test_a_closed_door_lets_those_inside_finish_and_nobody_new_in() -> None:
    begun, go, said = threading.Event(), threading.Event(), []
    door = Door(slow(begun, go))
    inside = threading.Thread(target=lambda: said.append(Client(door).get("/", buffered=True).status_code))
    inside.start()
    assert begun.wait(10)
    door.close()
    assert not door.empty(0.05)
    late = Client(door).get("/", buffered=True)
    assert (late.status_code, late.headers["Retry-After"]) == (503, "1")
    go.set()
    assert door.empty(10)
    inside.join()
    assert said == [200]


def test_one_that_fails_has_left_too() -> None:
    def fails(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        raise RuntimeError

    door = Door(fails)
    with pytest.raises(RuntimeError):
        door(EnvironBuilder("/").get_environ(), lambda *_: lambda data: None)
    assert door.empty(0)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    url = f"sqlite:///{tmp_path / 'console.sqlite3'}"
    migrations.upgrade(url)
    db.connect(url)
    cast.cast()
    found = Server(tmp_path)
    found.start()
    yield found
    found.kill()
    db.disconnect()


def test_a_request_under_way_is_answered_its_rows_kept_and_sockets_come_back(server: Server) -> None:
    ada = Person(server, "ada")
    cookies = "; ".join(f"{name}={value}" for name, value in ada.http.cookies.items())
    tab = websocket.create_connection(
        f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket", timeout=20, cookie=cookies
    )
    tab.send("40" + json.dumps({"csrf": ada.csrf}))

    # A visitor's first message, half of it sent when the end is announced.
    body = json.dumps({"client_id": str(uuid4()), "language": "es", "text": "Hola, ¿hay pan?"}).encode()
    line = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    head = f"POST /chat/contacts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    line.sendall(head.encode() + b"\r\n\r\n" + body[:20])
    idle = requests.Session()
    assert idle.get(f"{server.url}/healthz", timeout=5).ok  # a connection that stays open
    server.end()
    until(lambda: not server.answers())
    # Refused at the door when the old connection still hears us, at the listener when it doesn't.
    with contextlib.suppress(requests.ConnectionError):
        assert idle.get(f"{server.url}/sign-in", timeout=5).status_code == 503
    assert server.process is not None and server.process.poll() is None
    line.sendall(body[20:])
    assert line.recv(1000).startswith(b"HTTP/1.1 200")
    assert server.process.wait(20) == 0
    server.process = None
    with reading() as session:
        assert [each.text for each in session.query(Message)] == ["Hola, ¿hay pan?"]
    said = list(iter(tab.recv, ""))
    assert any(each.startswith("40") for each in said)  # it was connected,
    assert not any(each.startswith("41") for each in said)  # and not told that it is signed out
    for each in (line, idle, ada.http):
        each.close()
    tab.shutdown()

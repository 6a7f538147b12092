"""The two defects of simple-websocket under gevent stay closed, on the real server."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import websocket

ROOT = Path(__file__).parents[2]
POPS, BYTES = 300, 13_600


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The echo server of the benchmark: gevent, our frames, nothing else."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        chosen = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "bench.pop_echo", str(chosen)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", chosen), timeout=0.2).close()
            break
        except OSError:
            continue
    yield chosen
    server.kill()
    server.wait()


def connected(port: int, room: str) -> websocket.WebSocket:
    found = websocket.create_connection(
        f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket", timeout=20,
        sockopt=((socket.SOL_SOCKET, socket.SO_RCVBUF, 4096),),
    )  # fmt: skip
    found.recv()
    found.send("40" + json.dumps({"room": room}))
    assert found.recv().startswith("40")
    return found


def post(port: int, room: str, body: bytes) -> None:
    import urllib.request

    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/{room}", data=body, headers={"Content-Type": "application/json"}
    )
    urllib.request.urlopen(request, timeout=20).read()


def test_a_slow_reader_gets_every_frame_whole(port: int) -> None:
    slow = connected(port, "slow")
    body = json.dumps({"text": "x" * BYTES}).encode()
    for _ in range(POPS):
        post(port, "slow", body)
    whole = 0
    while whole < POPS:
        said = slow.recv()
        if said == "2":
            slow.send("3")
            continue
        assert json.loads(said[2:])[1] == {"text": "x" * BYTES}
        whole += 1
    slow.close()


def test_a_giant_message_is_refused_while_it_arrives(port: int) -> None:
    giant = connected(port, "giant")
    with pytest.raises((websocket.WebSocketConnectionClosedException, OSError)):
        giant.send("42" + json.dumps(["row", "x" * 60_000_000]))
        while True:
            said = giant.recv()
            if not said:
                raise websocket.WebSocketConnectionClosedException
    giant.shutdown()
    # and the others go on
    other = connected(port, "other")
    post(port, "other", b'{"n": 1}')
    assert '"n":1' in other.recv()
    other.close()


def test_a_connection_ends_with_its_socket(port: int) -> None:
    """Otherwise what comes after the goodbye is read as a request, and refused with its bytes."""
    line = connected(port, "ends")
    line.send_close()
    assert line.sock is not None
    line.sock.settimeout(5)
    heard = b"".join(iter(lambda: line.sock.recv(4096), b""))  # until the other side has closed
    assert heard[:1] == b"\x88"
    assert b"HTTP/" not in heard
    line.shutdown()

"""The process of the heavy work is killed alone: the web process begins another, which goes on where it was."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from console import migrations
from tests.server import Server, until

TOKEN = "import-token-import-token"
ROWS = 3000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    migrations.upgrade(f"sqlite:///{tmp_path / 'console.sqlite3'}")
    found = Server(tmp_path, CONSOLE_IMPORT_TOKEN=TOKEN)
    found.start()
    yield found
    found.kill()


def asked(server: Server, method: str, path: str, data: bytes = b"") -> Any:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    answer = requests.request(method, server.url + path, data=data, headers=headers, timeout=30)
    answer.raise_for_status()
    return answer.json()


def child(server: Server) -> int:
    assert server.process is not None
    (found,) = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return int(found)


@pytest.mark.slow
def test_an_import_whose_worker_was_killed_is_finished_by_the_next_one(server: Server) -> None:
    text = "key,name\n" + "".join(f"{n},Ada Lovelace {chr(65 + n % 26)}lfa{n % 97}\n" for n in range(ROWS))
    place = asked(server, "POST", "/api/imports/crm?later=1", text.encode())["url"]
    until(lambda: asked(server, "GET", place)["done"] > 0, seconds=60)
    first = child(server)
    os.kill(first, signal.SIGKILL)
    assert asked(server, "GET", place)["state"] == "working"
    until(lambda: asked(server, "GET", place)["state"] == "done", seconds=120)
    assert child(server) != first
    told = asked(server, "GET", place)
    assert (told["done"], told["new"], told["changed"], told["same"]) == (ROWS, ROWS, 0, 0)

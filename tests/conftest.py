"""What every test may ask for. `store` runs a test on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from console import clock, db, ephemera, migrations
from tests import parts


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file, copied for each test."""
    place = tmp_path_factory.mktemp("store") / "empty.sqlite3"
    migrations.upgrade(f"sqlite:///{place}")
    engine = create_engine(f"sqlite:///{place}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return place


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A private, migrated PostgreSQL."""
    server = parts.Postgres()
    migrations.upgrade(server.url)
    yield server.url
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database with all tables, connected; the test runs once on each kind."""
    if request.param == "sqlite":
        place = tmp_path / "console.sqlite3"
        shutil.copy(request.getfixturevalue("empty_sqlite"), place)
        db.connect(f"sqlite:///{place}")
    else:
        db.connect(request.getfixturevalue("postgres"))
        emptied()
    ephemera.connect("")
    yield request.param
    db.disconnect()


def emptied() -> None:
    tables = ", ".join(f'"{each.name}"' for each in db.Base.metadata.sorted_tables)
    with db.engine().begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


@pytest.fixture
def valkey() -> Iterator[parts.Valkey]:
    server = parts.Valkey()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def the_clock() -> Iterator[None]:
    """Whatever a test did to the hands is undone."""
    yield
    clock.advance(-clock._shift)
    assert clock._shift == timedelta(0)


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond loopback."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "unix"
        if host not in ("127.0.0.1", "::1", "localhost", "unix"):
            raise RuntimeError(f"a test tried to reach {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for part, state in sorted(parts.found.items()):
        terminalreporter.write_line(f"{part}: {state}")

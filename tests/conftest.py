"""What every test gets: a clean record on both databases, no world outside, parts of our own."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import create_engine, text

from console import clock, db, ephemera, events, migrations
from console.migrations import models
from tests import parts

LOOPBACK = ("127.", "::1", "localhost")
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    """A test that reaches for the world outside fails, also on a machine that has one."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield


def guarded(really: Callable[..., Any]) -> Callable[..., Any]:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test reaches for {address[0]}")
        return really(self, address)

    return connect


@pytest.fixture(scope="session", autouse=True)
def nobodys_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What `make run` has left in var is another console's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONSOLE_DATA", str(tmp_path_factory.mktemp("nobodys") / "data"))
        yield


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """The clock, the subscribers, the limits and the connection are as they were."""
    before = (clock._shift, clock._stopped)
    heard = {kind: list(handlers) for kind, handlers in events._subscribers.items()}
    yield
    clock._shift, clock._stopped = before
    for kind, handlers in events._subscribers.items():
        handlers[:] = heard.get(kind, [])
    ephemera.connect("")
    db.disconnect()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file, copied for each test."""
    place = tmp_path_factory.mktemp("template") / "console.sqlite3"
    migrations.upgrade(f"sqlite:///{place}")
    engine = create_engine(f"sqlite:///{place}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")  # into one file
    engine.dispose()
    return place


@pytest.fixture(scope="session")
def postgresql_with_tables() -> str:
    url = parts.need("PostgreSQL", parts.postgresql)
    migrations.upgrade(url)
    return url


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    place = tmp_path / "console.sqlite3"
    shutil.copyfile(sqlite_template, place)
    return f"sqlite:///{place}"


@pytest.fixture
def postgresql_url(postgresql_with_tables: str) -> str:
    tables = ", ".join(f'"{name}"' for name in models.metadata().tables)
    engine = create_engine(postgresql_with_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    engine.dispose()
    return postgresql_with_tables


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database with all tables."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
def store(store_url: str) -> str:
    """An empty database with all tables, connected; the test runs once on each kind."""
    return db.connect(store_url).dialect.name


@pytest.fixture
def redis_url() -> str:
    """An empty Valkey, shared by the suite."""
    shared = parts.need("Valkey", parts.valkey)
    shared.empty()
    return shared.url


@pytest.fixture
def valkey() -> Iterator[parts.Valkey]:
    """A Valkey of this test alone, to be killed and started again."""
    own = parts.need("Valkey", parts.Valkey)
    yield own
    own.kill()


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every fact published from now on, in order."""
    heard: list[object] = []
    really = events.publish

    def publish(happened: list[object]) -> None:
        heard.extend(happened)
        really(happened)

    monkeypatch.setattr(events, "publish", publish)
    return heard


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One real Chromium for the whole suite."""
    path = parts.need("Chromium", parts.chromium)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's browser: cookies of its own, Spanish, in Madrid."""
    made = browser.new_context(
        locale="es-ES", timezone_id="Europe/Madrid", viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose scripts may not fail."""
    failures: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: failures.append(str(error)))
    yield opened
    assert failures == []


def pytest_sessionfinish(session: pytest.Session) -> None:
    """One of several processes tells the first what it ran against, and what it lacked."""
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told["parts"] = (parts.found, parts.missing)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    found, missing = getattr(node, "workeroutput", {}).get("parts", ({}, {}))
    parts.found.update(found)
    parts.missing.update(missing)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, where in parts.found.items():
        terminalreporter.write_line(f"ran against {name}: {where}")
    for name, reason in parts.missing.items():
        terminalreporter.write_line(f"skipped what needs {name} ({reason}). To get it: {parts.HOW_TO_GET[name]}")

"""The tables' own history: brings any earlier database to this version.

Promises: all steps of an upgrade are one transaction, two processes that start together upgrade
once, and the result equals the models (a test compares them on both databases).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.pool import NullPool

from console.errors import Refused

FOLDER = Path(__file__).parent
ONE_AT_A_TIME = 7_370_283
"""The number of the lock that keeps a second migration waiting on PostgreSQL."""
PATIENCE_SECONDS = 30
"""How long a second migration waits on SQLite."""


class DatabaseIsNewer(Refused):
    message = "The database was made by a newer version of this program: {why}"


def upgrade(url: str) -> None:
    """Brings the database to this version, making an empty one first where there is none."""
    with connection(url) as database:
        try:
            command.upgrade(settings(database), "head")
        except CommandError as error:
            raise DatabaseIsNewer(why=str(error)) from error


def make(url: str, message: str, revision: str | None = None) -> None:
    """For developers: writes the step from what the migrations make to what the models say."""
    with connection(url) as database:
        command.revision(settings(database), message, autogenerate=True, rev_id=revision or _next())


def _next() -> str:
    known = [each.name[:4] for each in (FOLDER / "versions").glob("[0-9]*.py")]
    return f"{max(map(int, known), default=0) + 1:04d}"


def settings(database: Connection) -> Config:
    """Alembic's settings, made here so that they work from inside a wheel too."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = database
    return config


@contextmanager
def connection(url: str) -> Iterator[Connection]:
    """One connection in one transaction that no other migration runs beside."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and place.database:
        Path(place.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        _let_us_begin(engine)
    try:
        with engine.begin() as database:
            if engine.dialect.name == "postgresql":
                database.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
            yield database
    finally:
        engine.dispose()


def _let_us_begin(engine: Any) -> None:
    """SQLite's driver begins too late for DDL: it would be outside of the transaction."""

    @event.listens_for(engine, "connect")
    def quiet(raw: Any, _: object) -> None:
        raw.isolation_level = None
        raw.execute(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000}")
        _write_ahead(raw)

    @event.listens_for(engine, "begin")
    def begin(database: Connection) -> None:
        database.exec_driver_sql("BEGIN IMMEDIATE")


def _write_ahead(raw: Any) -> None:
    """Two who change a new file to it at once would wait for each other: SQLite refuses one without waiting."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            raw.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)

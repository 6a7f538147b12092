"""The record of everything: tables, the write transaction and the read transaction.

SQLite allows one writer. Under gevent a greenlet that waits inside ``BEGIN IMMEDIATE`` while a
second one begins would freeze the whole process until busy_timeout, so `transaction()` queues
writers of this process on a cooperative lock first; busy_timeout stays short and retries yield.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from enum import Enum as PythonEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    create_engine,
    event,
)  # fmt: skip
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from console import events

BUSY_MS = 100
"""How long SQLite itself may block on another process; longer waits yield between tries."""
PATIENCE_SECONDS = 10.0
SETTINGS = (
    "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}",
    "secure_delete=ON",  # what is deleted is overwritten: somebody forgotten leaves no trace in the file
)  # fmt: skip


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC time; refuses a naive one instead of guessing its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value!r}")
        aware = value.astimezone(UTC)
        return aware.replace(tzinfo=None) if dialect.name == "sqlite" else aware

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UTCDateTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[Any]: JSON,
        PythonEnum: Enum(
            PythonEnum,
            native_enum=False,
            length=32,
            values_callable=lambda kind: [each.value for each in kind],
        ),
        str: String,
    }


_engine: Engine | None = None
_writers = threading.Lock()  # gevent's patch makes it cooperative
_inside = threading.local()  # gevent's patch makes it one per greenlet


def connect(url: str, *, pool_size: int = 10) -> Engine:
    """Opens the database of this process, closing the one before."""
    global _engine
    disconnect()
    options: dict[str, Any] = {"pool_size": pool_size, "max_overflow": 40, "hide_parameters": True}
    if url.startswith("postgresql"):
        options |= {"pool_pre_ping": True}
    _engine = create_engine(url, **options)
    if _engine.dialect.name == "sqlite":
        _prepare_sqlite(_engine)
    return _engine


def disconnect() -> None:
    global _engine
    if _engine is not None:
        _engine.dispose()
        _engine = None


def engine() -> Engine:
    if _engine is None:
        raise RuntimeError("no database is connected")
    return _engine


def _prepare_sqlite(target: Engine) -> None:
    @event.listens_for(target, "connect")
    def settings(connection: Any, record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in SETTINGS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(target, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction() -> Iterator[Session]:
    """One write: commits at the end and then publishes what was recorded; an exception rolls
    back and publishes nothing. It doesn't nest: the edge opens it, the domain never does."""
    if getattr(_inside, "transaction", False):
        raise RuntimeError("transaction() inside a transaction: the edge opens it, once")
    _inside.transaction = True
    try:
        if engine().dialect.name == "sqlite":
            with _writers, _session(writes=True) as session:
                yield session
                happened = _commit(session)
        else:
            with _session(writes=True) as session:
                yield session
                happened = _commit(session)
    finally:
        _inside.transaction = False
    events.publish(happened)


def empty_log() -> None:
    """Takes what was overwritten out of SQLite's write-ahead log as well. A reader may be in its way:
    then the next one to close does it."""
    if engine().dialect.name != "sqlite":
        return
    for _ in range(5):
        with closing(engine().raw_connection()) as connection:
            busy, *_rest = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return
        time.sleep(0.05)


@contextmanager
def reading() -> Iterator[Session]:
    """One consistent look; nothing written through it is kept."""
    with _session(writes=False) as session:
        yield session
        session.expunge_all()  # what was read may be looked at afterwards, as it was
        session.rollback()


@contextmanager
def _session(*, writes: bool) -> Iterator[Session]:
    target = engine().execution_options(writes=writes)
    with Session(target, expire_on_commit=False) as session:
        _begin(session)
        try:
            yield session
        except BaseException:
            session.rollback()
            raise


def _begin(session: Session) -> None:
    """Begins, waiting for writers of other processes without holding up this one."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            session.connection()
            return
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            session.rollback()
            time.sleep(0.01)


def _commit(session: Session) -> list[object]:
    session.flush()
    happened = events.take(session)
    session.commit()
    return happened

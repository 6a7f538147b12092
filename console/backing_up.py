"""A copy of the record of everything, and the way back.

Only the database is copied: the search index is made again from it. A copy is whole and of one
moment while the console goes on working; it appears under its name only when it is complete.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, make_url

from console.errors import Conflict, Invalid, Missing, Refusal

OURS = "alembic_version"
"""Every database of ours has this table, so nobody restores a holiday picture."""


class BackupFailed(Refusal):
    """The database or its tools said no; the message says what they said."""


def backup(url: str, path: Path) -> None:
    """Copies the database to ``path``, readable by its owner only. Never overwrites a file."""
    if path.exists():
        raise Conflict("{path} exists already; a backup overwrites nothing.", field="file", path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    try:
        _copy_out(make_url(url), unfinished)
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(url: str, path: Path) -> None:
    """Puts the copy in the place of what is there now. Stop the console before, migrate after."""
    if not path.is_file():
        raise Missing("There is no file {path}.", field="file", path=str(path))
    target = make_url(url)
    if _is_sqlite(path) != (target.get_backend_name() == "sqlite"):
        raise Invalid("{path} is a copy of the other kind of database.", field="file", path=str(path))
    if target.get_backend_name() == "sqlite":
        _put_back(_sqlite_file(target), path)
    else:
        _postgresql(
            "pg_restore", target, "--clean", "--if-exists", "--no-owner", "--no-acl",
            "--single-transaction", "--exit-on-error", str(path),
        )  # fmt: skip


def _copy_out(url: URL, path: Path) -> None:
    if url.get_backend_name() != "sqlite":
        _postgresql("pg_dump", url, "--format=custom", "--no-owner", "--no-acl", f"--file={path}")
        return
    place = _sqlite_file(url)
    if not place.exists():
        raise Missing("There is no database at {path}.", path=str(place))
    with closing(sqlite3.connect(place)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        _must_be_whole(copy, path)


def _put_back(place: Path, path: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        _must_be_whole(copy, path)
        with closing(sqlite3.connect(place, timeout=2)) as target:
            try:
                copy.backup(target, progress=_patience)
            except sqlite3.OperationalError as error:
                raise Conflict(
                    "The database is in use ({why}). Stop the console first.", why=str(error)
                ) from None
            target.execute("PRAGMA journal_mode=WAL")


def _patience(status: int, remaining: int, total: int) -> None:
    """Python's copier would wait for a writer for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise sqlite3.OperationalError("somebody is writing")


def _must_be_whole(copy: sqlite3.Connection, path: Path) -> None:
    try:
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as error:
        verdict, tables = str(error), {OURS}
    if verdict != "ok":
        raise Invalid("{path} is damaged: {why}.", field="file", path=str(path), why=verdict)
    if OURS not in tables:
        raise Invalid("{path} is no database of Agent Console.", field="file", path=str(path))


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def _sqlite_file(url: URL) -> Path:
    if not url.database or url.database == ":memory:":
        raise Invalid("A database in memory can't be copied.", field="DATABASE_URL")
    return Path(url.database)


def _postgresql(tool: str, url: URL, *arguments: str) -> None:
    """Runs PostgreSQL's own tool; the password goes through its environment, not its arguments."""
    program = shutil.which(tool)
    if program is None:
        raise Missing(
            "{tool} isn't on this machine: install the postgresql-client package of the server's version.",
            tool=tool,
        )
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query).render_as_string()
    secret = {"PGPASSWORD": url.password} if url.password else {}
    done = subprocess.run(
        [program, f"--dbname={plain}", *arguments],
        env={**os.environ, **secret}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BackupFailed("{tool} failed: {why}", tool=tool, why=done.stderr.strip())

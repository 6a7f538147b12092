"""A copy is whole, is ours, is only the owner's to read, and comes back as it was."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy import make_url

from console import backing_up, db, due
from console.errors import Conflict, Invalid, Missing


def wishes() -> list[str]:
    with db.reading() as session:
        return [each.kind for each in session.query(due.Due).order_by(due.Due.id)]


def wish(kind: str) -> None:
    with db.transaction() as session:
        due.add(session, kind)


def test_what_is_restored_is_what_was_when_it_was_copied(store: str, store_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "monday"
    wish("before")
    backing_up.backup(store_url, copy)
    wish("after")
    db.disconnect()

    backing_up.restore(store_url, copy)

    db.connect(store_url)
    assert wishes() == ["before"]
    wish("the counters go on")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [each.name for each in copy.parent.iterdir()] == ["monday"]


def test_a_copy_is_made_while_somebody_writes(sqlite_url: str, tmp_path: Path) -> None:
    db.connect(sqlite_url)
    wish("committed")
    with db.transaction() as session:
        due.add(session, "not yet committed")
        session.flush()
        backing_up.backup(sqlite_url, tmp_path / "copy")
    db.connect(f"sqlite:///{tmp_path / 'copy'}")
    assert wishes() == ["committed"]


def test_a_copy_overwrites_nothing(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("last week's")
    with pytest.raises(Conflict):
        backing_up.backup(sqlite_url, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "last week's"


def test_nothing_half_made_is_left_when_copying_fails(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        backing_up.backup(f"sqlite:///{tmp_path / 'nowhere.sqlite3'}", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["cut", "scribbled", "somebody else's"])
def test_a_damaged_or_foreign_file_is_refused_and_the_record_stays(
    sqlite_url: str, tmp_path: Path, damage: str
) -> None:
    db.connect(sqlite_url)
    wish("kept")
    copy = tmp_path / "copy"
    backing_up.backup(sqlite_url, copy)
    whole = copy.read_bytes()
    match damage:
        case "cut":
            copy.write_bytes(whole[: len(whole) // 2])
        case "scribbled":
            copy.write_bytes(whole[:100] + b"\xff" * 5000 + whole[5100:])
        case _:
            copy.unlink()
            db.connect(f"sqlite:///{copy}")
            with db.engine().begin() as connection:
                connection.exec_driver_sql("CREATE TABLE pictures (id INTEGER)")
    db.disconnect()
    with pytest.raises(Invalid):
        backing_up.restore(sqlite_url, copy)
    db.connect(sqlite_url)
    assert wishes() == ["kept"]


def test_a_copy_of_the_other_kind_of_database_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    backing_up.backup(sqlite_url, copy)
    with pytest.raises(Invalid):
        backing_up.restore("postgresql+psycopg://console@nowhere/console", copy)


def test_a_database_in_use_is_not_overwritten(sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    backing_up.backup(sqlite_url, copy)
    db.connect(sqlite_url)
    with db.transaction() as session:
        due.add(session, "in the middle")
        session.flush()
        with pytest.raises(Conflict):
            backing_up.restore(sqlite_url, copy)
    assert wishes() == ["in the middle"]


def test_without_postgresqls_tools_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Missing, match="postgresql-client"):
        backing_up.backup("postgresql+psycopg://console@nowhere/console", tmp_path / "copy")


def test_the_password_is_in_no_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text('#!/bin/sh\necho "$@ and $PGPASSWORD" >&2\nexit 1\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(backing_up.BackupFailed) as failed:
        backing_up.backup("postgresql+psycopg://console:hunter2@db/console", tmp_path / "copy")
    arguments, _, secret = str(failed.value).rpartition(" and ")
    assert secret == "hunter2"
    assert "hunter2" not in arguments
    assert make_url("postgresql://console@db/console").render_as_string() in arguments

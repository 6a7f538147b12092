"""A copy made before somebody was forgotten brings nobody back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from console import backing_up, clock, db
from console.config import Config
from console.customers import lookup
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from console.errors import Invalid
from console.privacy import journal
from console.privacy.erasing import Erasure
from console.worker import LIGHT, Worker
from tests.cast import CARMEN
from tests.privacy.conftest import Known, everybody, forget, work_off


@pytest.fixture
def file(settings: Config) -> Path:
    return settings.data / journal.FILE


def test_the_journal_waits_for_no_heavy_work(known: Known, file: Path) -> None:
    forget(known)
    Worker(LIGHT).work_off()
    assert len(list(journal.entries(file))) == 1


def test_what_was_forgotten_after_the_copy_is_forgotten_again(
    store: str, store_url: str, settings: Config, file: Path, tmp_path: Path
) -> None:
    known = everybody()
    backing_up.backup(store_url, tmp_path / "copy")
    forget(known)
    work_off()
    db.disconnect()
    backing_up.restore(store_url, tmp_path / "copy")
    db.connect(store_url)
    with reading() as session:
        assert lookup.by_phone(session, CARMEN).customers == [known.carmen]

    with transaction() as session:
        assert journal.replay(session, file) == 1

    with reading() as session:
        assert lookup.by_phone(session, CARMEN).certainty == "unknown"
        assert session.scalars(select(Erasure.why)).all() == ["restored"]
        assert session.scalars(select(SourceRecord.id).where(SourceRecord.customer_id == known.dan)).all() != []


def test_replaying_twice_forgets_once(known: Known, file: Path) -> None:
    forget(known)
    work_off()
    with transaction() as session:
        assert journal.replay(session, file) == 0


def test_whoever_is_restored_after_their_time_is_destroyed_at_once(
    sqlite_url: str, settings: Config, file: Path, tmp_path: Path
) -> None:
    db.connect(sqlite_url)
    known = everybody()
    backing_up.backup(sqlite_url, tmp_path / "copy")
    forget(known, keep=timedelta(days=1))
    work_off()
    db.disconnect()
    backing_up.restore(sqlite_url, tmp_path / "copy")
    db.connect(sqlite_url)
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        with transaction() as session:
            journal.replay(session, file)
        work_off()
    with reading() as session:
        assert session.scalars(select(Erasure.archive)).all() == [None]


def test_the_journal_names_nobody_and_is_only_its_owners_to_read(known: Known, file: Path) -> None:
    forget(known)
    work_off()
    assert not {each for each in ("Zurriaga", CARMEN, "12345678") if each in file.read_text()}
    assert file.stat().st_mode & 0o077 == 0


def test_a_line_cut_short_by_a_power_cut_is_written_again_and_a_damaged_one_is_named(file: Path) -> None:
    whole = '{"at": "2026-11-26T10:00:00+00:00", "destroy_at": "2026-12-26T10:00:00+00:00", "rows": [], "people": []}'
    file.write_text(f"{whole}\n{whole[:40]}")
    assert len(list(journal.entries(file))) == 1
    file.write_text(f"{whole[:40]}\n{whole}\n")
    with pytest.raises(Invalid) as refused:
        list(journal.entries(file))
    assert refused.value.facts["line"] == 1

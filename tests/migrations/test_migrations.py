"""An empty database comes to this version, and what it comes to is what the models say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from console import migrations
from console.migrations import models

ROOT = Path(__file__).parents[2]


def test_the_migrated_tables_are_those_of_the_models(store_url: str) -> None:
    engine = create_engine(store_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, models.metadata())
    engine.dispose()
    assert differences == [], "write the missing step: make migration m='what changes'"


def test_a_second_upgrade_changes_nothing(store_url: str) -> None:
    before = version(store_url)
    migrations.upgrade(store_url)
    assert version(store_url) == before


def test_processes_that_start_together_upgrade_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'console.sqlite3'}"
    program = [sys.executable, "-c", f"from console import migrations; migrations.upgrade({url!r})"]
    together = [subprocess.Popen(program, cwd=ROOT) for _ in range(3)]
    assert [each.wait(60) for each in together] == [0, 0, 0]
    assert version(url)


def test_a_database_of_a_newer_program_is_refused_and_left_alone(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(migrations.DatabaseIsNewer):
        migrations.upgrade(sqlite_url)
    assert version(sqlite_url) == "9999"


def version(url: str) -> str:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    engine.dispose()
    return found

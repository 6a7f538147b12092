from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console import db, ephemera
from tests.offers import people  # noqa: F401  # every table is known before any is made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[str]:
    """The tables as the models say them."""
    engine = db.connect(f"sqlite:///{tmp_path / 'offers.sqlite3'}")
    db.Base.metadata.create_all(engine)
    ephemera.connect("")
    yield "sqlite"
    db.disconnect()

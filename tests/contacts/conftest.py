"""The centre with its people, and the console before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from console import db
from tests import cast, web
from tests.cast import Cast


@pytest.fixture
def people(store: str) -> Cast:
    return cast.cast()


@pytest.fixture
def app(people: Cast, tmp_path: Path) -> Flask:
    return web.app_for(db.engine().url.render_as_string(hide_password=False), tmp_path)

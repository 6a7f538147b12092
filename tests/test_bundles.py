"""What a live page fetches before anything is asked of it stays small, and is all there."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import orjson
import pytest

from console.app import DIST
from tests.cast import cast
from tests.web import app_for, browser

LIMIT = 60 * 1024
Bundles = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def bundles() -> Bundles:
    place = DIST / "bundles.json"
    if not place.exists():
        say = "the front end is not built: python3 dev.py lint builds it"
        pytest.fail(say) if os.environ.get("CI") else pytest.skip(say)
    found: Bundles = orjson.loads(place.read_bytes())
    return found


@pytest.mark.parametrize("surface", ["desk", "wallboard", "chat"])
def test_a_surface_starts_with_at_most_60_kb(bundles: Bundles, surface: str) -> None:
    scripts = bundles[surface]["scripts"]
    assert scripts[0] == f"{surface}.js"
    sizes = {name: len(gzip.compress((DIST / name).read_bytes())) for name in scripts}
    assert sum(sizes.values()) <= LIMIT, f"take a panel with later() (docs/architecture.md): {sizes}"


def test_what_may_come_later_is_not_among_what_comes_first(bundles: Bundles) -> None:
    (rare,) = (path for path in (DIST / "chunks").glob("rare-*.js"))
    first = "".join((DIST / name).read_text() for name in bundles["desk"]["scripts"])
    assert f"chunks/{rare.name}" not in bundles["desk"]["scripts"]
    assert "key-sheet" in rare.read_text()
    assert "key-sheet" not in first


def test_the_page_fetches_what_its_script_imports_beside_it(bundles: Bundles, sqlite_url: str, tmp_path: Path) -> None:
    app = app_for(sqlite_url, tmp_path)
    cast()
    ada = browser(app, "ada")
    page = ada.client.get("/desk").get_data(as_text=True)
    chunks = bundles["desk"]["scripts"][1:]
    assert chunks
    for chunk in chunks:
        assert f'href="/static/dist/{chunk}"' in page
        with ada.client.get(f"/static/dist/{chunk}") as answer:
            assert "max-age=31536000" in answer.headers["Cache-Control"]
    with ada.client.get("/static/dist/desk.js") as answer:
        assert "no-cache" in answer.headers["Cache-Control"]

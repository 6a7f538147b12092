"""What is built once runs on a machine without node: the bundle is inside."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("hatchling") is None or not (ROOT / "console/static/dist/.stamp").exists():
        say = "the tools of the build or the bundle are missing: python3 dev.py lint makes them"
        pytest.fail(say) if os.environ.get("CI") else pytest.skip(say)
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("out")
    for name in ("pyproject.toml", "hatch_build.py", "README.md"):
        shutil.copy(ROOT / name, tree)
    shutil.copytree(ROOT / "console", tree / "console", ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    pip("wheel", "--no-build-isolation", "-w", str(out), str(tree))
    (built,) = out.glob("*.whl")
    return built


def pip(*arguments: str) -> None:
    """With nothing to be found on the way: no node, no other package, no network."""
    command = [sys.executable, "-m", "pip", arguments[0], "--no-deps", "--no-index", "--disable-pip-version-check"]
    done = subprocess.run([*command, *arguments[1:]], env={"PATH": "", "HOME": "/nonexistent"}, capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


def test_everything_that_runs_is_inside_and_nothing_it_is_made_with(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for needed in (
        "static/dist/.stamp", "static/dist/desk.js", "static/dist/desk.css", "static/dist/bundles.json",
        "templates/base.html",
        "migrations/env.py", "migrations/versions/0001_first_tables.py", "translations/es/pages.po",
    ):  # fmt: skip
        assert f"console/{needed}" in names
    assert [name for name in names if name.startswith("console/static/dist/chunks/rare-")]
    assert [name for name in names if "node_modules" in name] == []


def test_it_runs_where_there_is_no_node(wheel: Path, tmp_path: Path) -> None:
    pip("install", "--target", str(tmp_path / "there"), str(wheel))
    program = (
        "import console.app as app; from console import migrations; assert 'there' in app.__file__; "
        f"migrations.upgrade('sqlite:///{tmp_path}/new.sqlite3'); print((app.DIST / 'desk.js').stat().st_size)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], cwd=tmp_path, text=True, capture_output=True, check=False,
        env={"PATH": "", "PYTHONPATH": str(tmp_path / "there")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) > 1000

"""What is installed is pinned by content, and no lock names the machine it was made on."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
FRONT_END = ROOT / "console" / "static" / "package-lock.json"


def test_all_locks_are_here() -> None:
    assert [each.stem for each in LOCKS] == [
        "requirements-bench", "requirements-build", "requirements-dev", "requirements-node", "requirements"
    ]  # fmt: skip


@pytest.mark.parametrize("lock", [*LOCKS, FRONT_END], ids=lambda path: path.name)
def test_a_lock_names_no_host(lock: Path) -> None:
    text = lock.read_text()
    assert "--index" not in text
    assert '"resolved"' not in text
    addresses = re.findall(r"https?://[^\s\"',]+", text)
    # A package may say where its makers take donations.
    assert {each for each in addresses if urlsplit(each).hostname not in {"opencollective.com", "github.com"}} == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_library_is_pinned_with_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    assert [each.splitlines()[0] for each in entries if "==" not in each or "--hash=sha256:" not in each] == []


def test_every_front_end_library_is_pinned_with_a_hash() -> None:
    packages = json.loads(FRONT_END.read_text())["packages"]
    assert [name for name, each in packages.items() if name and "integrity" not in each] == []


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("requirements.lock", lambda project: project["project"]["dependencies"]),
        ("requirements-dev.lock", lambda project: project["dependency-groups"]["dev"]),
        ("requirements-dev.lock", lambda project: project["project"]["dependencies"]),
        ("requirements-build.lock", lambda project: project["build-system"]["requires"]),
    ],
)  # fmt: skip
def test_a_lock_holds_what_the_project_asks_for(lock: str, asked: object) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {name_of(each) for each in asked(project)}  # type: ignore[operator]
    assert wanted - {name_of(each) for each in (ROOT / lock).read_text().splitlines() if each[:1].isalnum()} == set()


def test_every_dependency_has_its_paragraph() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    front_end = json.loads((FRONT_END.parent / "package.json").read_text())
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    asked += [*project["build-system"]["requires"], *front_end["dependencies"], *front_end["devDependencies"]]
    told = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text()
    assert [each for each in map(name_of, asked) if f"**{each}**" not in told] == []


def name_of(requirement: str) -> str:
    found = re.match(r"@?[\w./-]+", requirement)
    assert found, requirement
    return found[0].lower()

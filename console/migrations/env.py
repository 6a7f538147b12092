"""Alembic runs this for every command; the connection comes from `console.migrations`."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum

from console.db import UTCDateTime
from console.migrations.models import metadata


def portable(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Our own types as plain ones: an old step mustn't depend on today's code."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata(),
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=portable,
)
with context.begin_transaction():
    context.run_migrations()

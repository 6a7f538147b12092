"""Which column of a source's export says what.

A source needs a mapping only where its columns aren't named as our fields: chosen on the page of
imports (`columns.py`), which keeps it with the source, or a JSON file
``mappings/<source>.json`` in the data folder, ``{"name": "CRM", "people": {"key": "id_cliente",
"columns": {"nacimiento": "birth_date"}}, "claims": {"key": …, "person": …, "columns": …}}``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from console.customers.source_records import Source
from console.db import reading
from console.errors import Invalid

SOURCES = {"crm": "CRM", "loyalty": "Tarjeta", "shop": "Tienda web", "insurance": "Seguros"}
"""What the page of imports proposes; a mapping's own name for its source goes before."""
PEOPLE = "people"
FIELDS: dict[str, tuple[str, ...]] = {
    PEOPLE: (
        "name", "given_name", "surnames", "phones", "emails", "document", "birth_date", "card",
        "card_since", "points", "points_missing", "language", "address", "postcode", "city",
        "store", "web_every_days", "prefers", "moment", "children", "no_claims_years",
        "young_driver", "voucher",
    ),
    "purchases": ("at", "store", "amount_cents", "currency", "lines"),
    "orders": ("at", "state", "due_from", "due_to", "amount_cents", "currency", "detail"),
    "claims": ("opened_at", "closed_at", "text", "amount_cents", "currency"),
    "policies": ("product", "since", "until", "premium_cents", "currency", "detail"),
    "consents": (
        "controller", "purpose", "channel", "given", "how", "wording", "at", "expires_at",
    ),
    "promises": ("text", "place", "made_by", "made_at", "due_at", "expires_at", "kept_at"),
    "instructions": ("at", "until"),
    "contacts": ("at", "kind", "text", "waited_seconds", "detail", "by"),
}  # fmt: skip
"""What each kind of row may say, besides its key and whom it belongs to."""
KINDS = tuple(FIELDS)


@dataclass(frozen=True, slots=True)
class Mapping:
    """``columns`` leads from a column to our field, several may lead to one; ``key`` is the
    row's own id, ``person`` the key that its person has in the same source."""

    key: str
    columns: dict[str, str]
    person: str | None
    source_name: str

    @property
    def needed(self) -> set[str]:
        """Columns without which no row of the file can be read."""
        return {self.key} | ({self.person} if self.person else set())


def mapping_for(source: str, kind: str, folder: Path) -> Mapping:
    """The source's own mapping, else the columns named as our fields. Raises Invalid."""
    if kind not in FIELDS:
        raise Invalid("{kind}: expected one of {kinds}.", field="kind", kind=kind, kinds=", ".join(KINDS))
    if not source.replace("_", "").replace("-", "").isalnum():
        raise Invalid("A source's key has letters, digits, - and _ only.", field="source")
    with reading() as session:
        row = session.execute(select(Source.mapping, Source.name).where(Source.key == source)).first()
    chosen = (row.mapping or {}).get(kind) if row else None
    if row is not None and chosen is not None:
        return checked(chosen, kind, row.name, source)
    place = folder / f"{source}.json"
    said = read(place) if place.exists() else {}
    name = str(said.get("name") or SOURCES.get(source, source))
    given = said.get(kind)
    if given is None:
        columns = {each: each for each in FIELDS[kind]}
        return Mapping("key", columns, None if kind == PEOPLE else "person", name)
    return checked(given, kind, name, place.name)


def read(place: Path) -> dict[str, Any]:
    try:
        said = json.loads(place.read_text(encoding="utf-8"))
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Invalid("{file}: expected a JSON object.", field="mapping", file=place.name)
    return said


def checked(given: Any, kind: str, name: str, place: str) -> Mapping:
    """The mapping as written in ``place``, refused where it names what we don't know."""
    right = isinstance(given, AnyMapping) and isinstance(given.get("columns"), AnyMapping)
    if not right or not given.get("key") or (kind != PEOPLE and not given.get("person")):
        raise Invalid(
            "{file}: {kind} needs key, columns and, but for people, person.",
            field="mapping", file=place, kind=kind,
        )  # fmt: skip
    for column, ours in given["columns"].items():
        if ours not in FIELDS[kind]:
            raise Invalid(
                "{file}: {column} leads to {ours}; expected one of {fields}.", field="mapping",
                file=place, column=column, ours=ours, fields=", ".join(FIELDS[kind]),
            )  # fmt: skip
    person = None if kind == PEOPLE else str(given["person"])
    return Mapping(str(given["key"]), dict(given["columns"]), person, name)

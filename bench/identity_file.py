"""A file of source records as `bench.identity` reads it: who is who is kept apart from what is known."""

from __future__ import annotations

import csv
import gzip
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from console.customers import blocking, clustering, comparing, matching, normalising, numbering, traits
from console.customers.clustering import Clustering, Pair
from console.customers.comparing import Comparison
from console.customers.counting import Counts
from console.customers.matching import Model
from console.customers.numbering import Columns
from console.customers.traits import Traits
from console.errors import Invalid

LIKELIER_THAN_NOT, SURE_AT_ONCE = 0.5, 0.95
COLUMNS = {
    "nombre": "given_name", "apellido1": "first_surname", "apellido2": "second_surname", "direccion": "address",
    "cp": "postcode", "given_name": "given_name", "surname": "first_surname", "postcode": "postcode",
    "suburb": "city", "street_number": "street_number",
}  # fmt: skip


@dataclass(slots=True)
class File:
    people: list[str]
    traits: list[Traits]
    pairs: set[Pair]
    counts: Counts
    read_seconds: float
    compared: tuple[list[Pair], list[Comparison], Columns] | None = None
    """Every pair beside each other as single records, kept: each model begins with the same."""

    def clusters(self, model: Model, auto: float, first: Model | None = None) -> Clustering:
        found = self.apart(model, auto, first)
        found.run()
        return found

    def apart(self, model: Model, auto: float, first: Model | None = None) -> Clustering:
        """Every record a profile of its own, as before anything is decided."""
        profiles = dict(enumerate(self.traits))
        found = Clustering(model, self.counts, auto, profiles, {each: [each] for each in profiles}, first=first)
        found.careful = auto > SURE_AT_ONCE
        order, compared, columns = self.beside_each_other()
        hopeful = np.flatnonzero(matching.probability(model.of_numbers(columns)) >= clustering.HOPELESS)
        found.add_pairs(order[each] for each in hopeful)
        found.judge([order[each] for each in hopeful], [compared[each] for each in hopeful], columns[hopeful])
        return found

    def beside_each_other(self) -> tuple[list[Pair], list[Comparison], Columns]:
        if self.compared is None:
            order = sorted(self.pairs)
            found = [comparing.compare(self.traits[a], self.traits[b], self.counts) for a, b in order]
            self.compared = order, found, numbering.numbers(found)
        return self.compared


def rows_of(path: Path) -> list[dict[str, str]]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8", newline="") as file:
        return [{key.strip(): (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def fields_of(row: Mapping[str, str]) -> dict[str, Any]:
    """As an import would have them: what cannot be read is left out, a document is kept as written."""
    fields: dict[str, Any] = {ours: row[theirs] for theirs, ours in COLUMNS.items() if row.get(theirs)}
    fields.setdefault("given_name", " ")
    fields.setdefault("first_surname", "")
    fields["postcode"] = fields.get("postcode", "").split(".")[0]
    if row.get("address_1") or row.get("address_2"):
        fields["address"] = f"{row.get('address_1', '')} {row.get('address_2', '')}"
    if document := row.get("doc") or row.get("soc_sec_id"):
        fields["document_as_written"] = document
    if phone := normalising.phone(row.get("telefono", "")):
        fields["phones"] = [phone]
    if row.get("email"):
        fields["emails"] = [row["email"].lower()]
    if born := row.get("fecha_nac") or row.get("date_of_birth"):
        with suppress(Invalid):  # a report would name the line; the rest of the row goes in
            fields["birth_date"] = normalising.day(born).isoformat()
    return fields


def read(rows: list[dict[str, str]], people: list[str], sources: list[str]) -> File:
    began = time.perf_counter()
    found = [traits.of_fields(fields_of(row), source) for row, source in zip(rows, sources, strict=True)]
    pairs = clustering.candidate_pairs([blocking.keys(each) for each in found])
    counts = Counts()
    for each in found:
        counts.add(each)
    return File(people, found, pairs, counts, time.perf_counter() - began)


def read_file(path: Path) -> File:
    rows = rows_of(path)
    return read(rows, [row["eid"] for row in rows], [row.get("source", "file") for row in rows])

"""The columns of a source's file led to our fields on a page: guessed from their names, then chosen by somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from console.customers import mappings, normalising, reading_files, source_records
from console.customers.mappings import FIELDS, PEOPLE, Mapping
from console.customers.source_records import Source
from console.errors import Invalid

SAMPLES, LONGEST_SAMPLE, MOST_COLUMNS = 3, 40, 120
GUESSES = {
    "name": ("name", "nombre", "nombre completo", "full name", "titular", "cliente", "razon social"),
    "given_name": ("given name", "first name", "nombre de pila"),
    "surnames": ("surnames", "surname", "last name", "apellidos", "apellido"),
    "phones": ("phones", "phone", "telefono", "movil", "mobile", "tel", "fijo"),
    "emails": ("emails", "email", "e mail", "correo", "correo electronico", "mail"),
    "document": ("document", "nif", "dni", "nie", "cif", "documento", "tax id"),
    "birth_date": ("birth date", "nacimiento", "fecha nac", "fecha de nacimiento", "date of birth", "dob", "born"),
    "card": ("card", "tarjeta", "num tarjeta", "loyalty card"), "points": ("points", "puntos"),
    "address": ("address", "direccion", "domicilio", "street"), "postcode": ("postcode", "cp", "codigo postal", "zip"),
    "city": ("city", "poblacion", "ciudad", "localidad", "town"), "language": ("language", "idioma", "locale"),
    "store": ("store", "tienda", "shop"), "at": ("at", "fecha", "date", "fecha hora"),
    "amount_cents": ("amount", "importe", "total", "amount cents"), "currency": ("currency", "moneda", "divisa"),
    "state": ("state", "estado", "status"), "text": ("text", "texto", "descripcion", "description"),
    "product": ("product", "producto"), "since": ("since", "desde"), "until": ("until", "hasta"),
    "purpose": ("purpose", "finalidad"), "channel": ("channel", "canal"), "given": ("given", "consiente", "dado"),
    "wording": ("wording", "redaccion", "texto legal"), "how": ("how", "como", "medio"),
}  # fmt: skip
KEYS = ("key", "id", "codigo", "code", "numero", "number", "num")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: its first values, and what it means, empty for nothing."""

    name: str
    samples: tuple[str, ...]
    field: str


def of_file(text: str, kind: str, known: Mapping | None) -> list[Column]:
    """The columns of a file's beginning; those already mapped as they are, others guessed. Raises Invalid."""
    first = [row for _, row in islice(reading_files.rows(text, set()), SAMPLES) if isinstance(row, dict)]
    names = list(dict.fromkeys(name for row in first for name in row if name))
    if not names:
        raise Invalid("The file has no rows to look at.", field="file")
    if len(names) > MOST_COLUMNS:
        raise Invalid("More than {most} columns.", field="file", most=MOST_COLUMNS)
    return [
        Column(name, tuple(shown(row.get(name, "")) for row in first), meant(name, kind, known)) for name in names
    ]


def of_mapping(known: Mapping) -> list[Column]:
    return [Column(name, (), field) for name, field in known.columns.items()]


def shown(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…"


def meant(name: str, kind: str, known: Mapping | None) -> str:
    if known is not None and name in known.columns:
        return known.columns[name]
    plain = plain_of(name)
    fits = (field for field, names in GUESSES.items() if plain == field.replace("_", " ") or plain in names)
    return next((field for field in fits if field in FIELDS[kind]), plain.replace(" ", "_") if
                plain.replace(" ", "_") in FIELDS[kind] else "")  # fmt: skip


def key_in(columns: Sequence[Column]) -> str:
    """The column that probably is the row's own number: one so called, else the first."""
    likely = (each.name for each in columns if set(plain_of(each.name).split()) & set(KEYS) and not each.field)
    return next(likely, columns[0].name if columns else "")


def plain_of(name: str) -> str:
    return normalising.unaccented(name).lower().replace("_", " ").strip()


def save(
    session: Session, source_key: str, kind: str, *, name: str, key: str, person: str, columns: dict[str, str]
) -> Source:  # fmt: skip
    """What the page chose counts from now on, before any file in the data folder. Raises Invalid."""
    if not columns:
        raise Invalid("Lead at least one column to a field.", field="columns")
    said = {"key": key, "columns": columns, **({} if kind == PEOPLE else {"person": person})}
    mappings.checked(said, kind, name, source_key)
    kept = source_records.source(session, source_key, name=name)
    kept.name, kept.mapping = name or source_key, {**(kept.mapping or {}), kind: said}
    return kept

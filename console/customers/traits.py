"""What tells one person from another, taken from a record's fields; and the same of a profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from stdnum.es import nif
from stdnum.exceptions import ValidationError

from console.customers import names
from console.customers.names import Name
from console.customers.normalising import unaccented

T = TypeVar("T")
STREET_KINDS = {
    "calle", "c", "cl", "avenida", "avda", "av", "avd", "plaza", "pza", "plza", "pl", "paseo", "po", "pso", "pasaje",
    "psje", "camino", "cmno", "ronda", "rda", "urbanizacion", "urb", "glorieta", "gta", "rambla", "rbla", "via",
    "vial", "cuesta", "alameda", "callejon", "acceso", "canada", "carretera", "ctra", "travesia", "trv", "de", "del",
    "la", "las", "los", "el", "street", "st", "road", "rd", "avenue", "ave", "lane", "drive", "dr", "place", "close",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """Its number without letters that only check it; ``proven`` when its check letter is right."""

    number: str
    proven: bool


@dataclass(frozen=True, slots=True)
class Place:
    street: str
    number: str
    postcode: str
    city: str


@dataclass(frozen=True, slots=True)
class Traits:
    """Of one record, or of all records of a profile together."""

    names: tuple[Name, ...]
    documents: tuple[Document, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    births: tuple[str, ...]
    """As 1968-03-14"""
    places: tuple[Place, ...]
    cards: tuple[str, ...]
    sources: tuple[str, ...]
    """One per record, so a source that gave two of them is there twice."""

    @property
    def records(self) -> int:
        return len(self.sources)


def of_fields(fields: Mapping[str, Any], source: str) -> Traits:
    """From the fields of `mappings.py`, in the normal form of `normalising.py`; what a source
    wrote wrongly may stand in ``document_as_written``."""
    given, surnames = fields.get("given_name"), fields.get("surnames")
    if given and (surnames or fields.get("first_surname")):
        found = [apart(given, surnames or "", fields.get("first_surname"), fields.get("second_surname"))]
    else:
        found = names.split(fields.get("name") or f"{given or ''} {surnames or ''}")
    documents = [document(each) for each in (fields.get("document"), fields.get("document_as_written")) if each]
    born, where = fields.get("birth_date"), place(fields)
    return Traits(
        names=tuple(found), documents=tuple(each for each in documents if each.number),
        phones=tuple(fields.get("phones", ())), emails=tuple(fields.get("emails", ())),
        births=(str(born),) if born else (), places=(where,) if where else (),
        cards=(fields["card"],) if fields.get("card") else (), sources=(source,),
    )  # fmt: skip


def apart(given: str, surnames: str, first: str | None, second: str | None) -> Name:
    if first is not None:
        return names.read(given, first, second or "")
    parts = names.words(surnames).split()
    if len(parts) == 2:
        return Name(names.words(given), parts[0], parts[1])
    return Name(names.words(given), " ".join(parts), "")


def document(text: str) -> Document:
    """DNI and NIE lose their check letter, which many leave out; others stay whole."""
    bare = re.sub(r"[^0-9A-Z]", "", text.upper())
    found = re.fullmatch(r"([XYZ]?)(\d{7,8})([A-Z]?)", bare)
    try:
        proven = bool(nif.validate(bare))
    except ValidationError:
        proven = False
    return Document(f"{found[1]}{found[2]}" if found else bare, proven)


def place(fields: Mapping[str, Any]) -> Place | None:
    text = re.sub(r"c/|[ºª]", " ", str(fields.get("address") or "").casefold())
    parts = re.sub(r"[^a-z0-9]", " ", unaccented(text)).split()
    number = next((each for each in parts if each.isdigit()), str(fields.get("street_number") or ""))
    if parts[:1] == [number]:
        parts = parts[1:]  # 12 Broad Lane
    street: list[str] = []
    for each in parts:
        if each == number:
            break
        if each not in STREET_KINDS:
            street.append(each)
    postcode = re.sub(r"\s", "", str(fields.get("postcode") or ""))
    city = names.words(str(fields.get("city") or ""))
    return Place(" ".join(street), number, postcode, city) if street or postcode or city else None


def together(many: Iterable[Traits]) -> Traits:
    """Everything that any of them says, each once."""
    some = list(many)
    if len(some) == 1:
        return some[0]
    return Traits(
        names=unique(each.names for each in some), documents=unique(each.documents for each in some),
        phones=unique(each.phones for each in some), emails=unique(each.emails for each in some),
        births=unique(each.births for each in some), places=unique(each.places for each in some),
        cards=unique(each.cards for each in some),
        sources=tuple(source for each in some for source in each.sources),
    )  # fmt: skip


def unique(many: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(value for each in many for value in each))

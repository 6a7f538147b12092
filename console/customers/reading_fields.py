"""A source's row as our fields: what each text means, in its normal form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from console.customers import normalising
from console.customers.mappings import PEOPLE, Mapping
from console.customers.reading_files import Row
from console.errors import Invalid

YES, NO = {"1", "yes", "y", "si", "sí", "s", "true"}, {"0", "no", "n", "false"}
LANGUAGES = {"es": "es", "en": "en", "castellano": "es", "español": "es", "inglés": "en", "english": "en"}
MANY = ("phones", "emails")
KNOWN_BY = ("name", "phones", "emails", "document", "card")
LONGEST_DOCUMENT = 20
NEEDED: dict[str, tuple[str, ...]] = {
    PEOPLE: ("name",), "purchases": ("at", "amount_cents"), "orders": ("at", "state", "amount_cents"),
    "claims": ("opened_at", "text"), "policies": ("product",), "consents": ("purpose", "at"),
    "promises": ("text", "made_at"), "instructions": ("at",), "contacts": ("at", "kind"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Local:
    """Where the source lives: whose phone numbers and clock it means."""

    zone: ZoneInfo
    region: str


Reader = Callable[[str, str, Local], Any]


def day(text: str, field: str, _: Local) -> date:
    return normalising.day(text, field=field)


def moment(text: str, field: str, local: Local) -> Any:
    return normalising.moment(text, field=field, zone=local.zone)


def number(text: str, field: str, _: Local) -> int:
    return normalising.whole_number(text, field=field)


def cents(text: str, field: str, _: Local) -> int:
    return normalising.cents(text, field=field)


def language(text: str, field: str, _: Local) -> str:
    """Spanish, unless it is surely English."""
    return LANGUAGES.get(text.lower(), LANGUAGES.get(text[:2].lower(), "es"))


def yes(text: str, field: str, _: Local) -> bool:
    """Only a clear yes is one."""
    return text.lower() in YES


def flag(text: str, field: str, _: Local) -> bool:
    if text.lower() not in YES | NO:
        raise Invalid("Expected yes or no.", field=field)
    return text.lower() in YES


def purpose(text: str, field: str, _: Local) -> str:
    if text not in ("offers", "profiling"):
        raise Invalid("Expected offers or profiling.", field=field)
    return text


READERS: dict[str, Reader] = {
    "name": lambda text, field, _: normalising.name(text, field=field),
    "given_name": lambda text, field, _: normalising.name(text, field=field),
    "surnames": lambda text, field, _: normalising.name(text, field=field),
    "phones": lambda text, field, local: normalising.needed_phone(text, field=field, region=local.region),
    "emails": lambda text, field, _: normalising.email(text, field=field),
    "document": lambda text, field, _: normalising.document(text, field=field),
    "birth_date": lambda text, field, _: normalising.birth_date(text, field=field).isoformat(),
    "card": lambda text, field, _: normalising.card(text, field=field),
    "language": language, "given": yes, "young_driver": flag, "purpose": purpose,
    **dict.fromkeys(("card_since", "points", "points_missing", "web_every_days", "children",
                     "no_claims_years", "waited_seconds"), number),
    **dict.fromkeys(("at", "due_from", "due_to", "opened_at", "closed_at", "made_at", "due_at",
                     "expires_at", "kept_at"), moment),
    **dict.fromkeys(("amount_cents", "premium_cents"), cents),
}  # fmt: skip
OF_KIND: dict[tuple[str, str], Reader] = {
    ("policies", "since"): day, ("policies", "until"): day, ("instructions", "until"): moment,
}  # fmt: skip


def key_in(row: Row, column: str) -> str:
    key = normalising.words(str(row.get(column, "")), field=column, most=100)
    if not key:
        raise Invalid("The row has no {column}.", field=column, column=column)
    return key


@dataclass(slots=True)
class Reading:
    """What could be read of a row, and what was left out of it and why."""

    fields: dict[str, Any]
    left_out: list[Invalid]


def read(row: Row, kind: str, mapping: Mapping, local: Local) -> Reading:
    """The row's fields. Of a person, what can't be read is left out and the rest goes in; any other
    row is refused whole. Raises Invalid naming the source's own column: its owner can correct it."""
    found = Reading({}, [])
    for column, ours in mapping.columns.items():
        try:
            read_field(found.fields, row.get(column, ""), column, ours, kind, local)
        except Invalid as wrong:
            if kind != PEOPLE:
                raise  # half of a consent, a claim or a receipt would be another one
            found.left_out.append(wrong)
    if kind == PEOPLE and "name" not in found.fields:
        parts = [found.fields[each] for each in ("given_name", "surnames") if each in found.fields]
        found.fields |= {"name": " ".join(parts)} if len(parts) == 2 else {}
    check_needed(found, kind, mapping)
    return found


def read_field(
    fields: dict[str, Any], given: Any, column: str, ours: str, kind: str, local: Local
) -> None:  # fmt: skip
    if ours == "lines":
        fields[ours] = purchase_lines(given, column)
    elif isinstance(given, list) and ours in MANY:  # as JSON says several phones
        wrong = [each for value in given if (each := read_one(fields, value, column, ours, kind, local))]
        if wrong:
            raise wrong[0]
    elif text := str(given).strip():
        value = value_of(fields, text, column, ours, kind, local)
        if ours in MANY:
            fields[ours] = list(dict.fromkeys([*fields.get(ours, []), value]))
        elif fields.setdefault(ours, value) != value:
            raise Invalid("Another column says something else; the first one was kept.", field=column)


def read_one(
    fields: dict[str, Any], given: Any, column: str, ours: str, kind: str, local: Local
) -> Invalid | None:  # fmt: skip
    """One of several values: a wrong one doesn't lose those beside it."""
    try:
        read_field(fields, "" if given is None or isinstance(given, list) else given, column, ours, kind, local)
    except Invalid as wrong:
        return wrong
    return None


def value_of(fields: dict[str, Any], text: str, column: str, ours: str, kind: str, local: Local) -> Any:
    reader = OF_KIND.get((kind, ours)) or READERS.get(ours)
    try:
        return reader(text, column, local) if reader else normalising.words(text, field=column)
    except Invalid:
        if ours == "document" and len(text) <= LONGEST_DOCUMENT:
            # No proof of anybody, but still a hint: a digit was mistyped, or the letter left out.
            fields["document_as_written"] = normalising.words(text)
        raise


def check_needed(found: Reading, kind: str, mapping: Mapping) -> None:
    """People are known by anything at all; the rest needs what its kind says."""
    fields = found.fields
    lacking = [each for each in NEEDED[kind] if each not in fields]
    if not lacking or (kind == PEOPLE and any(fields.get(each) for each in KNOWN_BY)):
        return
    if found.left_out:
        raise found.left_out[0]
    column = next((c for c, field in mapping.columns.items() if field == lacking[0]), lacking[0])
    raise Invalid("The row has no {column}.", field=column, column=column)


def purchase_lines(given: Any, field: str) -> list[dict[str, Any]]:
    """``Somontano crianza|wine|2|13,90|1,00; …``: product, category, quantity, paid, discount,
    and after it what it cost us; both may be left out. JSON gives the same as lists."""
    pieces = [each.split("|") for each in str(given).split(";") if each.strip()]
    if isinstance(given, list):
        pieces = [[str(cell) for cell in each] if isinstance(each, list) else [] for each in given]
    return [purchase_line([cell.strip() for cell in each], field) for each in pieces]


def purchase_line(cells: list[str], field: str) -> dict[str, Any]:
    if not 4 <= len(cells) <= 6 or not cells[0] or not cells[1]:
        raise Invalid("Expected product|category|quantity|paid|discount|cost; …", field=field)
    return {
        "product": normalising.words(cells[0], field=field, most=200),
        "category": normalising.words(cells[1], field=field, most=100),
        "quantity": normalising.whole_number(cells[2], field=field),
        "cents": normalising.cents(cells[3], field=field),
        "discount_cents": normalising.cents(cells[4], field=field) if len(cells) >= 5 and cells[4] else 0,
        "cost_cents": normalising.cents(cells[5], field=field) if len(cells) == 6 and cells[5] else None,
    }

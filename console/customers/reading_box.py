"""What somebody typed into the one box for people: which keys it can be, and what it resembles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

import phonenumbers

from console.customers import normalising
from console.customers.identifiers import IdentifierKind
from console.errors import Invalid

DATE = re.compile(r"\b(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\b")
NUMBERS_ONLY = re.compile(r"[+\d\s().\-/]+")
SHORTEST_PHONE, LONGEST_PHONE = 6, 15


@dataclass(frozen=True, slots=True)
class Asked:
    """``keys`` are exact; the others are tried only when none of these is anybody's."""

    keys: list[tuple[IdentifierKind, str]] = field(default_factory=list)
    near_phones: list[str] = field(default_factory=list)
    email: str | None = None
    name: str | None = None
    born: date | None = None


def read(text: str, region: str) -> Asked:
    text = " ".join(text.split())[:200]
    if not text:
        return Asked()
    keys = readings(text, region)
    if "@" in text:
        return Asked(keys, email=text.removeprefix("mailto:").lower())
    born, rest = birth_date(text)
    if any(each.isalpha() for each in rest):
        return Asked(keys, name=rest, born=born)
    return Asked(keys, near_phones=neighbours(text, region) if NUMBERS_ONLY.fullmatch(text) else [])


def readings(text: str, region: str) -> list[tuple[IdentifierKind, str]]:
    """Every exact key that the text can be."""
    possible = [(IdentifierKind.ORDER, normalising.order_number(text))]
    if number := normalising.phone(text, region=region):
        possible.append((IdentifierKind.PHONE, number))
    for kind, reader in (
        (IdentifierKind.EMAIL, normalising.email),
        (IdentifierKind.CARD, normalising.card),
        (IdentifierKind.DOCUMENT, normalising.document),
    ):
        try:
            possible.append((kind, reader(text)))
        except Invalid:
            continue  # it isn't one of these
    return possible


def birth_date(text: str) -> tuple[date | None, str]:
    """A date among other words, and those words without it."""
    found = DATE.search(text)
    if found is None:
        return None, text
    try:
        born = normalising.birth_date(found.group())
    except Invalid:
        return None, text
    return born, f"{text[: found.start()]} {text[found.end() :]}".strip()


def neighbours(text: str, region: str) -> list[str]:
    """E.164 numbers one mistake away: a digit otherwise, two exchanged, one missing or too many."""
    digits = re.sub(r"\D", "", text)
    if not SHORTEST_PHONE <= len(digits) <= LONGEST_PHONE:
        return []
    code = str(phonenumbers.country_code_for_region(region))
    bare = text.strip()
    if bare.startswith("00"):
        digits, bare = digits[2:], "+"
    if bare.startswith("+"):
        prefix, national = (f"+{code}", digits.removeprefix(code)) if digits.startswith(code) else ("+", digits)
    else:
        prefix, national = f"+{code}", digits
    return [prefix + each for each in sorted(one_mistake(national))]


def one_mistake(digits: str) -> set[str]:
    places = range(len(digits))
    changed = {digits[:p] + d + digits[p + 1 :] for p in places for d in "0123456789"}
    exchanged = {digits[:p] + digits[p + 1] + digits[p] + digits[p + 2 :] for p in places[:-1]}
    shorter = {digits[:p] + digits[p + 1 :] for p in places}
    longer = {digits[:p] + d + digits[p:] for p in range(len(digits) + 1) for d in "0123456789"}
    return (changed | exchanged | shorter | longer) - {digits}

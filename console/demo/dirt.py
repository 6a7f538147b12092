"""The dirt of real life: how one person comes to be written in four ways."""

from __future__ import annotations

import random
from datetime import date

from console.demo.people import Person, plain


def name_in_crm(chance: random.Random, text: str) -> str:
    """Typed by agents: an accent lost here, a space doubled there."""
    if chance.random() < 0.15:
        text = plain(text)
    return text.replace(" ", "  ", 1) if chance.random() < 0.08 else text


def name_on_card(chance: random.Random, person: Person) -> str:
    """The till prints capitals; half of the shops write surnames first."""
    if chance.random() < 0.3:
        return plain(f"{person.surnames}, {person.given}").upper()
    return plain(person.name).upper() if chance.random() < 0.5 else person.name


def name_in_shop(chance: random.Random, person: Person) -> str:
    """Typed by customers: lower case, both fields swapped, or as they like it."""
    roll = chance.random()
    if roll < 0.15:
        return person.name.lower()
    return f"{person.surnames} {person.given}" if roll < 0.25 else person.name


def phone(chance: random.Random, e164: str | None) -> str:
    """Every way of writing one number that offices have found so far."""
    if e164 is None:
        return ""
    if not e164.startswith("+34"):
        return chance.choice((e164, "00" + e164[1:]))
    bare = e164[3:]
    return chance.choice((
        bare, f"{bare[:3]} {bare[3:6]} {bare[6:]}", f"{bare[:3]}-{bare[3:5]}-{bare[5:7]}-{bare[7:]}",
        f"+34 {bare}", f"0034{bare}", f"34{bare}", f"({bare[:3]}) {bare[3:6]}.{bare[6:]}",
    ))  # fmt: skip


def day(chance: random.Random, when: date) -> str:
    return when.strftime(chance.choice(("%d/%m/%Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")))


def missing(chance: random.Random, text: str, share: float) -> str:
    return "" if chance.random() < share else text


def document(chance: random.Random, text: str) -> str:
    return chance.choice((text, text.lower(), f"{text[:2]}.{text[2:5]}.{text[5:8]}-{text[8:]}"))

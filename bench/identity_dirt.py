"""What happens to facts on their way into a source: each clerk, form and telephone its own mistakes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from bench.people_es import mistyped, plain

SHORT = {
    "Francisco": "Paco", "José": "Pepe", "Manuel": "Manolo", "Antonio": "Toño", "Ignacio": "Nacho", "Enrique": "Quique",
    "Rafael": "Rafa", "Eduardo": "Edu", "Fernando": "Nando", "Santiago": "Santi", "Gabriel": "Gabi", "Javier": "Javi",
    "Daniel": "Dani", "Guillermo": "Guille", "Alejandro": "Álex", "Salvador": "Salva", "Dolores": "Lola",
    "Concepción": "Concha", "Mercedes": "Merche", "Rosario": "Charo", "Pilar": "Pili", "Teresa": "Tere",
    "Isabel": "Isa", "Francisca": "Paqui", "Encarnación": "Encarna", "Inmaculada": "Inma", "Beatriz": "Bea",
    "Cristina": "Cris", "Montserrat": "Montse", "Margarita": "Marga", "Consuelo": "Chelo", "Milagros": "Mila",
    "William": "Bill", "Robert": "Bob", "Richard": "Dick", "James": "Jim", "Thomas": "Tom", "Michael": "Mike",
    "Edward": "Ted", "Christopher": "Chris", "Anthony": "Tony", "Joseph": "Joe", "Elizabeth": "Liz",
    "Margaret": "Peggy", "Katherine": "Kate", "Catherine": "Cathy", "Patricia": "Pat", "Susan": "Sue",
    "Deborah": "Debbie", "Jennifer": "Jenny", "Rebecca": "Becky", "Samantha": "Sam",
    "Dorothy": "Dot", "Jonathan": "Jon", "Benjamin": "Ben",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """How often it asks for a fact, and how it writes: ``typos`` per name, ``short`` for pet names,
    ``dummies`` where a form insists and nobody knows."""

    name: str
    reach: float
    again: float
    document: float
    phone: float
    email: float
    born: float
    address: float
    typos: float
    short: float
    dummies: float
    case: str = "title"


SOURCES = (
    Source("till", 0.55, 0.06, 0.25, 0.92, 0.35, 0.55, 0.25, 0.2, 0.25, 0.03),
    Source("webshop", 0.5, 0.12, 0.05, 0.75, 0.98, 0.25, 0.7, 0.08, 0.2, 0.01, "lower"),
    Source("insurer", 0.35, 0.03, 0.97, 0.85, 0.6, 0.95, 0.97, 0.03, 0.02, 0.0, "upper"),
    Source("helpdesk", 0.4, 0.1, 0.35, 0.97, 0.3, 0.3, 0.3, 0.28, 0.15, 0.02),
    Source("newsletter", 0.3, 0.08, 0.0, 0.1, 1.0, 0.05, 0.0, 0.1, 0.3, 0.01, "lower"),
)
DUMMY_PHONES, DUMMY_MAILS = ("600000000", "666666666", "999999999"), ("noemail@example.com", "no@no.com")


@dataclass(slots=True)
class Dirt:
    chance: random.Random
    much: float = 1.0
    """Times the usual mistakes."""

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def word(self, text: str, share: float) -> str:
        while text and self.happens(share * self.much):
            text, share = mistyped(text, self.chance), share / 4
        return text

    def digits(self, text: str, share: float) -> str:
        if not text or not self.happens(share * self.much):
            return text
        places = [at for at, each in enumerate(text) if each.isdigit()]
        at = self.chance.choice(places)
        if self.happens(0.4) and at + 1 < len(text):
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        return text[:at] + str(self.chance.randrange(10)) + text[at + 1 :]

    def given(self, name: str, source: Source) -> str:
        first, *more = name.split()
        if self.happens(source.short):
            name = SHORT.get(first, first)
        elif more and self.happens(0.3):
            name = self.chance.choice((first, f"{first} {more[0][0]}."))
        elif self.happens(0.02 * self.much):
            name = f"{first[0]}."
        return self.word(name, source.typos)

    def names(self, given: str, first: str, second: str, source: Source) -> tuple[str, str, str]:
        given = self.given(given, source)
        if second and self.happens(0.1 if source.case == "upper" else 0.45):
            second = ""
        elif second and self.happens(0.02 * self.much):
            first, second = second, first
        elif second and self.happens(0.03):
            first, second = f"{first} {second}", ""
        first, second = self.word(first, source.typos), self.word(second, source.typos)
        if self.happens(0.01 * self.much):
            given, first = first, given
        if self.happens(0.3):
            given, first, second = (plain(each).title() for each in (given, first, second))
        turn = {"upper": str.upper, "lower": str.lower}.get(source.case, str)
        return turn(given), turn(first), turn(second)

    def born(self, day: date, source: Source) -> str:
        if self.happens(source.dummies):
            return self.chance.choice(("01/01/1900", "01/01/1970", f"01/01/{day.year}"))
        month, number, year = day.month, day.day, day.year
        if self.happens(0.02 * self.much) and number <= 12:
            month, number = number, month
        if self.happens(0.03 * self.much):
            number = min(28, max(1, number + self.chance.choice((-1, 1, 10, -10))))
        if self.happens(0.02 * self.much):
            year += self.chance.choice((-1, 1, -10, 10))
        return f"{number:02d}/{month:02d}/{year}"

    def phone(self, number: str, source: Source) -> str:
        if self.happens(source.dummies):
            return self.chance.choice(DUMMY_PHONES)
        number = self.digits(number, 0.02)
        if number.startswith("+44"):
            return self.chance.choice((number, "00" + number[1:]))
        spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
        return self.chance.choice((number, f"+34{number}", f"0034{number}", spaced))

    def email(self, address: str, source: Source) -> str:
        if self.happens(source.dummies):
            return self.chance.choice(DUMMY_MAILS)
        local, _, host = address.partition("@")
        return f"{self.word(local, source.typos / 5)}@{host}"

    def document(self, number: str) -> str:
        if not number:
            return ""
        number = self.digits(number, 0.02)
        return self.chance.choice((number, number, number.lower(), f"{number[:-1]}-{number[-1]}", number[:-1]))

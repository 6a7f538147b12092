"""Who lives and works together in a made-up world, as names and numbers show it: families, flatmates, firms."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench import people_es

STREETS = ("Calle", "Avenida", "Plaza", "Paseo", "Camino")
WAYS = ("Street", "Road", "Lane", "Avenue", "Close")


def english_names() -> dict[str, list[str]]:
    text = (Path(__file__).parent / "names_en.txt").read_text(encoding="utf-8")
    parts = re.split(r"\[(\w+)\]", text)[1:]
    found = dict(zip(parts[::2], (each.split() for each in parts[1::2]), strict=True))
    tail = [(one + other).capitalize() for one in found["first_parts"] for other in found["last_parts"]]
    random.Random(2).shuffle(tail)
    found["surnames"] += tail
    return found


@dataclass(slots=True)
class Person:
    number: int
    man: bool
    given: str
    first: str
    second: str
    born: date
    document: str
    phones: list[str]
    """The first is their own; the others a household's, an employer's, an old one."""
    emails: list[str]
    places: list[tuple[str, str]] = field(default_factory=list)
    maiden: str = ""


@dataclass(slots=True)
class World:
    chance: random.Random
    english: bool
    names: dict[str, list[str]]
    surnames: list[str]
    count: int = 0
    given_up: list[str] = field(default_factory=list)
    """Numbers that somebody had before."""
    used: set[str] = field(default_factory=set)

    def drawn(self, names: list[str], slope: float) -> str:
        """As by `people_es.zipf`: the first of the list are the commonest."""
        return self.chance.choices(names, cum_weights=weights(len(names), slope))[0]

    def surname(self) -> str:
        return self.drawn(self.surnames, 0.85)

    def given(self, man: bool) -> str:
        name = self.drawn(self.names["men" if man else "women"], 0.75)
        if self.chance.random() < 0.3:
            more = "men" if man else "women"
            other = self.drawn(self.names[more if self.english else f"second_{more}"], 0.5)
            name = name if other == name else f"{name} {other}"
        return name

    def mobile(self) -> str:
        if self.given_up and self.chance.random() < 0.02:
            return self.given_up.pop()
        rest = f"{self.chance.randrange(10**8):08d}"
        number = f"+447{self.chance.choice('3457')}{rest}" if self.english else self.chance.choice("67") + rest
        if self.chance.random() < 0.05:
            self.given_up.append(number)
        return number

    def landline(self) -> str:
        if self.english:
            return f"+4420{self.chance.choice('78')}{self.chance.randrange(10**7):07d}"
        return f"9{self.chance.choice('1345')}{self.chance.randrange(10**7):07d}"

    def document(self) -> str:
        if self.english:
            return "" if self.chance.random() < 0.6 else f"{self.chance.randrange(10**8, 10**9)}"
        if self.chance.random() < 0.12:
            first, rest = self.chance.randrange(3), self.chance.randrange(10**7)
            return f"{'XYZ'[first]}{rest:07d}{people_es.LETTERS[(first * 10**7 + rest) % 23]}"
        number = self.chance.randrange(10**6, 9 * 10**7)
        return f"{number:08d}{people_es.LETTERS[number % 23]}"

    def place(self) -> tuple[str, str]:
        street, number = self.surname(), self.chance.randrange(1, 150)
        if self.english:
            town = f"{self.chance.choice(['AB', 'BS', 'CF', 'LS', 'M', 'NE', 'SW'])}{self.chance.randrange(1, 20)}"
            return f"{number} {street} {self.chance.choice(WAYS)}", f"{town} {self.chance.randrange(10)}AA"
        town = f"{self.chance.choice(['08', '15', '28', '41', '46', '50'])}{self.chance.randrange(1, 90):03d}"
        return f"{self.chance.choice(STREETS)} {street}, {number}", town

    def somebody(self, *, man: bool, first: str, second: str, year: int, given: str = "") -> Person:
        self.count += 1
        given = given or self.given(man)
        born = date(year, self.chance.randrange(1, 13), self.chance.randrange(1, 29))
        emails = [people_es.email(self.chance, given, first.split()[0], self.used)]
        if self.chance.random() < 0.12:  # the same name with another provider
            emails.append(f"{emails[0].partition('@')[0]}@{self.chance.choice(people_es.HOSTS)}")
        return Person(self.count, man, given, first, second, born, self.document(), [self.mobile()], emails)


_weights: dict[tuple[int, float], list[float]] = {}


def weights(size: int, slope: float) -> list[float]:
    if (size, slope) not in _weights:
        _weights[size, slope] = people_es.zipf(size, slope)
    return _weights[size, slope]


def households(world: World) -> Iterator[list[Person]]:
    while True:
        kind = world.chance.random()
        people = family(world) if kind < 0.8 else flatmates(world) if kind < 0.97 else firm(world)
        moved = world.place()
        for each in people:
            if world.chance.random() < 0.12:
                each.places.append(moved)
            if world.chance.random() < 0.15:
                each.phones.append(world.mobile())
        yield people


def family(world: World) -> list[Person]:
    """One, a couple, or both with children; the names as the land gives them."""
    chance, home, line = world.chance, world.place(), world.landline()
    size = chance.choices((1, 2, 3, 4, 5), (35, 25, 18, 16, 6))[0]
    year, man = chance.randrange(1938, 2003), chance.random() < 0.5
    second = "" if world.english else world.surname()
    people = [world.somebody(man=man, first=world.surname(), second=second, year=year)]
    if size > 1:
        born = min(2005, year + chance.randrange(-6, 7))
        partner = world.somebody(man=not man, first=world.surname(), second=second and world.surname(), year=born)
        if world.english and chance.random() < 0.65:
            partner.maiden, partner.first = partner.first, people[0].first
        people.append(partner)
    for _ in range(max(0, size - 2)):
        people.append(child(world, people))
    for each in people:
        each.places.append(home)
        if chance.random() < 0.5:
            each.phones.append(line)
        if each is not people[0] and chance.random() < 0.15:
            each.phones.append(people[0].phones[0])
        if each is not people[0] and chance.random() < 0.05:
            each.emails[0] = people[0].emails[0]
    return people


def child(world: World, people: list[Person]) -> Person:
    """Sometimes named after a parent, sometimes a twin."""
    chance, (one, other, *children) = world.chance, people
    man, year = chance.random() < 0.5, min(2008, max(one.born.year, other.born.year) + chance.randrange(20, 38))
    named = next((each.given for each in (one, other) if each.man == man), "") if chance.random() < 0.1 else ""
    father, mother = (one, other) if one.man else (other, one)
    second = mother.first if father.second else ""
    made = world.somebody(man=man, first=father.first, second=second, year=year, given=named)
    if children and chance.random() < 0.08:
        made.born = children[-1].born
    return made


def flatmates(world: World) -> list[Person]:
    home, people = world.place(), []
    for _ in range(world.chance.randrange(2, 5)):
        second, year = "" if world.english else world.surname(), world.chance.randrange(1975, 2006)
        one = world.somebody(man=world.chance.random() < 0.5, first=world.surname(), second=second, year=year)
        one.places.append(home)
        people.append(one)
    return people


def firm(world: World) -> list[Person]:
    """Colleagues who leave the switchboard's number, the firm's address and its mailbox."""
    where, switchboard = world.place(), world.landline()
    mailbox = f"info@{people_es.plain(world.surname())}{world.count}.example"
    people = []
    for _ in range(world.chance.choice((4, 8, 15, 30, 60))):
        second, year = "" if world.english else world.surname(), world.chance.randrange(1955, 2004)
        one = world.somebody(man=world.chance.random() < 0.5, first=world.surname(), second=second, year=year)
        one.places.append(where if world.chance.random() < 0.4 else world.place())
        one.phones.append(switchboard)
        if world.chance.random() < 0.3:
            one.emails.append(mailbox)
        people.append(one)
    return people

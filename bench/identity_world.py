"""A file of source records of made-up people: `python -m bench.identity_world --seed 11 FILE.csv`.

Another world than any given one: Spanish and English names, families, flatmates and firms; father
and son of one name, twins, wives who took a name, numbers that passed to a stranger, switchboards,
mailboxes of a couple, dummies where a form insists. Columns as `bench.identity` reads them. What
the product ships, it learned from here.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path

from bench import people_es
from bench.identity_dirt import SOURCES, Dirt, Source
from bench.identity_households import Person, World, english_names, households

COLUMNS = (
    "rid", "eid", "source", "nombre", "apellido1", "apellido2", "doc", "telefono", "email", "fecha_nac", "direccion",
    "cp",
)  # fmt: skip
def record(person: Person, source: Source, dirt: Dirt) -> dict[str, str]:
    chance = dirt.chance
    first = person.maiden if person.maiden and dirt.happens(0.2) else person.first
    given, first, second = dirt.names(person.given, first, person.second, source)
    row = {"source": source.name, "nombre": given, "apellido1": first, "apellido2": second}
    usual = [0.65, *[0.35 / max(len(person.phones) - 1, 1)] * (len(person.phones) - 1)]
    if dirt.happens(source.phone):
        row["telefono"] = dirt.phone(chance.choices(person.phones, usual)[0], source)
    if dirt.happens(source.email):
        row["email"] = dirt.email(chance.choice((person.emails[0], *person.emails)), source)
    if dirt.happens(source.document):
        row["doc"] = dirt.document(person.document)
    if dirt.happens(source.born):
        row["fecha_nac"] = dirt.born(person.born, source)
    if dirt.happens(source.address):
        street, row["cp"] = chance.choice((person.places[0], *person.places))
        row["direccion"] = dirt.word(street, source.typos)
    return row


def rows(count: int, seed: int, *, english: float = 0.3, dirt: float = 1.0) -> list[dict[str, str]]:
    """``english``: of the households, so many are."""
    chance, names = random.Random(seed), english_names()
    worlds = (
        World(chance, False, people_es.NAMES, people_es.surnames()),
        World(chance, True, names, names["surnames"]),
    )
    streams, soil, made = [households(each) for each in worlds], Dirt(chance, dirt), []
    while len(made) < count:
        which = int(chance.random() < english)
        for person in next(streams[which]):
            for source in SOURCES:
                times = (chance.random() < source.reach) + (chance.random() < source.again)
                made += [{"eid": f"{which}-{person.number}", **record(person, source, soil)} for _ in range(times)]
    chance.shuffle(made)
    return [{"rid": str(number), **each} for number, each in enumerate(made[:count])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--english", type=float, default=0.3, help="share of English households")
    parser.add_argument("--dirt", type=float, default=1.0, help="times the usual mistakes")
    chosen = parser.parse_args()
    with chosen.file.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows(chosen.records, chosen.seed, english=chosen.english, dirt=chosen.dirt))


if __name__ == "__main__":
    main()

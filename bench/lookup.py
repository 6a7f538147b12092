"""Who is meant, among a million: `python -m bench.lookup --customers 1000000`.

Builds (or with ``--database FILE`` reuses) a database of made-up people with the console's own
keys, then asks as an agent would: through `lookup.find`'s parts, each question timed. The
reference is a plain loop of rapidfuzz over 20,000 names in the same process; ``ratio`` is a
question's p95 divided by that loop's median, so it can be compared between machines.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.people_es import Someone, mistyped, people, plain
from console import clock, db, migrations
from console.customers import lookup, name_index, sounding
from console.customers.identifiers import Identifier, IdentifierKind
from console.customers.name_index import EmailKey, NameGap, NameKey, NameLine, NameWord
from console.customers.source_records import Customer, Source, SourceRecord

ASKED = 800
CHUNK = 50_000
REFERENCE = 20_000
Found = Sequence[int]
Right = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Question:
    asked: str
    right: Right


def build(count: int, seed: int) -> None:
    """Person n is customer n with record n."""
    words: dict[str, int] = {}
    everybody = enumerate(people(count, seed), 1)
    with db.transaction() as session:
        session.add(Source(id=1, key="bench", name="bench"))
    while chunk := list(islice(everybody, CHUNK)):
        with db.transaction() as session:
            write(session, chunk, words)
    with db.transaction() as session:
        for part in batched(words.items()):
            session.execute(insert(NameWord), [{"word": w, "borne": n} for w, n in part])
        for part in batched((gap, w) for w in words for gap in sounding.gaps(w)):
            session.execute(insert(NameGap), [{"gap": gap, "word": w} for gap, w in part])


def batched(items: Any) -> Iterator[list[Any]]:
    several = iter(items)
    while part := list(islice(several, CHUNK)):
        yield part


def write(session: Session, chunk: list[tuple[int, Someone]], words: dict[str, int]) -> None:
    now = clock.now()
    session.execute(insert(Customer), [{"id": n, "version": 1, "created_at": now} for n, _ in chunk])
    records, identifiers, lines, keys, emails = [], [], [], [], []
    for n, each in chunk:
        fields = {
            "name": each.name, "birth_date": each.born.isoformat(), "phones": [each.phone], "emails": [each.email],
            "document": each.document, "card": each.card,
        }  # fmt: skip
        records.append({
            "id": n, "source_id": 1, "key": str(n), "customer_id": n, "version": 1, "fields": fields, "digest": "",
            "updated_at": now, "findable": True,
        })  # fmt: skip
        known = (("phone", each.phone), ("email", each.email), ("document", each.document), ("card", each.card))
        identifiers += [{"record_id": n, "kind": IdentifierKind(kind), "value": value} for kind, value in known]
        line = name_index.line_of(n, fields)
        lines.append(line)
        for word in line["name"].split():
            words[word] = words.get(word, 0) + 1
        pairs = sounding.pair_keys(line["name"].split())
        keys += [{"key": key, "record_id": n, "name": line["name"]} for key in pairs]
        emails += [{"key": key, "record_id": n} for key in name_index.email_keys_of([each.email])]
    for table, rows in (
        (SourceRecord, records), (Identifier, identifiers), (NameLine, lines),
        (NameKey, sorted(keys, key=lambda row: row["key"])), (EmailKey, sorted(emails, key=lambda row: row["key"])),
    ):  # fmt: skip
        session.execute(insert(table), rows)


def measured(ask: Callable[[str], Found], questions: list[Question], recalls: tuple[int, ...]) -> dict[str, float]:
    taken, places = [], []
    for each in questions:
        started = time.perf_counter()
        found = ask(each.asked)
        taken.append((time.perf_counter() - started) * 1000)
        places.append(next((place for place, one in enumerate(found) if each.right(one)), 10**6))
    taken.sort()
    told = {f"recall{k}": round(sum(place < k for place in places) / len(places), 4) for k in recalls}
    return told | {f"p{p}_ms": round(taken[min(len(taken) - 1, len(taken) * p // 100)], 3) for p in (50, 95, 99)}


def reference_ms(names: list[str]) -> float:
    """The median of a loop that compares one name with ``REFERENCE`` others."""
    taken = []
    for each in names[:5]:
        started = time.perf_counter()
        for other in names:
            fuzz.token_sort_ratio(each, other)
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)[2]


def wrong_digit(number: str, chance: random.Random) -> str:
    """One of the last eight digits otherwise, or exchanged with its neighbour."""
    place = chance.randrange(4, len(number) - 1)
    if chance.random() < 0.5 and number[place] != number[place + 1]:
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    digit = chance.choice([d for d in "0123456789" if d != number[place]])
    return number[:place] + digit + number[place + 1 :]


def with_typos(someone: Someone, count: int, chance: random.Random) -> str:
    words = [someone.given, someone.first, someone.second]
    for _ in range(count):
        place = chance.randrange(3)
        words[place] = mistyped(words[place], chance)
    return plain(" ".join(words))


def spaced(number: str) -> str:
    return f"{number[3:6]} {number[6:8]} {number[8:10]} {number[10:]}"


def ask_all(session: Session, everybody: list[Someone], seed: int) -> dict[str, Any]:
    chance = random.Random(seed + 1)
    chosen = [(n + 1, everybody[n]) for n in chance.sample(range(len(everybody)), min(ASKED, len(everybody)))]
    homonyms = {n: plain(each.name) for n, each in chosen}

    def is_one(n: int) -> Callable[[int], bool]:
        return lambda found: found == n

    def of_that_name(n: int) -> Callable[[int], bool]:
        return lambda found: found == n or plain(everybody[found - 1].name) == homonyms[n]

    def one_typo(address: str) -> str:
        local, _, host = address.partition("@")
        return f"{mistyped(local, chance)}@{host}"

    def find(text: str) -> Found:
        return [each.id for each in lookup.find(session, text)]

    def asking(text: Callable[[Someone], str], right: Callable[[int], Right] = is_one) -> list[Question]:
        return [Question(text(each), right(n)) for n, each in chosen]

    def exact(text: str) -> Found:
        return lookup.by_phone(session, text).customers

    rows = {
        "phone": (exact, asking(lambda p: p.phone), (1,)),
        "phone_any_format": (find, asking(lambda p: spaced(p.phone)), (1,)),
        "phone_typo": (find, asking(lambda p: spaced(wrong_digit(p.phone, chance))), (1, 5)),
        "email": (find, asking(lambda p: p.email.upper()), (1,)),
        "email_typo": (find, asking(lambda p: one_typo(p.email)), (1, 5)),
        "document": (find, asking(lambda p: p.document.lower()), (1,)),
        "card": (find, asking(lambda p: p.card), (1,)),
        "name": (find, asking(lambda p: p.name, of_that_name), (1, 10)),
        "name_one_typo": (find, asking(lambda p: with_typos(p, 1, chance), of_that_name), (1, 10)),
        "name_two_typos": (find, asking(lambda p: with_typos(p, 2, chance), of_that_name), (1, 10)),
        "name_two_typos_exact_person": (find, asking(lambda p: with_typos(p, 2, chance)), (10,)),
        "name_one_surname": (find, asking(lambda p: f"{p.given} {p.first}", is_one), (10,)),
        "name_and_birth_date": (
            find, asking(lambda p: f"{with_typos(p, 2, chance)} {p.born:%d/%m/%Y}"), (1, 10),
        ),
    }  # fmt: skip
    answers: dict[str, Any] = {}
    for key, (ask, questions, recalls) in rows.items():
        measured(ask, questions[:50], recalls)  # pages and plans are warm on a server that runs
        answers[key] = measured(ask, questions, recalls)
        print(key, answers[key], file=sys.stderr)
    reference = reference_ms([plain(each.name) for each in everybody[:REFERENCE]])
    for told in answers.values():
        told["ratio"] = round(told["p95_ms"] / reference, 4)
    return answers | {"reference_loop": {"names": REFERENCE, "ms": round(reference, 3)}}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--customers", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=21)
    asked.add_argument("--database", type=Path, help="kept and used again")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = given.database or Path(folder) / "lookup.sqlite3"
        url = f"sqlite:///{place}"
        migrations.upgrade(url)
        db.connect(url)
        started = time.perf_counter()
        with db.reading() as session:
            built = session.scalar(select(Source.id).limit(1)) is not None
        if not built:
            build(given.customers, given.seed)
        seconds = time.perf_counter() - started
        everybody = list(people(given.customers, given.seed))
        with db.reading() as session:
            answers = ask_all(session, everybody, given.seed)
        told = {
            "customers": given.customers, "asked": ASKED, "seed": given.seed, "build_s": round(seconds, 1),
            "database_mb": round(place.stat().st_size / 2**20), "surnames": len({p.first for p in everybody}),
        }  # fmt: skip
        print(json.dumps(told | answers, indent=1))
        db.disconnect()


if __name__ == "__main__":
    main()

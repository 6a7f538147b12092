"""How fast a file becomes people, and how long it keeps others from writing: `python -m bench.importing`.

Through the door that an upload takes (`import_jobs.receive`) and the worker's own round, in a database of its own:
ordinary records first (`bench.identity_world`), then a switchboard, that is as many strangers with one phone, one
mailbox and one address. Prints one JSON object. ``write_ms``: how long the write lock was held, by transaction.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, func, select

from bench import identity_world
from console import db, migrations, worker
from console.customers import import_jobs, review
from console.customers.source_records import Source, SourceRecord
from console.db import reading
from console.worker import Worker

COLUMNS = ("key", "name", "phones", "emails", "document", "birth_date", "address", "postcode")
NOTICED_MS = 50
SWITCHBOARD, MAILBOX, ADDRESS = "+34933000100", "info@switchboard.example", ("Calle Mayor, 1", "08001")
Rows = list[dict[str, str]]


class Held:
    """How long each write transaction held the lock, on the wall and of the processor's time: the first grows
    with whatever else the machine does."""

    def __init__(self, engine: Engine):
        self.wall: list[float] = []
        self.processor: list[float] = []
        self.since: dict[int, tuple[float, float]] = {}
        event.listen(engine, "begin", self.begun)
        event.listen(engine, "checkin", self.ended)  # once COMMIT is done as well

    def begun(self, connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            self.since[id(connection.connection.dbapi_connection)] = time.perf_counter(), time.thread_time()

    def ended(self, connection: object, _: object) -> None:
        began = self.since.pop(id(connection), None)
        if began is not None:
            self.wall.append(1000 * (time.perf_counter() - began[0]))
            self.processor.append(1000 * (time.thread_time() - began[1]))

    def summary(self) -> dict[str, Any]:
        found = {"write_ms": spread(self.wall), "write_processor_ms": spread(self.processor)}
        self.wall, self.processor = [], []
        return found


def spread(values: list[float]) -> dict[str, float]:
    order = sorted(values) or [0.0]
    found = {
        "transactions": len(order), "p50": order[len(order) // 2], "p99": order[len(order) * 99 // 100],
        "longest": order[-1], f"over_{NOTICED_MS}": sum(each > NOTICED_MS for each in order),
    }  # fmt: skip
    return {name: round(each, 1) for name, each in found.items()}


def ordinary(records: int, seed: int) -> dict[str, Rows]:
    """By source, as each would export it."""
    files: dict[str, Rows] = defaultdict(list)
    for row in identity_world.rows(records, seed):
        files[row["source"]].append(columns(row))
    return files


def columns(row: dict[str, str]) -> dict[str, str]:
    name = " ".join(row[each] for each in ("nombre", "apellido1", "apellido2") if row.get(each))
    said = (row["rid"], name, row.get("telefono"), row.get("email"), row.get("doc"), row.get("fecha_nac"),
            row.get("direccion"), row.get("cp"))  # fmt: skip
    return {name: each or "" for name, each in zip(COLUMNS, said, strict=True)}


def switchboard(records: int, seed: int) -> dict[str, Rows]:
    """One record each of people who never met."""
    people = {row["eid"]: row for row in identity_world.rows(5 * records, seed)}
    strangers = [columns(row) for row in list(people.values())[:records]]
    shared = {"phones": SWITCHBOARD, "emails": MAILBOX, "address": ADDRESS[0], "postcode": ADDRESS[1]}
    return {"office": [{**each, **shared} for each in strangers]}


def as_text(rows: Rows) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def taken_in(files: dict[str, Rows], held: Held) -> dict[str, Any]:
    """Received, taken in, indexed and compared, until nothing waits."""
    many = sum(len(rows) for rows in files.values())
    before, began, cpu = cases(), time.perf_counter(), time.process_time()
    jobs = [import_jobs.receive(source, "people", as_text(rows), file=f"{source}.csv", dry=False, by_id=None)
            for source, rows in files.items()]  # fmt: skip
    work = Worker({}, dict(worker.APART))
    stored: float | None = None
    while any(work.many(kind) for kind in work.apart) or waiting():
        if stored is None and all(ended(each) for each in jobs):
            stored = time.perf_counter() - began
    work.stop()
    seconds = time.perf_counter() - began
    return {
        "records": many, "seconds": round(seconds, 1), "cpu_s": round(time.process_time() - cpu, 1),
        "stored_s": round(stored or seconds, 1), "records_per_s": round(many / seconds),
        "refused": sum(job.refused for each in jobs if (job := import_jobs.look(each))),
        "profiles": profiles(files), "cases": cases() - before,
        **held.summary(),
    }  # fmt: skip


def ended(job_id: int) -> bool:
    job = import_jobs.look(job_id)
    return job is not None and job.state in import_jobs.ENDED


def waiting() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).where(SourceRecord.matched.is_(False))) or 0


def profiles(sources: Iterable[str]) -> int:
    """Of how many people these sources' records are, by the matcher."""
    ours = select(SourceRecord.customer_id).distinct().join(Source).where(Source.key.in_(list(sources)))
    with reading() as session:
        return len(session.scalars(ours).all())


def cases() -> int:
    with reading() as session:
        return review.waiting(session)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000, help="ordinary ones")
    parser.add_argument("--switchboard", type=int, default=4_000, help="strangers with one phone")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--database", help="a database to write into, empty; else SQLite in a folder of its own")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.database or f"sqlite:///{Path(folder) / 'bench.db'}"
        migrations.upgrade(url)
        held = Held(db.connect(url))
        result = {
            "ordinary": taken_in(ordinary(chosen.records, chosen.seed), held),
            "switchboard": taken_in(switchboard(chosen.switchboard, chosen.seed + 1), held),
        }
        db.disconnect()
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()

"""How long a page of somebody's history takes: `python -m bench.timeline --entries 10000`.

One customer with a long history over four records, one with a hundred entries, and a crowd around them, in a
database of their own. Then, through the console's own HTTP door, the pages an agent turns: the newest, one in
the middle, the oldest, only claims (rare), and what the desk shows at ring. ``ratio`` is the long history's
median divided by the short one's: near 1 says that length costs nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import insert

from console import clock, db, migrations
from console.agents import signing_in, states
from console.agents.agent import Agent, AgentSkill, AgentState, Role
from console.app import create_app
from console.config import Config
from console.contacts import assignment, waiting
from console.contacts.contact import Channel, Contact, ContactState, Purpose, Queue, Ring
from console.customers import source_records
from console.customers.source_records import Customer, SourceRecord
from console.customers.timeline import TimelineEntry
from console.db import reading, transaction
from console.desk import customer_rows

KINDS = ("call", "chat", "purchase", "purchase", "purchase", "note", "offer")
RARE = "claim"
TURNS, WARM = 60, 5
LONG, SHORT = "+34600000001", "+34600000002"
CHUNK = 20_000
PASSWORD = "correct horse battery"


def build(entries: int, crowd: int, seed: int) -> None:
    chance = random.Random(seed)
    with transaction() as session:
        own = {
            each: source_records.new_person(session, name=f"Persona {each[-1]}", phone=each)
            for each in (LONG, SHORT)
        }  # fmt: skip
        for key in ("crm", "loyalty", "shop"):
            record = SourceRecord(source=source_records.source(session, key), key="1", version=0)
            source_records.take_version(record, {"name": "Persona 1"}, {"name": "Persona 1"}, "bench")
            record.customer = session.get_one(Customer, own[LONG].customer_id)
            session.add(record)
        others = [source_records.new_person(session, name=f"Otra {n}").id for n in range(50)]
        session.flush()
        long = [each.id for each in own[LONG].customer.records]
        short = [own[SHORT].id]
    write(chance, long, entries)
    write(chance, short, 100)
    write(chance, others, crowd)


def write(chance: random.Random, records: list[int], count: int) -> None:
    now = clock.now()
    for first in range(0, count, CHUNK):
        rows = [
            {
                "record_id": chance.choice(records), "key": f"b{n}",
                "at": now - timedelta(minutes=chance.randrange(5 * 365 * 24 * 60)),
                "kind": RARE if n % 1000 == 999 else chance.choice(KINDS),
                "title": {"code": "text", "facts": {"text": f"Lo que pasó, número {n}"}}, "detail": None, "by": "Ada",
            }
            for n in range(first, min(first + CHUNK, count))
        ]  # fmt: skip
        with transaction() as session:
            session.execute(insert(TimelineEntry), rows)


def on_a_call(agent_id: int, queue_id: int, caller: str) -> int:
    with transaction() as session:
        contact = waiting.arrive(
            session, provider="simulator", provider_key=str(uuid4()), queue=session.get_one(Queue, queue_id),
            caller=caller,
        )  # fmt: skip
        session.flush()
        contact.state, contact.rung_at = ContactState.RINGING, clock.now()
        session.add(Ring(contact_id=contact.id, agent_id=agent_id, at=clock.now()))
        session.flush()
        assignment.accept(session, contact, by=session.get_one(Agent, agent_id))
        return contact.id


def desk(folder: Path, url: str) -> tuple[FlaskClient, list[int]]:
    """Two agents, each on a call with one of the two; the client of the first, then of the second."""
    app = create_app(Config(data=folder, database_url=url, secret="s" * 32), async_mode="threading")
    with transaction() as session:
        queue = Queue(
            key="q", name_es="q", name_en="q", channel=Channel.PHONE, purpose=Purpose.SERVICE, line="+34900000000",
            skill="s", greeting_es="Hola", greeting_en="Hello",
        )  # fmt: skip
        session.add(queue)
        made = signing_in.add_agent(
            session, username="ada", name="Ada", password=PASSWORD, role=Role.AGENT, language="es"
        )
        made.skills = [AgentSkill(skill="s")]
        session.flush()
        queue_id, agent_id = queue.id, made.id
    with transaction() as session:
        states.choose(session, session.get_one(Agent, agent_id), AgentState.AVAILABLE)
    client = app.test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    client.post("/sign-in", data={"username": "ada", "password": PASSWORD, "csrf_token": token})
    contacts = []
    for phone in (LONG, SHORT):
        contacts.append(on_a_call(agent_id, queue_id, phone))
        with transaction() as session:  # both at once: the bench turns pages, it doesn't talk
            session.get_one(Agent, agent_id).state = AgentState.AVAILABLE
            session.get_one(Contact, contacts[-1]).slot = len(contacts)
    return client, contacts


def timed(what: Callable[[], Any]) -> dict[str, float]:
    took = []
    for turn in range(TURNS + WARM):
        began = time.perf_counter()
        what()
        if turn >= WARM:
            took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return {"p50_ms": round(took[len(took) // 2], 2), "p95_ms": round(took[int(len(took) * 0.95)], 2)}


def pages(client: FlaskClient, contact_id: int, customer_id: int) -> dict[str, dict[str, float]]:
    def turn(before: dict[str, Any] | None = None, kinds: str = "") -> list[dict[str, Any]]:
        asked = {"kinds": kinds} | ({"before": before["at"], "id": before["id"]} if before else {})
        answer = client.get(f"/contacts/{contact_id}/timeline", query_string=asked)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        found: list[dict[str, Any]] = answer.get_json()
        return found

    whole, last = [], None
    while page := turn(last):
        whole += page
        last = page[-1]
    assert len({each["id"] for each in whole}) == len(whole)
    middle, oldest = whole[len(whole) // 2], whole[-min(len(whole), 50)]

    def at_ring() -> None:
        with reading() as session:
            customer_rows.customer_row(session, customer_id)

    return {
        "newest": timed(turn), "middle": timed(lambda: turn(middle)), "oldest": timed(lambda: turn(oldest)),
        "rare": timed(lambda: turn(kinds=RARE)), "at_ring": timed(at_ring),
    }  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--entries", type=int, default=10_000)
    asked.add_argument("--crowd", type=int, default=200_000, help="entries of everybody else")
    asked.add_argument("--seed", type=int, default=21)
    asked.add_argument("--database", default="", help="postgresql+psycopg://… of an empty database; else SQLite")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{Path(folder) / 'timeline.sqlite3'}"
        migrations.upgrade(url)
        db.connect(url)
        build(given.entries, given.crowd, given.seed)
        client, contacts = desk(Path(folder), url)
        people = []
        with reading() as session:
            for each in contacts:
                record = session.get_one(Contact, each).record
                assert record is not None
                people.append(record.customer_id)
        long, short = (pages(client, *each) for each in zip(contacts, people, strict=True))
        ratio = {name: round(long[name]["p50_ms"] / short[name]["p50_ms"], 2) for name in long}
        told = {"entries": given.entries, "crowd": given.crowd, "database": url.split(":")[0]}
        print(json.dumps(told | {"pages": long, "short": short, "ratio": ratio}, indent=1))
        db.disconnect()


if __name__ == "__main__":
    main()

"""How soon an outcome has taught the model, with several processes that may learn.

    python -m bench.learning [--database URL] [--workers 2] [--outcomes 100] [--every 0.2]

People call, a decision is made, and what came of its offer is committed; workers of their own processes
learn it. ``delay`` is from the outcome's commit until the version that knows it is written. The database
must be empty; without one it is SQLite in a folder of its own. The demo's twelve offers are live.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console import clock, db, migrations
from console.agents.agent import Agent, Role
from console.contacts import waiting
from console.contacts.contact import Certainty, Channel, Purpose, Queue
from console.customers import consent, source_records
from console.customers.consent import ConsentAct
from console.customers.purchases import Purchase, PurchaseLine
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from console.demo import offers
from console.offers import decisions, learning
from console.offers.model_versions import ModelVersion
from console.offers.told import Outcome, Result

SETTLED = 20
"""Seconds given to the workers to count, index and train what a new database brings."""


def floor(session: Session) -> tuple[int, int]:
    """The offers, a sales line and somebody who answers it; the line and the agent."""
    agent, approver = (
        Agent(username=name, name=name, first_name=name, password_hash="", role=role, since=clock.now())
        for name, role in (("ada", Role.AGENT), ("cleo", Role.SUPERVISOR))
    )
    queue = Queue(
        key="sales", name_es="Ventas", name_en="Sales", channel=Channel.PHONE, purpose=Purpose.SALES,
        line="+34900555030", skill="wine", greeting_es="Hola", greeting_en="Hello",
    )  # fmt: skip
    session.add_all([agent, approver, queue])
    session.flush()
    offers.load(session)
    return queue.id, agent.id


def somebody(session: Session, number: int) -> SourceRecord:
    """Who buys Somontano and said yes to everything."""
    record = source_records.new_person(session, name=f"Ana Numero {number}", phone=f"+3462244{number:04}")
    for nth in range(12):
        line = PurchaseLine(position=0, product="Somontano crianza", category="wine", cents=695)
        at = clock.now() - timedelta(days=6 + nth)
        session.add(Purchase(record_id=record.id, number=f"{number}-{nth}", at=at, amount_cents=695, lines=[line]))
    for purpose in (consent.OFFERS, consent.PROFILING):
        said = ConsentAct(
            key=f"{purpose}-{number}", purpose=purpose, channel=None, given=True, how="a call", wording="May we?",
            at=clock.now(),
        )  # fmt: skip
        consent.record_act(session, record, said)
    return record


def told(queue_id: int, agent_id: int, number: int) -> bool:
    """A call, the decision made on it, and what came of its offer; False when none was proposed, as to
    the two in a hundred who are only compared with."""
    with transaction() as session:
        record = somebody(session, number)
        contact = waiting.arrive(
            session, provider="bench", provider_key=str(number), queue=session.get_one(Queue, queue_id),
            caller=None, line="+34900555030",
        )  # fmt: skip
        contact.record_id, contact.certainty = record.id, Certainty.VERIFIED
        session.flush()
        session.expire(contact)
        chosen = decisions.decide(session, contact).offer_id
        contact_id, record_id = contact.id, record.id
    if chosen is None:
        return False
    with transaction() as session:
        outcome = Outcome(
            contact_id=contact_id, offer_id=chosen, record_id=record_id, agent_id=agent_id, category="wine",
            result=Result.ACCEPTED if number % 2 == 0 else Result.REJECTED, at=clock.now(),
        )  # fmt: skip
        session.add(outcome)
        learning.wish(session, outcome)
    return True


def worker(folder: Path, url: str) -> subprocess.Popen[bytes]:
    folder.mkdir()
    environment = os.environ | {"DATABASE_URL": url, "CONSOLE_DATA": str(folder), "CONSOLE_LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-W", "ignore", "-m", "console.cli", "worker"]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE)


def learnt() -> int:
    with reading() as session:
        return session.scalar(select(func.max(ModelVersion.learnt))) or 0


def delays() -> list[float]:
    """Seconds, of each outcome; they are learnt in the order in which they came."""
    with reading() as session:
        versions = session.execute(
            select(ModelVersion.learnt, ModelVersion.at).order_by(ModelVersion.version)
        ).all()
        said = session.scalars(select(Outcome.at).order_by(Outcome.id)).all()
    return [(next(at for known, at in versions if known > n) - when).total_seconds() for n, when in enumerate(said)]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--database")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--outcomes", type=int, default=100)
    asked.add_argument("--every", type=float, default=0.2)
    how = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = how.database or f"sqlite:///{folder}/console.sqlite3"
        migrations.upgrade(url)
        db.connect(url)
        with transaction() as session:
            queue_id, agent_id = floor(session)
        workers = [worker(Path(folder) / str(n), url) for n in range(how.workers)]
        try:
            number = said = 0
            while said < how.outcomes:
                said, number = said + told(queue_id, agent_id, number), number + 1
                if said == 1:
                    while not learnt():
                        time.sleep(0.1)
                    time.sleep(SETTLED)
                time.sleep(how.every)
            while learnt() < how.outcomes:
                time.sleep(0.1)
            found = delays()[1:]  # the first waited for the workers to start
        finally:
            for each in workers:
                each.kill()
                each.communicate()
        print(json.dumps({
            "delay": {f"p{share}_s": round(float(np.quantile(found, share / 100)), 3) for share in (50, 95, 99)},
            "most_s": round(max(found), 3), "outcomes": len(found), "workers": how.workers,
            "database": url.partition(":")[0], "load": round(os.getloadavg()[0], 1),
        }))  # fmt: skip
        db.disconnect()


if __name__ == "__main__":
    main()

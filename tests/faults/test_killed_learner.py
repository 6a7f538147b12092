"""Two processes learn from outcomes on one PostgreSQL, and one of them is killed in the middle: each outcome
teaches once, the versions follow each other, and a process that starts later foretells the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from console import db
from console.agents.agent import AgentState
from console.contacts import wrapping_up
from console.contacts.contact import Contact, Disposition
from console.customers import source_records
from console.db import reading, transaction
from console.offers import model_versions, outcomes
from console.offers.catalogue import Offer
from console.offers.model_versions import ModelVersion, Pen
from console.offers.told import Outcome, Result
from tests.offers import people
from tests.offers.people import Floor, calls, decides, does, floor
from tests.server import ROOT, until

CALLS = 6


@pytest.fixture
def there(postgresql_url: str) -> Iterator[Floor]:
    db.connect(postgresql_url)
    yield floor()
    db.disconnect()


def worker(folder: Path, url: str) -> subprocess.Popen[bytes]:
    folder.mkdir()
    environment = os.environ | {
        "DATABASE_URL": url, "CONSOLE_DATA": str(folder), "CONSOLE_LOG_LEVEL": "ERROR", "PYTHONPATH": str(ROOT)
    }
    command = [sys.executable, "-W", "ignore", "-m", "console.cli", "worker"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE)


def somebody(number: int) -> str:
    """A customer like Juan, by their phone."""
    phone = f"+3462244{number:04}"
    with transaction() as session:
        record = source_records.new_person(session, name=f"Ana Numero {number}", phone=phone)
        for nth in range(12):
            people.buys(session, record, nth + 12 * number, "Somontano crianza" if nth < 7 else "Rioja joven", "wine")
        people.agrees(session, record)
    return phone


def told_on_a_call(there: Floor, caller: str, result: Result) -> None:
    """They call, are told of what was decided on, and Dan writes down what came of it."""
    contact = calls(there, caller=caller)
    people.verifies(there, contact)
    chosen = decides(contact).offer_id
    with reading() as session:
        offer = session.get_one(Offer, chosen)
    does(contact, there.dan, lambda s, c, a: outcomes.write(s, c, by=a, offer=s.merge(offer), result=result))
    does(contact, there.dan, lambda s, c, a: wrapping_up.hang_up(s, c, by=a))
    with reading() as session:
        queue = session.get_one(Contact, contact).queue_id
        code = session.scalars(select(Disposition.code).where(Disposition.queue_id == queue)).first()
    assert code is not None
    does(contact, there.dan, lambda s, c, a: wrapping_up.wrap_up(
        s, c, by=a, disposition=code, follow_up=None, next_state=AgentState.AVAILABLE,
    ))  # fmt: skip


def learnt() -> int:
    with reading() as session:
        return model_versions.current(session).model.learnt


@pytest.mark.slow
def test_each_outcome_teaches_once_though_one_of_two_learners_is_killed(
    there: Floor, postgresql_url: str, tmp_path: Path
) -> None:
    learners = [worker(tmp_path / name, postgresql_url) for name in ("one", "two")]
    try:
        for number in range(CALLS):
            told_on_a_call(there, somebody(number), Result.ACCEPTED if number % 3 == 0 else Result.LATER)
            if number == CALLS // 2:
                until(lambda: learnt() > 0, seconds=60)
                learners[0].kill()
        until(lambda: learnt() == CALLS, seconds=60)
    finally:
        for each in learners:
            each.kill()
            each.communicate()
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Outcome)) == CALLS
        versions = session.scalars(select(ModelVersion).order_by(ModelVersion.version)).all()
        newest = session.get_one(Pen, 1).version
    assert [each.version for each in versions] == list(range(1, newest + 1))
    assert [each.learnt for each in versions] == sorted({each.learnt for each in versions})
    assert versions[-1].learnt == CALLS

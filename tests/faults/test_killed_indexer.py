"""The indexer is killed at any moment: nothing published is missing afterwards, nothing retired is found."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from console import db
from console.knowledge import articles, index, search
from console.worker import APART, Worker

INDEXER = """
import sys
from pathlib import Path
from console import db
from console.knowledge import index
from console.worker import APART, Worker
db.connect(sys.argv[1])
index.open_at(Path(sys.argv[2]))
worker = Worker({}, APART)
print("ready", flush=True)
while True:
    worker.work_off()
"""


def found(word: str) -> list[int]:
    with db.reading() as session:
        return [each.version.article_id for each in search.search(session, word, language="es", limit=60).results]


def write(round_: int) -> tuple[int, int]:
    """One article more, and one retired that was published before: their ids."""
    with db.transaction() as session:
        made = articles.publish(session, key=f"new {round_}", language="es", title=f"Zumaque {round_}", body="Seco.")
        gone = articles.publish(session, key=f"gone {round_}", language="es", title=f"Zumaque {round_}", body="Fresco.")
    with db.transaction() as session:
        articles.retire(session, session.get_one(articles.Article, gone.id))
    return made.id, gone.id


@pytest.mark.slow
def test_killed_at_any_moment_it_recovers(store_url: str, store: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    folder = tmp_path / "index"
    index.open_at(folder)
    made, gone = [], []
    for round_ in range(6):
        command = [sys.executable, "-c", INDEXER, store_url, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as indexer:
            assert indexer.stdout is not None
            assert indexer.stdout.readline() == "ready\n"
            for number in range(chance.randrange(1, 6)):
                new, old = write(round_ * 10 + number)
                made.append(new)
                gone.append(old)
            indexer.send_signal(signal.SIGKILL)
        # Whatever it was doing: nothing retired is found, not even before anybody repairs anything.
        assert not set(found("zumaque")) & set(gone)
    worker = Worker({}, APART)
    worker.work_off()
    worker.stop()
    assert sorted(found("zumaque")) == sorted(made)
    assert index.look()[0].num_docs == len(made)

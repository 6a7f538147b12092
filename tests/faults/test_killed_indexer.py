"""The indexer is killed at any moment: nothing published is missing afterwards, nothing retired is found."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from console import db
from console.knowledge import articles, index, search
from console.worker import APART, Worker

INDEXER = """
import os, signal, sys
from pathlib import Path
from console import db, due
from console.knowledge import index, indexing
from console.worker import APART, Worker

def dies(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def then_dies(what):
    def done(*args, **more):
        what(*args, **more)
        dies()
    return done

match sys.argv[3]:
    case "taken, nothing written": APART["knowledge.index"] = dies
    case "old ones out, none in": indexing.add = dies
    case "all in, nothing committed": indexing.add = then_dies(indexing.add)
    case "committed, still due": due.finish = dies
    case "no longer due, not committed": due.finish = then_dies(due.finish)
db.connect(sys.argv[1])
index.open_at(Path(sys.argv[2]))
worker = Worker({}, APART)
print("ready", flush=True)
while True:
    worker.work_off()
"""
POINTS = (
    "taken, nothing written", "old ones out, none in", "all in, nothing committed", "committed, still due",
    "no longer due, not committed",
)  # fmt: skip
AT_RANDOM = 3


def found(word: str) -> list[int]:
    with db.reading() as session:
        return [each.version.article_id for each in search.search(session, word, language="es", limit=60).results]


def write(number: int) -> tuple[int, int]:
    """One article more, and one retired that was published before: their ids."""
    with db.transaction() as session:
        made = articles.publish(session, key=f"new {number}", language="es", title=f"Zumaque {number}", body="Seco.")
        gone = articles.publish(session, key=f"gone {number}", language="es", title=f"Zumaque {number}", body="Fresco.")
    with db.transaction() as session:
        articles.retire(session, session.get_one(articles.Article, gone.id))
    return made.id, gone.id


@contextmanager
def indexer(store_url: str, folder: Path, dies_at: str = "") -> Iterator[subprocess.Popen[str]]:
    """At work in a process of its own."""
    command = [sys.executable, "-c", INDEXER, store_url, str(folder), dies_at]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        yield running


@pytest.mark.slow
def test_killed_at_any_moment_it_recovers(store_url: str, store: str, tmp_path: Path) -> None:
    chance, folder = random.Random(7), tmp_path / "index"
    index.open_at(folder)
    made, gone = [], []

    def more() -> None:
        new, old = write(len(made))
        made.append(new)
        gone.append(old)

    def nothing_retired_is_found() -> None:
        assert not set(found("zumaque")) & set(gone)  # not even before anybody repairs anything

    more()
    Worker({}, APART).work_off()  # so that each point below meets an index with something in it
    for point in POINTS:
        with indexer(store_url, folder, point) as running:
            more()
            assert running.wait(60) == -signal.SIGKILL, point
        nothing_retired_is_found()
    for _ in range(AT_RANDOM):
        with indexer(store_url, folder) as running:
            for _ in range(chance.randrange(1, 6)):
                more()
            running.send_signal(signal.SIGKILL)
        nothing_retired_is_found()
    shutil.rmtree(folder)  # and while all is made again
    with indexer(store_url, folder, "all in, nothing committed") as running:
        more()
        assert running.wait(60) == -signal.SIGKILL
    index.open_at(folder)
    assert found("zumaque") == []
    worker = Worker({}, APART)
    worker.work_off()
    worker.stop()
    assert sorted(found("zumaque")) == sorted(made)
    assert index.look()[0].num_docs == len(made)

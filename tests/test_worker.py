"""What has fallen due is done once; what fails is put off, and holds nobody else up."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from console import clock, due
from console.contacts import training
from console.customers import import_jobs
from console.db import reading, transaction
from console.worker import APART, HEAVY, LEARNING, Worker, heavy_workers
from tests.server import until

pytestmark = pytest.mark.usefixtures("store")


def wish(*kinds: str) -> None:
    for kind in kinds:
        with transaction() as session:
            due.add(session, kind)


def left() -> list[tuple[str, int]]:
    with reading() as session:
        return [(each.kind, each.attempts) for each in session.query(due.Due).order_by(due.Due.id)]


def test_what_fails_is_put_off_and_the_next_is_done() -> None:
    done: list[str] = []

    def fails(session: Session, row: due.Due) -> None:
        raise RuntimeError("not today")

    worker = Worker({"broken": fails, "fine": lambda session, row: done.append(row.kind)})
    wish("broken", "fine")
    worker.work_off()
    worker.stop()
    assert done == ["fine"]
    assert left() == [("broken", 1)]


def test_what_was_put_off_is_tried_again_when_its_time_comes() -> None:
    tries: list[int] = []

    def fails_once(session: Session, row: due.Due) -> None:
        tries.append(row.attempts)
        if len(tries) == 1:
            raise RuntimeError("not yet")

    worker = Worker({"late": fails_once})
    wish("late")
    worker.work_off()
    assert tries == [0]
    clock.advance(timedelta(seconds=2))
    worker.work_off()
    worker.stop()
    assert tries == [0, 1]
    assert left() == []


def test_when_nothing_can_be_claimed_the_round_ends_instead_of_spinning(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_database(session: Session, kinds: list[str]) -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr(due, "claim", no_database)
    worker = Worker({"fine": lambda session, row: None})
    with pytest.raises(RuntimeError, match="away"):
        worker.work_off()
    worker.stop()


def test_however_often_it_failed_the_pause_stays_at_ten_minutes() -> None:
    wish("broken")
    with transaction() as session:
        session.query(due.Due).one().attempts = 10_000
    with transaction() as session:
        due.put_off(session, 1)
    with reading() as session:
        wait = session.query(due.Due).one().due_at - clock.now()
    assert timedelta(minutes=9) < wait <= due.LONGEST_PAUSE


def test_what_is_done_apart_holds_no_other_writer_up_and_a_new_wish_is_not_lost() -> None:
    seen: list[list[object]] = []

    def meanwhile(session: Session, wishes: list[dict[str, object]]) -> None:
        seen.append([each["article"] for each in wishes])
        if len(seen) == 1:  # somebody writes while we are at it, and wishes the same again
            with transaction() as other:
                due.add(other, "slow", once="7", article=8)

    worker = Worker({}, {"slow": meanwhile})
    with transaction() as session:
        due.add(session, "slow", once="7", article=7)
        due.add(session, "slow", once="9", article=9)
    worker.work_off()
    worker.stop()
    assert seen == [[7, 9], [8]]
    assert left() == []


def test_what_is_done_apart_is_done_by_one_of_two_workers() -> None:
    """Each with connections of its own; what is wished meanwhile waits for whoever has the kind in hand."""
    begun, may_end = threading.Event(), threading.Event()
    seen: list[str] = []

    def by(name: str) -> Worker:
        def nightly(session: Session, wishes: list[dict[str, object]]) -> None:
            seen.append(name)
            begun.set()
            assert may_end.wait(20)

        return Worker({}, {"nightly": nightly})

    one, other = by("one"), by("other")
    wish("nightly")
    beside = threading.Thread(target=one.work_off)
    beside.start()
    assert begun.wait(20)
    wish("nightly")
    assert other.work_off() == 0
    may_end.set()
    beside.join(20)
    assert (seen, left()) == (["one", "one"], [])
    wish("nightly")
    assert (other.work_off(), seen[-1]) == (1, "other")
    one.stop()
    other.stop()


def test_whoever_is_killed_has_nothing_in_hand_any_more(store_url: str) -> None:
    """A process of its own, as a worker is."""
    holding = (
        "import sys; from console import db, due; db.connect(sys.argv[1])\n"
        "with due.in_hand('nightly') as mine: print(mine, flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen([sys.executable, "-c", holding, store_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None and other.stdout.readline() == b"True\n"
    with due.in_hand("nightly") as mine, due.in_hand("weekly") as another:
        assert (mine, another) == (False, True)
    other.kill()
    other.communicate()
    until(free)


def free() -> bool:
    with due.in_hand("nightly") as mine:
        return mine


def test_what_fails_apart_is_put_off_and_tried_again() -> None:
    tries: list[int] = []

    def fails_once(session: Session, wishes: list[dict[str, object]]) -> None:
        tries.append(len(wishes))
        if len(tries) == 1:
            raise RuntimeError("not yet")

    worker = Worker({}, {"slow": fails_once})
    wish("slow", "slow")
    worker.work_off()
    assert left() == [("slow", 1), ("slow", 1)]
    clock.advance(timedelta(seconds=2))
    worker.work_off()
    worker.stop()
    assert (tries, left()) == ([2, 2], [])


def test_every_kind_of_heavy_work_is_with_one_worker() -> None:
    workers = heavy_workers()
    kinds = sorted(kind for each in workers for kind in (*each.handlers, *each.apart))
    for each in workers:
        each.stop()
    assert kinds == sorted([*HEAVY, *LEARNING, *APART])


def test_a_file_is_taken_in_while_something_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    learning, enough = threading.Event(), threading.Event()
    taken_in = threading.Event()

    def trains(session: Session, facts: list[dict[str, object]]) -> None:
        learning.set()
        enough.wait(30)

    monkeypatch.setitem(APART, training.TRAIN, trains)
    monkeypatch.setitem(APART, import_jobs.KIND, lambda session, facts: taken_in.set())
    wish(training.TRAIN)
    workers = heavy_workers()
    threads = [threading.Thread(target=each.keep_working) for each in workers]
    for each in threads:
        each.start()
    try:
        assert learning.wait(20)
        wish(import_jobs.KIND)
        assert taken_in.wait(20)
    finally:
        enough.set()
        for worker, thread in zip(workers, threads, strict=True):
            worker.stop()
            thread.join()

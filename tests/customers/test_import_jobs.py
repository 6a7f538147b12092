"""A large file is taken in by the worker: killed anywhere it goes on exactly where it was."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from console import clock
from console.customers import import_jobs, import_work, importing
from console.customers.import_jobs import ImportJob, ImportPiece, ImportProblem, ImportState
from console.customers.source_records import SourceRecord, SourceRecordVersion
from console.db import reading, transaction
from console.due import Due
from console.worker import APART, Worker
from tests.customers.exporting import PEOPLE

ROWS = 120
BAD = "x99,Bob Gómez,,,,31/02/1987,\n,Cleo Ruiz,,,,,\n"


def people(many: int = ROWS) -> str:
    return PEOPLE + "".join(f"{n},Ada Lovelace {chr(65 + n % 26)}lfa,,,,,\n" for n in range(many)) + BAD


def send(text: str, *, kind: str = "people", dry: bool = False) -> int:
    return import_jobs.receive("crm", kind, text, file="people.csv", dry=dry, by_id=None)


def work() -> None:
    worker = Worker({}, {import_jobs.KIND: APART[import_jobs.KIND]})
    worker.work_off()
    worker.stop()


def look(job_id: int) -> ImportJob:
    found = import_jobs.look(job_id)
    assert found is not None
    return found


def count(table: type) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def assert_all_in_once(job_id: int) -> None:
    job = look(job_id)
    assert (job.state, job.total, job.done) == (ImportState.DONE, ROWS + 2, ROWS + 2)
    assert (job.new, job.changed, job.same, job.refused, job.left_out) == (ROWS + 1, 0, 0, 1, 1)
    assert [(each.line, each.field, each.whole) for each in job.problems] == [
        (ROWS + 2, "birth_date", False), (ROWS + 3, "key", True),
    ]  # fmt: skip
    assert count(SourceRecord) == count(SourceRecordVersion) == ROWS + 1
    assert count(ImportPiece) == 0


def test_a_job_is_done_and_its_text_is_gone(store: str) -> None:
    job_id = send(people())
    assert (look(job_id).state, count(ImportPiece)) == (ImportState.WAITING, 1)
    work()
    assert_all_in_once(job_id)
    with reading() as session:
        assert session.scalars(select(Due).where(Due.kind == import_jobs.KIND)).all() == []


def test_a_batch_that_raises_leaves_the_ones_before_it_and_is_done_again(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id, takes, right = send(people()), [0], importing.take_in

    def raise_at_the_third(*args: object) -> object:
        takes[0] += 1
        taken = list(right(*args))  # type: ignore[arg-type]
        if takes[0] == 3:
            raise RuntimeError("the power failed")
        return iter(taken)

    monkeypatch.setattr(importing, "take_in", raise_at_the_third)
    work()
    stopped = look(job_id)
    assert stopped.state is ImportState.WORKING
    assert 0 < stopped.done == stopped.new == count(SourceRecord) < ROWS
    with transaction() as session:  # what was put off is due now
        for row in session.scalars(select(Due).where(Due.kind == import_jobs.KIND)):
            row.due_at = clock.now()
    work()
    assert_all_in_once(job_id)


KILLED = """
import os, signal, sys
from console import db
from console.customers import import_work
from console.worker import APART, Worker
db.connect(sys.argv[1])
right, takes = import_work.take, 0
def take(*args):
    global takes
    takes += 1
    if takes == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return right(*args)
import_work.take = take
Worker({}, {"customers.import": APART["customers.import"]}).work_off()
"""


def test_a_killed_worker_is_followed_by_one_that_goes_on_where_it_was(store_url: str, store: str) -> None:
    job_id = send(people())
    killed = subprocess.run([sys.executable, "-c", KILLED, store_url], check=False)
    assert killed.returncode == -signal.SIGKILL
    stopped = look(job_id)
    assert 0 < stopped.done == count(SourceRecord) < ROWS
    work()
    assert_all_in_once(job_id)


def test_two_workers_at_one_job_take_no_row_twice(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id, right, inside = send(people()), import_work.take, [False]

    def overtaken(*args: object) -> float:
        if not inside[0]:
            inside[0] = True
            import_work.work(job_id)  # another one does it all meanwhile
        return right(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(import_work, "take", overtaken)
    work()
    assert_all_in_once(job_id)


def test_a_few_seconds_at_a_time_the_whole_is_done(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_work, "LONGEST_SECONDS", 0.0)  # one batch a turn
    job_id = send(people())
    import_work.work(job_id)
    assert 0 < look(job_id).done < ROWS
    work()
    assert_all_in_once(job_id)


def test_a_rehearsal_counts_and_writes_nothing_and_its_text_waits_an_hour(store: str) -> None:
    job_id = send(people(), dry=True)
    work()
    job = look(job_id)
    assert (job.state, job.new, job.refused, len(job.problems)) == (ImportState.DONE, ROWS + 1, 1, 2)
    assert (count(SourceRecord), count(ImportPiece)) == (0, 1)
    with clock.stopped_at(clock.now() + import_jobs.KEPT_FOR):
        work()
    assert (look(job_id).done, count(ImportPiece)) == (ROWS + 2, 0)


def test_the_job_keeps_no_value_of_any_row_and_few_problems(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_work, "MOST_PROBLEMS", 3)
    text = PEOPLE + "1,Secreta,77,geheim@@,99100037A,31/02/1987,\n" * 2 + f"2,{'Secreta ' * 60},,,,,\n" * 2
    job_id = send(text)
    work()
    job = look(job_id)
    assert (len(job.problems), job.refused) == (3, 2)
    kept = " ".join(f"{each.field} {each.template} {each.facts}" for each in job.problems)
    for value in ("Secreta", "77", "geheim", "99100037", "1987"):
        assert value not in kept


def test_what_did_not_arrive_whole_has_failed_and_leaves_nothing(store: str) -> None:
    with transaction() as session:
        job = import_jobs.begin(session, "crm", "people", file="people.csv", dry=False, by=None)
        session.add(ImportPiece(job_id=job.id, place=0, text=people()))
    work()
    assert look(job.id).state is ImportState.RECEIVING
    with transaction() as session:
        for row in session.scalars(select(Due).where(Due.kind == import_jobs.KIND)):
            row.due_at -= timedelta(hours=2)
    work()
    assert (look(job.id).state, count(ImportPiece), count(SourceRecord)) == (ImportState.FAILED, 0, 0)
    assert count(ImportProblem) == 1


def test_a_mapping_that_has_gone_wrong_meanwhile_fails_the_job_with_the_reason(store: str) -> None:
    job_id = send("name\nAda\n")
    work()
    job = look(job_id)
    assert (job.state, [each.field for each in job.problems]) == (ImportState.FAILED, ["key"])
    assert count(ImportPiece) == 0


def test_a_long_text_comes_back_whole_from_its_pieces(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_jobs, "PIECE", 100)
    text = people()
    job_id = send(text)
    with reading() as session:
        assert import_jobs.text_of(session, job_id) == text
    work()
    assert_all_in_once(job_id)


def test_what_fails_for_days_is_given_up_and_its_text_is_gone(store: str) -> None:
    job_id = send(people())
    with transaction() as session:
        session.get_one(ImportJob, job_id).at -= import_work.LONGEST + timedelta(minutes=1)
    work()
    assert (look(job_id).state, count(ImportPiece), count(SourceRecord)) == (ImportState.FAILED, 0, 0)

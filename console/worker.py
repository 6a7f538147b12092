"""Does what has fallen due: claims a row, handles it and removes it in one transaction.

Light work runs in the web process, heavy work in a child process (or worker processes), so that
a greenlet never computes while a customer waits.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from console import alive, clock, due, events, retention
from console.contacts import (
    assignment,
    by_mail,
    consulting,
    deadlines,
    keeping_up,
    proving,
    routing,
    suggesting,
    training,
    wrapping_up,
)
from console.customers import import_jobs, import_work, merging, name_index, relearning, resolving, segmenting
from console.db import engine, reading, transaction
from console.knowledge import authoring as article_authoring
from console.knowledge import bulletin, indexing, reviewing
from console.offers import (
    authoring,
    decisions,
    documents,
    guardrails,
    learning,
    outcomes,
    reach,
    script_authoring,
    scripts,
    tasting,
    unmentioned,
)
from console.outbox import carrying
from console.outbox.message import CARRY
from console.privacy import erasing, journal, sealing
from console.publishing import releasing
from console.telephony import provider

SWEEP_SECONDS = 1.0
BREATH_SECONDS = 0.03
SWEEP_APART = 0.4
"""In a process of its own nobody wakes the worker."""
PUBLISHED = (authoring.KIND, script_authoring.KIND, article_authoring.KIND)
"""What `publishing` carries: a domain is known to it once it is imported."""
Handler = Callable[[Session, due.Due], object]
log = logging.getLogger(__name__)

LIGHT: dict[str, Handler] = {
    "route": routing.route,
    "ring_over": assignment.missed,
    "contact.history": wrapping_up.write_history,
    by_mail.SEND: by_mail.send_due,
    by_mail.FAILED: by_mail.failed_due,
    merging.MOVED: keeping_up.moved_due,
    "offers.decide": decisions.decide_due,
    releasing.PUBLISH: releasing.publish_due,
    releasing.RETIRE: releasing.retire_due,
    "telephony.command": provider.command,
    proving.SAID: proving.said_due,
    proving.FAILED: proving.failed_due,
    documents.FAILED: scripts.documents_failed_due,
    "bulletin.over": bulletin.over,
    erasing.JOURNAL: journal.write_due,  # a copy restored meanwhile would bring them back: it waits for no heavy work
    reviewing.REVIEW: reviewing.review_due,
    "knowledge.suggest": suggesting.suggest_due,
}
HEAVY: dict[str, Handler] = {
    retention.FORGET: retention.forget_due,
    "customers.index": name_index.index_due,
    "customers.segments": segmenting.segments_due,
    "knowledge.gap": consulting.feed_gap,
    "knowledge.learn": training.learn_due,
    training.NIGHTLY: training.nightly_due,
    "offers.fulfil": outcomes.fulfil_due,
    "offers.unmentioned": unmentioned.write_due,
    erasing.DESTROY: erasing.destroy_due,
    reach.COUNT: reach.count_due,
    reach.RECOUNT: reach.recount_due,
}
LEARNING: dict[str, Handler] = {"offers.learn": learning.learn_due}
"""A thread of its own beside the heavy work: what came of an offer has taught within a second, import or no import."""
Apart = Callable[[Session, list[dict[str, Any]]], object]
APART: dict[str, Apart] = {
    "customers.learn": relearning.learn_due,
    "customers.match": resolving.match_due,
    "knowledge.index": indexing.index_due,
    training.TRAIN: training.train_due,
    guardrails.GUARD: guardrails.guard_due,
    tasting.KIND: tasting.taste_due,
    sealing.SEAL: sealing.seal_due,
    import_jobs.KIND: import_work.import_due,  # last: a long file lets the others go first
}
"""What may be done twice but must not hold up other writers: many rows at once, between two transactions."""
INDEXING = ("knowledge.index",)
"""Of these, what has a thread of its own: what is published is found within two seconds, whatever is learnt."""
TRAINING = (training.TRAIN,)
"""As well: it takes a minute, and nobody who has handed in a file or counts whom an offer reaches waits for it."""
POST: dict[str, Apart] = {CARRY: carrying.carry_due}
"""What waits for a server of somebody else's: a loop of its own in the web process, so that it holds up nobody."""
MOST_APART = 200


class Worker:
    """``keeps_time``: it also says that we are alive, and moves what counts down when we weren't."""

    def __init__(
        self, handlers: dict[str, Handler], apart: dict[str, Apart] | None = None, *,
        keeps_time: bool = False, sweep: float = SWEEP_SECONDS,
    ):  # fmt: skip
        self.handlers = handlers
        self.apart = apart or {}
        self.keeps_time, self.sweep = keeps_time, sweep
        self.last_beat: datetime | None = None
        self.woken = threading.Event()
        self.stopped = threading.Event()
        self.forget = events.subscribe(due.DueAdded, lambda _: self.woken.set())

    def keep_working(self) -> None:
        while not self.stopped.is_set():
            self.woken.wait(self.sweep)
            self.woken.clear()
            try:
                self.beat()
                self.work_off()
            except Exception:
                log.exception("the worker's round failed")
                time.sleep(SWEEP_SECONDS)

    def work_off(self) -> int:
        """Everything due now; how many were done."""
        done = 0
        while not self.stopped.is_set() and (self.one() or any(self.many(kind) for kind in self.apart)):
            done += 1
            self.beat()
            if self.apart and engine().dialect.name == "sqlite":
                # Its lock knows no queue: between two steps of heavy work whoever talks to a customer goes first.
                self.stopped.wait(BREATH_SECONDS)
        return done

    def many(self, kind: str) -> bool:
        """Handles what is due of one kind; False when nothing is, or another worker is at it.

        Killed in between, the rows are still there and all is done again.
        """
        with reading() as session:
            if not due.waits(session, kind):
                return False
        with due.in_hand(kind) as mine:
            return mine and self.in_between(kind)

    def in_between(self, kind: str) -> bool:
        with transaction() as session:
            taken = {row.id: row.facts for row in due.take(session, kind, most=MOST_APART)}
        if not taken:
            return False
        try:
            with reading() as session:
                self.apart[kind](session, list(taken.values()))
            with transaction() as session:
                due.finish(session, list(taken))
        except Exception:
            log.exception("due work failed")
            with transaction() as session:
                for each in taken:
                    due.put_off(session, each)
        return True

    def beat(self) -> None:
        """Before any work, since after an absence of ours nothing is due yet that would be now."""
        if not self.keeps_time or (self.last_beat and clock.now() - self.last_beat < alive.EVERY):
            return
        self.last_beat = clock.now()
        with transaction() as session:
            absence = alive.beat(session)
            if absence is not None:
                since, length = absence
                due.move(session, deadlines.COUNTDOWNS, since=since, by=length)
                moved = deadlines.move(session, since=since, by=length)
                log.warning("nobody was here for a while", extra={"ms": int(length.total_seconds() * 1000)})
                log.info("%s contacts got that long more", moved)

    def one(self) -> bool:
        """Handles the row longest due; False when there is none."""
        if not self.handlers:
            return False
        claimed_id: int | None = None  # a rollback takes the row itself out of our hands
        try:
            with transaction() as session:
                claimed = due.claim(session, list(self.handlers))
                if claimed is None:
                    return False
                claimed_id = claimed.id
                # Removed first: a handler that wants the same thing again adds a new row.
                session.delete(claimed)
                session.flush()
                self.handlers[claimed.kind](session, claimed)
            return True
        except Exception:
            if claimed_id is None:
                raise  # nothing could even be claimed: the loop waits before it tries again
            log.exception("due work failed")
            with transaction() as session:
                due.put_off(session, claimed_id)
            return True

    def stop(self) -> None:
        self.stopped.set()
        self.woken.set()
        self.forget()


def heavy_workers() -> list[Worker]:
    """A thread for each, the one for all the rest first; every kind of heavy work is with one of them."""

    def of(kinds: Iterable[str]) -> dict[str, Apart]:
        return {kind: APART[kind] for kind in kinds}

    rest = [kind for kind in APART if kind not in (*INDEXING, *TRAINING)]
    handlers: list[tuple[dict[str, Handler], dict[str, Apart]]] = [
        (HEAVY, of(rest)), (LEARNING, {}), ({}, of(INDEXING)), ({}, of(TRAINING)),
    ]  # fmt: skip
    return [Worker(each, apart, sweep=SWEEP_APART) for each, apart in handlers]


def keep_index() -> None:
    """An index that was lost is made again: by due work, like all that is indexed."""
    with reading() as session:
        lost = indexing.lost(session)
    if lost:
        with transaction() as session:
            indexing.found_lost(session)

"""Ada writes, Bob approves; a version never changes, and nothing goes out behind anybody's back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from console import clock
from console.agents.agent import Agent
from console.db import reading, transaction
from console.errors import Invalid, Missing, Refused
from console.publishing import differences, publication, releasing, review, versions
from console.publishing.differences import Change
from console.publishing.publication import Did, WrongState
from console.publishing.releasing import NeedsApproval
from console.worker import LIGHT, Worker
from tests import cast
from tests.publishing import shelf
from tests.publishing.shelf import does, history, notice, state, writes

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_nine() -> Iterator[None]:
    shelf.told.clear()
    with clock.stopped_at(MONDAY):
        yield


@pytest.fixture
def people(store: str) -> cast.Cast:
    return cast.cast()


def test_a_cheap_notice_goes_out_at_once_and_its_domain_is_told(people: cast.Cast) -> None:
    number = writes(people.ada, comment="First words")
    does(people.ada, number, lambda s, v, a: releasing.publish(s, v, by=a))
    assert (number, state(1), shelf.told) == (1, "published", [("out", "bread", 1)])
    assert history() == [(Did.WROTE, 1), (Did.PUBLISHED, 1)]
    written = notice().versions[0]
    assert (written.author_id, written.at, written.comment) == (people.ada, MONDAY, "First words")


def test_a_dear_one_waits_for_somebody_else(people: cast.Cast) -> None:
    writes(people.ada, dear=True)
    with pytest.raises(NeedsApproval):
        does(people.ada, 1, lambda s, v, a: releasing.publish(s, v, by=a))
    does(people.ada, 1, lambda s, v, a: review.submit(s, v, by=a))
    with pytest.raises(review.OwnVersion):
        does(people.ada, 1, lambda s, v, a: review.approve(s, v, by=a))
    with pytest.raises(NeedsApproval):
        does(people.bob, 1, lambda s, v, a: releasing.publish(s, v, by=a))
    assert shelf.told == []
    does(people.bob, 1, lambda s, v, a: review.approve(s, v, by=a))
    does(people.ada, 1, lambda s, v, a: releasing.publish(s, v, by=a))
    assert shelf.told == [("out", "bread", 1)]


def test_an_approval_is_of_one_version_only(people: cast.Cast) -> None:
    writes(people.ada, dear=True)
    does(people.ada, 1, lambda s, v, a: review.submit(s, v, by=a))
    does(people.bob, 1, lambda s, v, a: review.approve(s, v, by=a))
    writes(people.ada, "Something else", dear=True)
    does(people.ada, 2, lambda s, v, a: review.submit(s, v, by=a))
    with pytest.raises(NeedsApproval):
        does(people.ada, 2, lambda s, v, a: releasing.publish(s, v, by=a))


def test_what_is_sent_back_has_to_be_approved_again(people: cast.Cast) -> None:
    writes(people.ada, dear=True)
    does(people.ada, 1, lambda s, v, a: review.submit(s, v, by=a))
    does(people.bob, 1, lambda s, v, a: review.approve(s, v, by=a))
    with pytest.raises(Invalid):
        does(people.cleo, 1, lambda s, v, a: review.send_back(s, v, by=a, comment=" "))
    does(people.cleo, 1, lambda s, v, a: review.send_back(s, v, by=a, comment="Which bread?"))
    assert state(1) == "draft"
    does(people.ada, 1, lambda s, v, a: review.submit(s, v, by=a))
    with pytest.raises(NeedsApproval):
        does(people.ada, 1, lambda s, v, a: releasing.publish(s, v, by=a))


def test_the_newest_version_replaces_the_one_before(people: cast.Cast) -> None:
    for text in ("Bread until eight", "Bread until nine"):
        number = writes(people.ada, text)
        does(people.ada, number, lambda s, v, a: releasing.publish(s, v, by=a))
    assert (state(1), state(2), notice().in_force) == ("retired", "published", 2)


def test_an_older_version_comes_back_as_a_new_one(people: cast.Cast) -> None:
    for text in ("Bread until eight", "Bread until nine"):
        number = writes(people.ada, text)
        does(people.ada, number, lambda s, v, a: releasing.publish(s, v, by=a))
    does(people.bob, 1, lambda s, v, a: releasing.roll_back(s, v.publication, 1, by=a))
    now = notice()
    assert (now.in_force, now.versions[2].content["text"], now.versions[2].again) == (3, "Bread until eight", 1)
    assert now.versions[2].author_id == people.bob
    assert now.versions[0].author_id == people.ada  # history stays as it was


def test_a_dear_one_comes_back_only_with_an_approval(people: cast.Cast) -> None:
    for text in ("eight", "nine"):
        number = writes(people.ada, text, dear=True)
        does(people.ada, number, lambda s, v, a: review.submit(s, v, by=a))
        does(people.bob, number, lambda s, v, a: review.approve(s, v, by=a))
        does(people.ada, number, lambda s, v, a: releasing.publish(s, v, by=a))
    does(people.bob, 1, lambda s, v, a: releasing.roll_back(s, v.publication, 1, by=a))
    assert (state(3), notice().in_force) == ("review", 2)
    with pytest.raises(review.OwnVersion):
        does(people.bob, 3, lambda s, v, a: review.approve(s, v, by=a))
    does(people.ada, 3, lambda s, v, a: review.approve(s, v, by=a))
    does(people.bob, 3, lambda s, v, a: releasing.publish(s, v, by=a))
    assert notice().in_force == 3


def test_it_goes_out_and_back_by_itself_when_its_time_has_come(people: cast.Cast) -> None:
    writes(people.ada)
    tomorrow = MONDAY + timedelta(days=1)
    does(people.ada, 1, lambda s, v, a: releasing.publish(s, v, by=a, at=tomorrow))
    worker = Worker(LIGHT)
    worker.work_off()
    assert (state(1), shelf.told) == ("draft", [])
    clock.advance(timedelta(days=1))
    worker.work_off()
    assert shelf.told == [("out", "bread", 1)]
    does(people.ada, 1, lambda s, v, a: releasing.retire(s, v.publication, by=a, at=tomorrow + timedelta(days=1)))
    worker.work_off()
    assert state(1) == "published"
    clock.advance(timedelta(days=1))
    worker.work_off()
    assert (state(1), notice().in_force) == ("retired", None)
    assert shelf.told[-1] == ("back", "bread", None)
    assert [did for did, _ in history()] == [
        Did.WROTE, Did.SCHEDULED, Did.PUBLISHED, Did.RETIREMENT_SCHEDULED, Did.RETIRED,
    ]  # fmt: skip


def test_another_time_replaces_the_one_before_and_may_be_taken_back(people: cast.Cast) -> None:
    writes(people.ada)
    for days in (1, 3):
        when = MONDAY + timedelta(days=days)
        does(people.ada, 1, lambda s, v, a, when=when: releasing.publish(s, v, by=a, at=when))
    worker = Worker(LIGHT)
    clock.advance(timedelta(days=2))
    worker.work_off()
    assert state(1) == "draft"
    does(people.ada, 1, lambda s, v, a: releasing.unschedule(s, v, by=a))
    clock.advance(timedelta(days=2))
    worker.work_off()
    assert (state(1), shelf.told) == ("draft", [])


def test_what_may_no_longer_go_out_stays_and_says_why(people: cast.Cast) -> None:
    writes(people.ada, dear=True)
    does(people.ada, 1, lambda s, v, a: review.submit(s, v, by=a))
    does(people.bob, 1, lambda s, v, a: review.approve(s, v, by=a))
    does(people.ada, 1, lambda s, v, a: releasing.publish(s, v, by=a, at=MONDAY + timedelta(days=1)))
    does(people.bob, 1, lambda s, v, a: review.send_back(s, v, by=a, comment="Not this week"))
    does(people.ada, 1, lambda s, v, a: review.submit(s, v, by=a))
    clock.advance(timedelta(days=1))
    Worker(LIGHT).work_off()
    assert (state(1), shelf.told) == ("review", [])


def test_an_older_one_never_replaces_a_newer_one_by_itself(people: cast.Cast) -> None:
    writes(people.ada)
    does(people.ada, 1, lambda s, v, a: releasing.publish(s, v, by=a, at=MONDAY + timedelta(days=1)))
    writes(people.ada, "Bread until nine")
    does(people.ada, 2, lambda s, v, a: releasing.publish(s, v, by=a))
    clock.advance(timedelta(days=1))
    Worker(LIGHT).work_off()
    assert notice().in_force == 2


def test_a_stale_author_is_told_and_the_same_again_is_one(people: cast.Cast) -> None:
    assert writes(people.ada, after=0) == 1
    assert writes(people.ada, after=1) == 1
    with pytest.raises(versions.MovedOn):
        writes(people.bob, "Mine", after=0)
    assert notice().newest == 1


@pytest.mark.parametrize("text", ["", None])
def test_what_its_domain_refuses_is_not_kept(people: cast.Cast, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        writes(people.ada, text)
    assert refused.value.field == "text"
    with pytest.raises(Missing):
        notice()


def test_what_is_not_ready_is_kept_and_goes_nowhere(people: cast.Cast) -> None:
    writes(people.ada, "contradicts itself")
    for verb in (review.submit, releasing.publish):
        with pytest.raises(Refused):
            does(people.ada, 1, lambda s, v, a, verb=verb: verb(s, v, by=a))
    assert (state(1), shelf.told) == ("draft", [])


def test_nothing_is_submitted_or_approved_out_of_turn(people: cast.Cast) -> None:
    writes(people.ada)
    with pytest.raises(WrongState):
        does(people.bob, 1, lambda s, v, a: review.approve(s, v, by=a))
    does(people.ada, 1, lambda s, v, a: releasing.publish(s, v, by=a))
    with pytest.raises(WrongState):
        does(people.ada, 1, lambda s, v, a: review.submit(s, v, by=a))
    does(people.ada, 1, lambda s, v, a: releasing.retire(s, v.publication, by=a))
    with pytest.raises(releasing.NothingInForce):
        does(people.ada, 1, lambda s, v, a: releasing.retire(s, v.publication, by=a))


def test_history_cannot_be_rewritten(people: cast.Cast) -> None:
    writes(people.ada)
    with pytest.raises(RuntimeError), transaction() as session:
        publication.publication(session, "notice", "bread").versions[0].content = {"text": "Other words"}
        session.flush()
    with pytest.raises(RuntimeError), transaction() as session:
        publication.publication(session, "notice", "bread").acts[0].comment = "never said"
        session.flush()
    with pytest.raises(RuntimeError), transaction() as session:
        session.delete(publication.publication(session, "notice", "bread").acts[0])
        session.flush()


def test_what_waits_for_approval_is_listed(people: cast.Cast) -> None:
    writes(people.ada, dear=True)
    writes(people.ada, key="milk", dear=True)
    does(people.ada, 1, lambda s, v, a: review.submit(s, v, by=a))
    with reading() as session:
        assert [each.publication.key for each in review.waiting(session, "notice")] == ["bread"]
    does(people.bob, 1, lambda s, v, a: review.comment(s, v, by=a, text="Until eight or nine?"))
    assert notice().acts[-1].comment == "Until eight or nine?"


def test_one_reads_what_changed_line_by_line() -> None:
    old = {"text": "One\nTwo\nThree", "price": 5, "shown": True}
    new = {"text": "One\nThree\nFour", "price": 6, "shown": True}
    assert [(each.field, each.text, each.change) for each in differences.changed(old, new)] == [
        ("price", "5", Change.GONE),
        ("price", "6", Change.NEW),
        ("text", "Two", Change.GONE),
        ("text", "Four", Change.NEW),
    ]


def test_two_that_write_at_once_get_two_numbers(people: cast.Cast) -> None:
    assert [writes(people.ada, "a"), writes(people.bob, "b")] == [1, 2]
    with reading() as session:
        assert session.get_one(Agent, people.bob).id == notice().versions[1].author_id

"""Whatever Ada, Bob and Cleo do in whatever order: no path publishes without the approval asked
for, history only grows, and numbers are dense."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from console import clock, db, due
from console.agents.agent import Agent
from console.errors import Refusal
from console.publishing import differences, publication, releasing, review, rewording, versions
from console.publishing.differences import Change
from console.publishing.publication import Did, Publication, State
from tests import cast
from tests.publishing import shelf

PEOPLE = ("ada", "bob", "cleo")
WHO = st.sampled_from(PEOPLE)
NUMBER = st.integers(1, 4)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), WHO, st.sampled_from(["a", "b", ""]), st.booleans()),
        st.tuples(st.sampled_from(["submit", "approve", "send_back", "publish", "roll_back", "later"]), WHO, NUMBER),
        st.tuples(st.sampled_from(["retire", "retire_later", "time"]), WHO),
    ),
    max_size=25,
)


@pytest.fixture
def floor(sqlite_url: str) -> cast.Cast:
    db.connect(sqlite_url)
    shelf.told.clear()
    return cast.cast()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_no_path_publishes_without_the_approval_asked_for(floor: cast.Cast, acts: list[Any]) -> None:
    with clock.stopped_at(datetime(2026, 3, 2, 9, tzinfo=UTC)), shelf.undone() as session:
        seen: list[tuple[object, ...]] = []
        for act in acts:
            try:
                with session.begin_nested():
                    does(session, act, {each: session.get_one(Agent, getattr(floor, each)) for each in PEOPLE})
            except Refusal:
                pass
            check(session, seen)


def does(session: Session, act: Any, people: dict[str, Agent]) -> None:
    name, by = act[0], people[act[1]]
    if name == "write":
        versions.write(session, "notice", "bread", {"text": act[2], "dear": act[3]}, by=by)
        return
    if name == "time":
        passes(session)
        return
    found = publication.publication(session, "notice", "bread")
    tomorrow = clock.now() + timedelta(days=1)
    if name.startswith("retire"):
        releasing.retire(session, found, by=by, at=tomorrow if name == "retire_later" else None)
        return
    wanted = publication.version(session, found, act[2])
    match name:
        case "submit":
            review.submit(session, wanted, by=by)
        case "approve":
            review.approve(session, wanted, by=by)
        case "send_back":
            review.send_back(session, wanted, by=by, comment="Again")
        case "publish":
            releasing.publish(session, wanted, by=by)
        case "later":
            releasing.publish(session, wanted, by=by, at=tomorrow)
        case "roll_back":
            releasing.roll_back(session, found, act[2], by=by)


def passes(session: Session) -> None:
    """A day, and whatever has fallen due."""
    clock.advance(timedelta(days=1))
    while row := due.claim(session, [releasing.PUBLISH, releasing.RETIRE]):
        session.delete(row)
        session.flush()
        (releasing.publish_due if row.kind == releasing.PUBLISH else releasing.retire_due)(session, row)


def check(session: Session, seen: list[tuple[object, ...]]) -> None:
    """What holds after everything anybody does."""
    session.flush()
    session.expire_all()
    found = session.query(Publication).one_or_none()
    if found is None:
        return
    assert [each.number for each in found.versions] == list(range(1, found.newest + 1))
    assert [each.seq for each in found.acts] == list(range(1, found.acts_so_far + 1))
    out = [each.number for each in found.versions if each.state is State.PUBLISHED]
    assert out == ([] if found.in_force is None else [found.in_force])
    for each in found.versions:
        if each.state in (State.PUBLISHED, State.RETIRED) and each.content["dear"]:
            assert approved_before_going_out(found, each.number, each.author_id)
        assert each.content["text"]
    past = [(each.seq, each.did, each.version, each.agent_id, each.at) for each in found.acts]
    kept = [(each.number, str(each.content), each.author_id, each.at) for each in found.versions]
    known = [each for each in seen if len(each) == 5]
    assert past[: len(known)] == known  # history only grows
    assert kept[: len(seen) - len(known)] == [each for each in seen if len(each) == 4]
    seen[:] = [*past, *kept]


def approved_before_going_out(found: Publication, number: int, author: int | None) -> bool:
    """An independent reading of the history: between the last submission and going out, somebody
    other than its author has approved."""
    acts = [each for each in found.acts if each.version == number]
    out = next(place for place, each in enumerate(acts) if each.did is Did.PUBLISHED)
    submitted = max(place for place, each in enumerate(acts[:out]) if each.did is Did.SUBMITTED)
    since = acts[submitted:out]
    return any(each.did is Did.APPROVED and each.agent_id not in (None, author) for each in since) and not any(
        each.did is Did.SENT_BACK for each in since
    )


NAME = st.text("xyz", min_size=1, max_size=2)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab\n", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAME, inner, max_size=3),
    max_leaves=8,
)
CONTENT = st.dictionaries(NAME, JSON, max_size=4)

PROSE = st.lists(
    st.lists(st.sampled_from(["hasta", "20", "25", "€", ".", "la", "autoriza"]), max_size=6).map(" ".join), max_size=6
)


@given(old=CONTENT, new=CONTENT)
def test_a_difference_holds_both_sides_whole(old: Any, new: Any) -> None:
    both = differences.difference(old, new)
    before = [(each.field, each.text) for each in both if each.change is not Change.NEW]
    after = [(each.field, each.text) for each in both if each.change is not Change.GONE]
    assert before == [(each.field, each.text) for each in differences.lines(old)]
    assert after == [(each.field, each.text) for each in differences.lines(new)]
    assert differences.changed(old, old) == []


@given(old=PROSE, new=PROSE)
def test_words_changed_hold_both_sides_whole(old: list[str], new: list[str]) -> None:
    both = rewording.reworded({"body": "\n".join(old)}, {"body": "\n".join(new)})

    def side(without: Change) -> list[str]:
        kept = [[each.text for each in line.pieces if each.change is not without] for line in both]
        return ["".join(each) for each in kept if each]

    assert side(Change.NEW) == "\n".join(old).split("\n")
    assert side(Change.GONE) == "\n".join(new).split("\n")

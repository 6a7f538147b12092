"""Merges, splits and undoing, against a model that knows only sets."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from console import events
from console.customers import merging, source_records
from console.customers.events import CustomerChanged
from console.customers.merge_events import MergeEvent, MergeKind
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from console.errors import Conflict, Invalid, Missing
from tests.customers.exporting import person, stranger
from tests.customers.test_importing import wipe


def people() -> tuple[int, int, int]:
    return (
        person("crm", "1", "Ada Lovelace"), person("shop", "u1", "Bob Gómez"), person("loyalty", "s1", "Cleo Ruiz"),
    )  # fmt: skip


def where() -> dict[int, int]:
    with reading() as session:
        query = select(SourceRecord.id, SourceRecord.customer_id).order_by(SourceRecord.id)
        return dict(session.execute(query).all())


def test_a_merge_moves_everybody_tells_both_profiles_and_can_be_undone(store: str) -> None:
    ada, bob, cleo = people()
    before, heard = where(), list[object]()
    stop = events.subscribe(CustomerChanged, heard.append)
    with transaction() as session:
        event = merging.merge(session, ada, bob, reason="said_same")
    stop()
    assert heard == [CustomerChanged(ada), CustomerChanged(bob)]
    assert list(where().values()) == [ada, ada, cleo]
    with transaction() as session:
        merging.undo(session, session.get_one(MergeEvent, event.id))
    assert where() == before
    with transaction() as session, pytest.raises(Conflict):
        merging.undo(session, session.get_one(MergeEvent, event.id))


def test_an_earlier_merge_is_undone_though_a_later_one_stands(store: str) -> None:
    ada, bob, cleo = people()
    with transaction() as session:
        first = merging.merge(session, ada, bob, reason="said_same")
        merging.merge(session, cleo, ada, reason="said_same")
    assert set(where().values()) == {cleo}
    with transaction() as session:
        undone = merging.undo(session, session.get_one(MergeEvent, first.id))
    assert list(where().values()) == [cleo, bob, cleo]
    with transaction() as session:
        merging.undo(session, session.get_one(MergeEvent, undone.id))
    assert set(where().values()) == {cleo}


def test_nobody_is_merged_with_nobody_and_a_profile_is_never_emptied_by_a_split(store: str) -> None:
    ada, bob, _ = people()
    with transaction() as session:
        merging.merge(session, ada, bob, reason="said_same")
    with transaction() as session, pytest.raises(Missing):
        merging.merge(session, ada, bob, reason="said_same")
    with transaction() as session, pytest.raises(Invalid):
        merging.merge(session, ada, ada, reason="said_same")
    with transaction() as session, pytest.raises(Invalid):
        merging.split(session, merging.members(session, [ada]), reason="said_two")


class Sets:
    """What should be: events as they were meant, carried out from the beginning each time."""

    def __init__(self, homes: dict[int, int]):
        self.homes = homes
        self.steps: list[tuple[int, str, int, int, frozenset[int]]] = []
        self.struck: set[int] = set()
        self.undoes: dict[int, int] = {}

    def undo(self, made: int, what: int) -> None:
        self.undoes[made] = what

    def stands(self, event: int) -> bool:
        return not any(self.stands(each) for each, what in self.undoes.items() if what == event)

    def now(self) -> dict[int, int]:
        there = dict(self.homes)
        for event, kind, from_id, to_id, moved in self.steps:
            if self.stands(event):
                for record in there:
                    if there[record] == from_id and (kind == "merge" or record in moved):
                        there[record] = to_id
        return there


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_is_merged_split_and_undone_memberships_are_exact(store: str, data: st.DataObject) -> None:
    wipe()
    dan = stranger()
    with transaction() as session:
        for number in range(5):
            source_records.new_person(session, name=f"Ada Lovelace {'abcde'[number]}lfa", phone=f"+3469900022{number}")
    model = Sets(where())
    for _ in range(data.draw(st.integers(1, 9))):
        with transaction() as session:
            step(session, model, data)
        assert where() == model.now()
    undo_everything(data)
    assert where() == model.homes
    assert dan in where().values()


def step(session: object, model: Sets, data: st.DataObject) -> None:
    now = model.now()
    profiles = sorted(set(now.values()))
    done = [each.id for each in session.scalars(select(MergeEvent).order_by(MergeEvent.id))]  # type: ignore[attr-defined]
    action = data.draw(st.sampled_from(("merge", "split", "undo")))
    if action == "merge" and len(profiles) > 1:
        into, other = data.draw(st.permutations(profiles))[:2]
        event = merging.merge(session, into, other, reason="matched")  # type: ignore[arg-type]
        model.steps.append((event.id, "merge", other, into, frozenset()))
    elif action == "split":
        many = [each for each in profiles if list(now.values()).count(each) > 1]
        if many:
            profile = data.draw(st.sampled_from(many))
            inside = sorted(record for record, where in now.items() if where == profile)
            chosen = data.draw(st.lists(st.sampled_from(inside), min_size=1, max_size=len(inside) - 1, unique=True))
            records = [session.get(SourceRecord, each) for each in chosen]  # type: ignore[attr-defined]
            event = merging.split(session, records, reason="said_two")  # type: ignore[arg-type]
            model.steps.append((event.id, "split", profile, event.to_id, frozenset(chosen)))
    elif action == "undo" and (standing := [each for each in done if model.stands(each)]):
        what = data.draw(st.sampled_from(standing))
        event = merging.undo(session, session.get(MergeEvent, what))  # type: ignore[arg-type, attr-defined]
        model.undo(event.id, what)


def undo_everything(data: st.DataObject) -> None:
    with reading() as session:
        query = select(MergeEvent.id).where(MergeEvent.undone.is_(False), MergeEvent.kind != MergeKind.UNDO)
        left = list(session.scalars(query))
    for each in data.draw(st.permutations(left)):
        with transaction() as session:
            merging.undo(session, session.get_one(MergeEvent, each))

"""Who was put together or apart is told in the timeline, without a name; a first import tells nothing."""

from __future__ import annotations

from typing import Any

from console.customers import merging, timeline
from console.customers.merge_events import MergeEvent, MergeKind
from console.customers.source_records import Customer
from console.db import reading, transaction
from console.desk.rows import PhraseCode
from tests import cast
from tests.customers.exporting import PEOPLE, person, take


def told(customer_id: int) -> list[tuple[Any, Any, str | None]]:
    """What its timeline says of changes of the profile, newest first."""
    with reading() as session:
        lines = timeline.page(session, customer_id, kinds=("profile",))
        return [(each.title["code"], each.title["facts"]["what"], each.by) for each in lines]


def test_a_merge_its_undoing_and_the_undoing_of_that_are_told_on_both_sides(store: str) -> None:
    people = cast.cast()
    ada, bob = person("crm", "1", "Ada Lovelace"), person("shop", "u1", "Bob Gómez")
    with transaction() as session:
        by = session.get_one(merging.Agent, people.ada)
        event = merging.merge(session, ada, bob, reason="said_same", by=by).id
    merged = ("profile_merge", "merge", "Ada")
    assert (told(ada), told(bob)) == ([merged], [])
    with transaction() as session:
        undone = merging.undo(session, session.get_one(MergeEvent, event)).id
    assert told(ada) == [("profile_undo", "merge", None), merged]
    assert told(bob) == [("profile_undo", "merge", None)]
    with transaction() as session:
        merging.undo(session, session.get_one(MergeEvent, undone))
    assert told(ada)[0] == ("profile_undo", "undo", None)
    assert len(told(ada)) == 4  # with the line of Bob's that moved with his record


def test_a_split_is_told_in_the_old_profile_and_in_the_new_one(store: str) -> None:
    ada, bob = person("crm", "1", "Ada Lovelace"), person("shop", "u1", "Bob Gómez")
    with transaction() as session:
        merging.merge(session, ada, bob, reason="said_same")
    with transaction() as session:
        records = session.get_one(Customer, ada).records
        made = merging.split(session, [records[0]], reason="said_two").to_id
    assert told(made)[0] == told(ada)[0] == ("profile_split", "split", None)


def test_what_is_put_together_at_its_first_import_is_not_told(store: str) -> None:
    ada = person("crm", "1", "Ada Lovelace", phone="611222333", email="ada@example.com")
    take("shop", "people", PEOPLE + "u1,Ada Lovelace,611222333,ada@example.com,,,\n")
    with reading() as session:
        assert len(session.get_one(Customer, ada).records) == 2
    assert told(ada) == []


def test_a_profile_of_somebody_forgotten_is_parted_without_a_word(store: str) -> None:
    ada, bob = person("crm", "1", "Ada Lovelace"), person("shop", "u1", "Bob Gómez")
    with transaction() as session:
        merging.merge(session, ada, bob, reason="said_same")
    with transaction() as session:
        made = merging.split(session, session.get_one(Customer, ada).records[:1], reason=merging.FORGOTTEN).to_id
    codes = [code for code, *_ in told(ada) + told(made)]
    assert codes == ["profile_merge"]


def test_the_desk_has_words_for_each(store: str) -> None:
    for code in MergeKind:
        assert PhraseCode(f"profile_{code.value}") in PhraseCode

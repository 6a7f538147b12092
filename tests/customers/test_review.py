from __future__ import annotations

import pytest
from sqlalchemy import delete, select, update

from console import clock
from console.agents.agent import Agent
from console.customers import merging, resolving, review
from console.customers.links import Link, LinkStatus
from console.customers.source_records import Customer, Source, SourceRecord
from console.db import reading, transaction
from console.errors import Conflict
from tests import cast
from tests.customers.exporting import owner, person, stranger


def doubt(one: int, other: int, probability: float) -> None:
    """A link to be reviewed between the first records of two profiles."""
    with transaction() as session:
        a, b = sorted(merging.members(session, [each])[0].id for each in (one, other))
        session.execute(delete(Link).where(Link.one_id == a, Link.other_id == b))
        session.add(Link(
            one_id=a, other_id=b, status=LinkStatus.REVIEW, probability=probability, levels={}, model_version="test",
            priority=1.0, at=clock.now(),
        ))  # fmt: skip


def test_an_agent_sees_the_likeliest_duplicate_until_the_two_are_one(store: str) -> None:
    ada, bob, dan = person("crm", "1", "Ada Lovelace"), person("shop", "u1", "Bob Gómez"), stranger()
    cleo = person("loyalty", "s1", "A. Lovelace")
    doubt(ada, bob, 0.82)
    doubt(cleo, ada, 0.4)
    with reading() as session:
        assert review.possible_duplicate(session, ada) == (bob, 0.82)
        assert review.possible_duplicate(session, bob) == (ada, 0.82)
        assert review.possible_duplicate(session, cleo) == (ada, 0.4)
        assert review.possible_duplicate(session, dan) is None
    with transaction() as session:
        merging.merge(session, ada, bob, reason="said_same")
    with reading() as session:
        assert review.possible_duplicate(session, ada) == (cleo, 0.4)
        assert session.get(SourceRecord, 1) is not None


def link_between(one: int, other: int) -> int:
    with reading() as session:
        found = [case for case in session.execute(review.open_cases()) if {case[1], case[2]} == {one, other}]
        return found[0][0].id


def three() -> tuple[int, int, int]:
    ada, bob = person("crm", "1", "Ada Lovelace"), person("shop", "u1", "Ada Byron")
    cleo = person("loyalty", "s1", "Eva")
    doubt(ada, bob, 0.8)
    doubt(ada, cleo, 0.3)
    return ada, bob, cleo


def test_the_same_joins_two_never_asks_again_and_both_can_be_taken_back(store: str) -> None:
    people = cast.cast()
    ada, bob, cleo = three()
    first, second = link_between(ada, bob), link_between(ada, cleo)
    with transaction() as session:
        by = session.get_one(Agent, people.cleo)
        review.answer(session, first, same=True, by=by)
        review.answer(session, second, same=False, by=by)
        assert review.waiting(session) == 0
        with pytest.raises(Conflict):
            review.answer(session, first, same=False, by=by)
    assert owner("shop", "u1") == ada
    with transaction() as session:
        by = session.get_one(Agent, people.cleo)
        assert [each.id for each in review.lately(session, by.id)] == [second, first]
        review.take_back(session, first, by=by)
        review.take_back(session, second, by=by)
        assert review.waiting(session) == 2
    assert owner("shop", "u1") == bob


def test_what_is_left_for_later_comes_after_everything_else(store: str) -> None:
    people = cast.cast()
    three()
    with transaction() as session:
        first = review.next_case(session)
        assert first is not None
        review.later(session, first.link.id, by=session.get_one(Agent, people.cleo))
    with reading() as session:
        second = review.next_case(session)
        assert second is not None and second.link.id != first.link.id


def test_nobody_reviews_while_they_are_in_a_contact(store: str) -> None:
    people = cast.cast()
    ada, bob = person("crm", "1", "Ada Lovelace"), person("shop", "u1", "Ada Byron")
    doubt(ada, bob, 0.8)
    link = link_between(ada, bob)
    cast.on_a_call(people.ada)
    with transaction() as session, pytest.raises(review.InACall):
        review.answer(session, link, same=True, by=session.get_one(Agent, people.ada))


def test_what_a_person_decided_survives_any_later_comparison(store: str) -> None:
    people = cast.cast()
    ada = person("crm", "1", "Ada Lovelace Byron", phone="611222333", document="99100037Y")
    assert person("shop", "u1", "Ada Lovelace Byron", phone="611222333", document="99100037Y") == ada
    with transaction() as session:
        by = session.get_one(Agent, people.cleo)
        review.split_off(session, [record_of("shop", "u1")], by=by)
    compare_again()
    assert owner("shop", "u1") != ada
    assert person("loyalty", "s1", "Ada Lovelace Byron", document="99100037Y") in (ada, owner("shop", "u1"))
    assert owner("shop", "u1") != owner("crm", "1")


def test_a_merge_of_the_matcher_that_a_person_undid_does_not_come_again(store: str) -> None:
    people = cast.cast()
    ada = person("crm", "1", "Ada Lovelace Byron", phone="611222333", document="99100037Y")
    assert person("shop", "u1", "Ada Lovelace Byron", phone="611222333", document="99100037Y") == ada
    with transaction() as session:
        (event,) = merging.events_of(session, ada)
        review.undo(session, event.id, by=session.get_one(Agent, people.cleo))
    compare_again()
    assert owner("shop", "u1") != ada


def record_of(source: str, key: str) -> int:
    with reading() as session:
        query = select(SourceRecord.id).join(Source).where(Source.key == source, SourceRecord.key == key)
        return session.scalars(query).one()


def compare_again() -> None:
    with transaction() as session:
        session.execute(update(SourceRecord).values(matched=False))
    resolving.resolve_everything()


def version(customer: int) -> int:
    with reading() as session:
        return session.get_one(Customer, customer).version


def test_both_profiles_are_told_of_a_doubt_and_of_its_end_and_nobody_else_is(store: str) -> None:
    ada, dan = person("crm", "1", "Ada Lovelace Byron", phone="611222333"), stranger()
    bob = person("shop", "u1", "Eva Gómez Ruiz")
    compare_again()
    before = [version(each) for each in (ada, bob, dan)]
    person("shop", "u1", "Ada Lovelace Byron")  # corrected where it came from: both may be one now
    with reading() as session:
        assert (review.possible_duplicate(session, ada) or (0,))[0] == bob
    doubted = [version(each) for each in (ada, bob, dan)]
    assert doubted[0] > before[0] and doubted[1] > before[1] and doubted[2] == before[2]
    compare_again()  # the same again: nothing to tell
    assert [version(each) for each in (ada, bob, dan)] == doubted
    person("shop", "u1", "Eva Gómez Ruiz")
    with reading() as session:
        assert review.possible_duplicate(session, ada) is None
    settled = [version(each) for each in (ada, bob, dan)]
    assert settled[0] > doubted[0] and settled[2] == doubted[2]

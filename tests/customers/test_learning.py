"""Answers make the matcher better or leave it as it is, however few they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import delete, select

from bench import identity_file, identity_world
from console import clock
from console.customers import learning, links, matching, relearning, review
from console.customers.comparing import Comparison
from console.customers.doubting import WORTH_A_LOOK
from console.customers.learning import Columns
from console.customers.links import Link, LinkStatus, MatchModel
from console.customers.matching import Model
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from tests.customers.exporting import PEOPLE, person, take

Same = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Book:
    """Pairs of records of made-up people, of which nothing shipped was learned: to ask about, and to judge by."""

    asked: tuple[Columns, Same]
    others: tuple[Columns, Same]
    compared: list[Comparison]
    """Those to ask about, as they are kept with a link."""

    def answers(self, many: int, model: Model) -> tuple[Columns, Same]:
        columns, same = self.asked
        doubtful = self.doubtful(many, model)
        return columns[doubtful], same[doubtful]

    def doubtful(self, many: int, model: Model) -> list[int]:
        """As reviewers are asked: only what the matcher neither did alone nor passed over."""
        chance = matching.probability(model.of_numbers(self.asked[0]))
        found = np.flatnonzero((chance >= WORTH_A_LOOK) & (chance < matching.AUTO))[:many].tolist()
        assert len(found) == many
        return found

    def surprise(self, model: Model) -> float:
        return float(learning.surprise(model, *self.others).mean())


@pytest.fixture(scope="module")
def book() -> Book:
    rows = identity_world.rows(4000, seed=5, english=0.5, dirt=1.5)
    file = identity_file.read(rows, [each["eid"] for each in rows], [each["source"] for each in rows])
    order, compared, columns = file.beside_each_other()
    same = np.array([file.people[a] == file.people[b] for a, b in order])
    worth = np.flatnonzero(matching.probability(matching.shipped().of_numbers(columns)) > 0.001)
    mixed = np.random.default_rng(3).permutation(worth)
    half = 2 * len(mixed) // 3
    asked, others = mixed[:half], mixed[half:]
    return Book((columns[asked], same[asked]), (columns[others], same[others]),
                [compared[each] for each in asked])


@pytest.mark.parametrize("many", [50, 200, 500])
def test_whoever_answers_never_makes_it_worse(book: Book, many: int) -> None:
    shipped = matching.shipped()
    learned = learning.refined(shipped, *book.answers(many, shipped))
    assert book.surprise(learned) <= 1.02 * book.surprise(shipped)


def test_answers_mend_a_matcher_that_is_wrong(book: Book) -> None:
    """One that takes a shared number for proof, as where every family has one line."""
    shipped = matching.shipped()
    wrong = Model(shipped.intercept, {**shipped.weights, "phone=3": 8.0, "other_given_in_household": 3.0})
    learned = learning.refined(wrong, *book.answers(500, wrong))
    assert book.surprise(learned) < 0.9 * book.surprise(wrong)
    assert learned.labels == wrong.labels + 500


def test_answers_of_one_kind_and_too_few_change_nothing(book: Book) -> None:
    shipped = matching.shipped()
    columns, same = book.answers(20, shipped)
    assert learning.refined(shipped, columns[same], same[same]) == shipped
    assert learning.refined(shipped, columns, same) == shipped


def test_two_hundred_answers_of_reviewers_become_the_model_in_use_and_doubts_are_compared_anew(
    store: str, book: Book
) -> None:
    names = "".join(f"{each},Ada {chr(65 + each)}ovelace,,,,,\n" for each in range(24))
    take("crm", "people", PEOPLE + names)
    shipped = matching.shipped()
    pairs = combinations(range(1, 25), 2)
    with transaction() as session:
        session.execute(delete(Link))
        for each in book.doubtful(200, shipped):
            said = LinkStatus.HUMAN_YES if book.asked[1][each] else LinkStatus.HUMAN_NO
            session.add(link(next(pairs), said, book.compared[each]))
        session.add(link(next(pairs), LinkStatus.REVIEW, book.compared[0]))
    with reading() as session:
        relearning.learn_due(session, [])
    with reading() as session:
        chosen = links.current(session)
        assert chosen.auto == matching.AUTO
        assert chosen.model.labels == 200
        assert book.surprise(chosen.model) <= 1.02 * book.surprise(shipped)
        waiting = session.scalars(select(SourceRecord.id).where(SourceRecord.matched.is_(False))).all()
        assert len(waiting) == 1


def link(pair: tuple[int, int], status: LinkStatus, compared: Comparison) -> Link:
    return Link(
        one_id=pair[0], other_id=pair[1], status=status, probability=0.5, levels=dict(compared.as_json()),
        model_version="shipped", priority=1.0, at=clock.now(),
    )  # fmt: skip


def test_a_model_that_an_older_console_kept_joins_alone_no_sooner_than_any(store: str) -> None:
    said = json.loads(matching.shipped().as_json())
    with transaction() as session:
        session.add(MatchModel(at=clock.now(), labels=300, weights={**said, "auto": 0.97}))
    with reading() as session:
        assert links.current(session).auto == matching.AUTO


def test_a_model_of_facts_that_are_compared_no_more_is_not_used(store: str) -> None:
    said = json.loads(matching.shipped().as_json())
    said["weights"]["shoe_size"] = 9.0
    with transaction() as session:
        session.add(MatchModel(at=clock.now(), labels=300, weights={**said, "auto": matching.AUTO}))
    with reading() as session:
        assert links.outdated(session)
        assert links.current(session).model == matching.shipped()


def test_however_sure_answers_make_it_nobody_joins_whom_it_would_have_asked_about(store: str) -> None:
    said = json.loads(matching.shipped().as_json())
    with transaction() as session:
        weights = {**said, "intercept": said["intercept"] + 6, "auto": matching.AUTO}
        session.add(MatchModel(at=clock.now(), labels=300, weights=weights))
    one = person("crm", "1", "Ada Lovelace Byron", phone="+34611222333")
    other = person("shop", "u1", "Ada Lovelace Gómez", phone="+34611222333")
    assert one != other
    with reading() as session:
        found = review.possible_duplicate(session, other)
    assert found is not None and found[0] == one and found[1] >= matching.AUTO

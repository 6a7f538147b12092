"""Records that come a few at a time end as the people they would be if all had come at once."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import select

from bench import identity_file, identity_world
from bench.identity_truth import pairs_within, prf, true_pairs
from console.customers import matching, resolving, review, source_records, taking_in
from console.customers.clustering import Pair
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from tests.customers.exporting import person

ADA = "+34611222333"
ALIKE = 0.02
"""Of 700 records some 10 pairs are as good as tossed for: a name is rare or common by who came before."""


def test_in_small_deliveries_the_same_people_are_found(store: str) -> None:
    rows = identity_world.rows(700, seed=8)
    file = identity_file.read(rows, [each["eid"] for each in rows], [each["source"] for each in rows])
    true, together = true_pairs(file.people), file.clusters(matching.shipped(), matching.AUTO)
    expected = prf(pairs_within(together.members.values()), true)
    found = prf(delivered(rows, size=100), true)
    assert found["precision"] >= 0.99
    assert found["f1"] >= expected["f1"] - ALIKE
    assert found["f1"] > 0.8


def delivered(rows: list[dict[str, str]], size: int) -> set[Pair]:
    """So many rows, then the worker, then the next; answers with the pairs that became one, by row."""
    place: dict[int, int] = {}
    for first, last in pairwise((*range(0, len(rows), size), len(rows))):
        with transaction() as session:
            for number in range(first, last):
                row = rows[number]
                source = source_records.source(session, row["source"])
                fields = identity_file.fields_of(row)
                record, _ = source_records.upsert(session, source, str(number), dict(row), fields)
                taking_in.alone(session, record)
                place[record.id] = number
        resolving.resolve_everything()
    groups: dict[int, list[int]] = {}
    with reading() as session:
        for record, customer in session.execute(select(SourceRecord.id, SourceRecord.customer_id)):
            groups.setdefault(customer, []).append(place[record])
    return pairs_within(groups.values())


def test_a_doubt_outlives_a_record_that_joins_one_of_the_two(store: str) -> None:
    one, other = doubted()
    assert person("loyalty", "s1", "Ada Lovelaec", phone=ADA) == one
    with reading() as session:
        found = review.possible_duplicate(session, one)
    assert found is not None and found[0] == other


def test_a_doubt_ends_when_a_later_record_shows_that_they_are_two(store: str) -> None:
    one, other = doubted()
    assert person("loyalty", "s1", "Ada Lovelaec", phone=ADA, document="12345678Z") == one
    with reading() as session:
        assert review.possible_duplicate(session, one) is None
        assert review.possible_duplicate(session, other) is None


def doubted() -> tuple[int, int]:
    """Two of one name; what comes next shares no key with the second of them."""
    one = person("crm", "1", "Ada Lovelace", phone=ADA)
    other = person("shop", "u1", "Ada Lovelace", document="99100037Y")
    assert one != other
    with reading() as session:
        assert review.possible_duplicate(session, one) is not None
    return one, other

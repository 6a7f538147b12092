from __future__ import annotations

from console import clock
from console.customers import merging, review
from console.customers.links import Link, LinkStatus
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from tests.customers.exporting import person, stranger


def doubt(one: int, other: int, probability: float) -> None:
    """A link to be reviewed between the first records of two profiles."""
    with transaction() as session:
        a, b = sorted(merging.members(session, [each])[0].id for each in (one, other))
        session.add(Link(
            one_id=a, other_id=b, status=LinkStatus.REVIEW, probability=probability, levels={}, model_version="test",
            priority=1.0, at=clock.now(),
        ))  # fmt: skip


def test_an_agent_sees_the_likeliest_duplicate_until_the_two_are_one(store: str) -> None:
    ada, bob, dan = person("crm", "1", "Ada Lovelace"), person("shop", "u1", "Ada Lovelaze"), stranger()
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

"""Which value wins, why, and that none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from console import clock
from console.agents.agent import Agent
from console.customers import correcting, lookup, profile, survivorship
from console.customers.source_records import Customer, SourceRecordVersion
from console.customers.survivorship import Held, Rule, decide
from console.db import reading, transaction
from console.errors import Invalid
from tests import cast
from tests.customers.exporting import person

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def this_morning(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    yield


def held(value: str, source: str, *, days: int = 10, until: int | None = None, verified: bool = False) -> Held:
    end = NOW + timedelta(days=until) if until is not None else None
    return Held(value, source, source, NOW - timedelta(days=days), "Ada" if until else None, end, verified)


@pytest.mark.parametrize(("field", "values", "winner", "rule"), [
    ("emails", [held("a@x.es", "crm"), held("b@x.es", "console", until=9, verified=True),
                held("c@x.es", "console", until=9)], "b@x.es", "verified"),
    ("emails", [held("a@x.es", "shop"), held("b@x.es", "console", until=9)], "b@x.es", "corrected"),
    ("emails", [held("a@x.es", "shop"), held("b@x.es", "console", until=-1)], "a@x.es", "authority"),
    ("emails", [held("a@x.es", "crm", days=1), held("b@x.es", "shop", days=900)], "b@x.es", "authority"),
    ("document", [held("12345678A", "billing", days=1), held("12345678Z", "erp")], "12345678Z", "valid"),
    ("city", [held("Bilbao", "one", days=9), held("Deusto", "two", days=1)], "Deusto", "recent"),
    ("city", [held("Bilbao", "one"), held("Deusto", "two"), held("bilbao", "three")], "Bilbao", "frequent"),
    ("city", [held("Bilbao", "one"), held("San Sebastián", "two")], "San Sebastián", "longest"),
    ("city", [held("Bilbao", "one"), held("BILBAO", "two")], "Bilbao", "only"),
])  # fmt: skip
def test_each_rule_decides_where_those_before_it_do_not(
    field: str, values: list[Held], winner: str, rule: Rule
) -> None:
    for ordered in (values, values[::-1]):
        found = decide(field, ordered)
        assert survivorship.same_key(found.value) == survivorship.same_key(winner)
        assert found.rule == rule
        assert sorted(map(repr, found.held)) == sorted(map(repr, values))


VALUES = st.lists(
    st.builds(
        held, st.sampled_from(["a@x.es", "b@x.es", "nonsense"]), st.sampled_from(["crm", "shop", "console", "erp"]),
        days=st.integers(0, 3), until=st.sampled_from([None, -1, 5]), verified=st.booleans(),
    ), min_size=1, max_size=6,
)  # fmt: skip


@given(VALUES, st.randoms())
def test_the_winner_does_not_depend_on_the_order_of_the_records(values: list[Held], chance: object) -> None:
    shuffled = list(values)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = decide("emails", values), decide("emails", shuffled)
    assert (one.value, one.rule) == (other.value, other.rule)
    assert 0 <= one.confidence <= 1


def test_a_correction_wins_until_it_expires_and_the_sources_stay_as_they_were(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = cast.cast()
    carmen = person("shop", "u1", "Carmen Ruiz", email="old@example.com")
    with transaction() as session:
        ada, customer = session.get_one(Agent, people.ada), session.get_one(Customer, carmen)
        correcting.correct(session, customer, by=ada, field="emails", text=" New@Example.com ", verified=False)
        correcting.correct(session, customer, by=ada, field="address", text="C. Mayor 3", verified=True)
    with reading() as session:
        found = profile.profile(session, carmen)
        assert (found.emails, found.address) == (("new@example.com", "old@example.com"), "C. Mayor 3")
        known = profile.provenance(session, carmen)
        assert (known["emails"].rule, known["emails"].held[0].by) == ("corrected", "Ada")
        assert known["address"].rule == "verified"
        assert [each.id for each in lookup.find(session, "new@example.com")] == [carmen]
        assert len(session.scalars(select(SourceRecordVersion)).all()) == 4  # each correction is a version
    monkeypatch.setattr(clock, "now", lambda: NOW + correcting.HOLDS + timedelta(days=1))
    with reading() as session:
        found = profile.profile(session, carmen)
        assert found.emails == ("old@example.com", "new@example.com")


@pytest.mark.parametrize(("field", "text"), [
    ("document", "12345678A"), ("phones", "123"), ("emails", "nobody"), ("birth_date", "31/02/1990"),
    ("card", "2900"), ("points", "5"), ("corrected", "x"), ("address", "  "), ("language", "fr"),
])  # fmt: skip
def test_a_correction_that_cannot_be_is_refused(store: str, field: str, text: str) -> None:
    people = cast.cast()
    carmen = person("shop", "u1", "Carmen Ruiz")
    with pytest.raises(Invalid), transaction() as session:
        ada, customer = session.get_one(Agent, people.ada), session.get_one(Customer, carmen)
        correcting.correct(session, customer, by=ada, field=field, text=text, verified=True)

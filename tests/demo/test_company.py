from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from console import clock, db
from console.config import Config
from console.customers import consent, lookup, reason
from console.customers.purchases import purchases_of
from console.db import reading
from console.demo import company, exports
from console.demo.people import STORIES
from console.desk import customer_rows

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def company_loaded(store: str, tmp_path: Path) -> Iterator[list[tuple[str, str]]]:
    with clock.stopped_at(TUESDAY):
        problems = company.load(tmp_path / "demo", lambda _: None, settings=Config(data=tmp_path), many=60)
        yield [(each.file, each.field) for each in problems]


def test_the_same_seed_and_day_write_the_same_bytes(tmp_path: Path) -> None:
    one = exports.write(tmp_path / "one", date(2026, 11, 24), many=140)
    two = exports.write(tmp_path / "two", date(2026, 11, 24), many=140)
    assert [each.read_bytes() for each in one] == [each.read_bytes() for each in two]


def test_carmen_rings_and_four_sources_are_one_person(company_loaded: object) -> None:
    with reading() as session:
        (carmen,) = lookup.by_phone(session, STORIES["Carmen Ruiz Pardo"]).customers
        row = customer_rows.customer_row(session, carmen)
        sealed = customer_rows.sealed_row(session, carmen)
    assert len(row.sources) == 4
    assert row.reason and row.reason.facts["number"] == "48213"
    assert row.warning and row.warning.facts["number"] == "R-2291"
    assert row.promise and row.promise.where == "Panadería de Arganzuela"
    assert [each.title.code for each in row.contacts] == ["call_abandoned", "call", "call"]
    assert {each.label for each in sealed.facts} == {"address", "email", "policy"}
    assert not {each.label for each in row.facts} & {"address", "email", "policy"}


def test_juans_somontano_is_in_seven_of_twelve_and_he_said_we_may(company_loaded: object) -> None:
    with reading() as session:
        (juan,) = lookup.by_phone(session, STORIES["Juan Ortiz Lafuente"]).customers
        last = purchases_of(session, juan)[:12]
        assert sum(any("Somontano" in line.product for line in each.lines) for each in last) == 7
        assert consent.allows(session, juan, "offers", "phone")
        assert consent.allows(session, juan, "profiling")


def test_a_shared_landline_is_a_household_and_an_instruction_is_obeyed(company_loaded: object) -> None:
    with reading() as session:
        assert lookup.by_phone(session, STORIES["Rosa Navarro Gil"]).certainty == "household"
        (pilar,) = lookup.by_phone(session, STORIES["Pilar Serrano Vidal"]).customers
        assert reason.no_sales(session, pilar)
        assert not consent.allows(session, pilar, "offers", "phone")


def test_what_cannot_be_taken_in_is_named(company_loaded: list[tuple[str, str]]) -> None:
    assert ("crm.csv", "nacimiento") in company_loaded
    assert ("crm.csv", "id_cliente") in company_loaded
    assert ("purchases.csv", "num_socio") in company_loaded


def test_on_another_day_the_story_is_told_from_that_day(company_loaded: object, tmp_path: Path) -> None:
    clock.advance(timedelta(days=3))
    company.load(tmp_path / "demo", lambda _: None, settings=Config(data=tmp_path), many=60)
    with reading() as session:
        (carmen,) = lookup.by_phone(session, STORIES["Carmen Ruiz Pardo"]).customers
        late = reason.probable_reason(session, carmen)
    assert late and str(late.facts["due_to"]).startswith("2026-11-26")


def test_a_ringing_customers_row_takes_few_queries(company_loaded: object) -> None:
    said: list[str] = []
    with reading() as session:
        (carmen,) = lookup.by_phone(session, STORIES["Carmen Ruiz Pardo"]).customers

        def hear(_: object, __: object, statement: str, *___: object) -> None:
            said.append(statement)

        event.listen(db.engine(), "before_cursor_execute", hear)
        try:
            customer_rows.customer_row(session, carmen)
        finally:
            event.remove(db.engine(), "before_cursor_execute", hear)
    assert len(said) <= 14

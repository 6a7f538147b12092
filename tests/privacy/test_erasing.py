"""Somebody forgotten is found by nobody, counted by all, and gone from the file when the time is over."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, func, select
from sqlalchemy import cast as as_type

from console import clock, db
from console.agents.agent import Agent
from console.contacts.contact import Certainty, Contact, ContactEvent
from console.customers import lookup, name_search, preferences
from console.customers.source_records import Customer
from console.db import Base, reading, transaction
from console.errors import Invalid, Missing
from console.migrations import models
from console.privacy import erasing
from console.privacy.erasing import Erasure, Opening, StillHere
from console.privacy.treatment import TREATMENT, What, personal
from tests import cast
from tests.cast import CARMEN
from tests.customers.exporting import PEOPLE, person, take
from tests.privacy.conftest import DOCUMENT, EMAIL, KEEP, NAME, SECRET, Known, erasure, everybody, forget, work_off

TRACES = ("Zurriaga", "zurriaga", CARMEN, DOCUMENT, SECRET)


def test_no_table_about_people_is_without_its_treatment() -> None:
    assert {each.name for each in personal(models.metadata())} == set(TREATMENT)


def test_what_is_put_in_the_place_of_something_personal_fits_its_column() -> None:
    tables = models.metadata().tables
    for name, treatment in TREATMENT.items():
        for column, value in treatment.values.items():
            assert value is not None or tables[name].c[column].nullable, (name, column)
        assert (treatment.what is What.EMPTY) == bool(treatment.values), name


def test_nobody_finds_them_any_more_and_everybody_else_is_as_before(known: Known) -> None:
    forget(known)
    with reading() as session:
        assert lookup.by_phone(session, CARMEN).certainty == "unknown"
        assert [lookup.find(session, each) for each in (EMAIL, DOCUMENT, "A-1", NAME)] == [[], [], [], []]
        assert name_search.by_name(session, NAME) == []
        assert [each.customer_id for each in name_search.by_name(session, "Dan Stranger")] == [known.dan]


def test_no_living_table_says_anything_of_them(known: Known) -> None:
    forget(known)
    work_off()
    assert {name: found for name in Base.metadata.tables if name != "erasure" if (found := traces(name))} == {}


def traces(table_name: str) -> list[str]:
    """Columns in which any of their words still stands."""
    table = Base.metadata.tables[table_name]
    with reading() as session:
        return [
            column.name for column in table.c for trace in TRACES
            if session.scalar(select(func.count()).where(as_type(column, String).contains(trace)))
        ]  # fmt: skip


def test_every_figure_stays_true(known: Known) -> None:
    before = counted()
    forget(known)
    work_off()
    assert counted() == before
    with reading() as session:
        contact = session.get_one(Contact, known.contact)
        assert (contact.caller, contact.record_id, contact.certainty) == (None, None, Certainty.UNKNOWN)


def counted() -> list[Any]:
    with reading() as session:
        kinds = select(ContactEvent.kind, func.count()).group_by(ContactEvent.kind).order_by(ContactEvent.kind)
        states = select(Contact.state, Contact.queue_id, Contact.disposition, Contact.accepted_at)
        return [session.execute(each).all() for each in (kinds, states)]


def test_the_archive_opens_for_an_authority_and_says_who_opened_it(known: Known) -> None:
    number = forget(known)
    work_off()
    with transaction() as session:
        cleo = session.get_one(Agent, known.cast.cleo)
        with pytest.raises(Invalid):
            erasing.open_archive(session, session.get_one(Erasure, number), by=cleo, why=" ")
        opened = erasing.open_archive(session, session.get_one(Erasure, number), by=cleo, why="Court 3, order 12/26")
    assert [each["text"] for each in json.loads(opened)["note"]] == [SECRET]
    with reading() as session:
        assert session.scalars(select(Opening.why)).all() == ["Court 3, order 12/26"]


def test_when_its_time_is_over_nothing_is_left_in_the_file(sqlite_url: str, tmp_path: Path) -> None:
    db.connect(sqlite_url)
    known = everybody()
    place = Path(db.engine().url.database or "")
    db.empty_log()
    assert NAME.split()[1].encode() in place.read_bytes()
    number = forget(known)
    work_off()
    assert erasure(number).archive is not None
    with clock.stopped_at(clock.now() + KEEP + timedelta(seconds=1)):
        work_off()
    assert erasure(number).archive is None
    assert erasure(number).destroyed_at is not None
    db.empty_log()
    files = [place, place.with_name(place.name + "-wal"), *tmp_path.glob("*.jsonl")]
    left = {
        (each.name, trace) for each in files if each.exists() for trace in TRACES if trace.encode() in each.read_bytes()
    }  # fmt: skip
    assert left == set()
    with transaction() as session, pytest.raises(Missing):
        cleo = session.get_one(Agent, known.cast.cleo)
        erasing.open_archive(session, session.get_one(Erasure, number), by=cleo, why="Too late")


def test_somebody_in_a_conversation_is_not_forgotten_under_it(known: Known) -> None:
    cast.on_a_call(known.cast.bob, caller=CARMEN)
    with pytest.raises(StillHere):
        forget(known)
    with reading() as session:
        assert lookup.by_phone(session, CARMEN).customers == [known.carmen]


def test_forgotten_twice_is_missing_the_second_time(known: Known) -> None:
    forget(known)
    with pytest.raises(Missing):
        forget(known)


def test_an_import_brings_nobody_back(known: Known) -> None:
    forget(known)
    report = take("crm", "people", PEOPLE + f"1,{NAME},{CARMEN},{EMAIL},{DOCUMENT},,\n9,Eva Sol,,,,,\n")
    assert (report.new, [(each.line, each.field) for each in report.problems]) == (1, [(2, "key")])


def test_somebody_who_comes_back_by_another_way_is_not_sold_to(known: Known) -> None:
    forget(known)
    back = person("loyalty", "L-5", "Carmela Z.", phone=CARMEN)
    other = person("loyalty", "L-6", "Eva Sol", phone="611000222")
    with reading() as session:
        assert preferences.no_sales(session, back)
        assert not preferences.no_sales(session, other)


@pytest.mark.parametrize("why", ["", "because", "restored"])
def test_a_reason_is_one_of_the_law(known: Known, why: str) -> None:
    with transaction() as session, pytest.raises(Invalid) as refused:
        cleo = session.get_one(Agent, known.cast.cleo)
        erasing.forget(session, session.get_one(Customer, known.carmen), by=cleo, why=why, keep=KEEP)
    assert refused.value.field == "why"



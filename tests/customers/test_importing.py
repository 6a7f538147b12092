from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from console import db, events
from console.config import Config
from console.customers import history, importing, source_records, timeline
from console.customers.events import CustomerChanged
from console.customers.history import Order
from console.customers.purchases import purchases_of
from console.customers.source_records import Customer, SourceRecord, SourceRecordVersion
from console.db import reading, transaction
from console.errors import Invalid
from tests.customers.exporting import NOBODYS, ORDERS, PEOPLE, PURCHASES, owner, person, take


def test_bad_fields_are_named_by_line_and_the_rest_of_the_row_goes_in(store: str) -> None:
    report = take("crm", "people", PEOPLE + (
        "1,Ada Lovelace,611222333,,,,\n"
        "2,Bob Gómez,,,,31/02/1987,\n"
        ",Cleo Ruiz,,,,,\n"
        "4,Dan Stranger,12,,99100037A,,\n"
        "5,Eva\n"
        f"6,{'Eva Sol ' * 40},,eva@example.com,,,\n"
        "7,,,,,14/03/1968,\n"
    ))  # fmt: skip
    assert (report.new, report.refused, report.left_out) == (4, 3, 4)
    assert [(each.line, each.field, each.whole) for each in report.problems] == [
        (3, "birth_date", False), (4, "key", True), (5, "phones", False), (5, "document", False), (6, "", True),
        (7, "name", False), (8, "name", True),
    ]  # fmt: skip
    assert "14/03/1968" in report.problems[0].message
    with reading() as session:
        dan = session.scalars(select(SourceRecord).where(SourceRecord.key == "4")).one()
        assert dan.fields == {"name": "Dan Stranger", "document_as_written": "99100037A"}


def test_two_birth_dates_of_one_row_keep_the_first_and_say_so(store: str, tmp_path: Path) -> None:
    (tmp_path / "mappings").mkdir()
    columns = '{"name": "name", "born": "birth_date", "born_too": "birth_date"}'
    (tmp_path / "mappings" / "crm.json").write_text(f'{{"people": {{"key": "key", "columns": {columns}}}}}')
    text = "key,name,born,born_too\n1,Ada Lovelace,10/12/1975,11/12/1975\n2,Bob Gómez,1/1/1980,01/01/1980\n"
    report = importing.import_text("crm", "people", text, settings=Config(data=tmp_path))
    assert (report.new, [(each.line, each.field) for each in report.problems]) == (2, [(2, "born_too")])


@pytest.mark.parametrize(("content", "says"), [
    (b"PK\x03\x04 a spreadsheet", "CSV"), (b"key^name\n1^Ada\n", "told apart"), (b"key,name\n1,\x81\x8d\n", "UTF-8"),
])  # fmt: skip
def test_what_is_no_table_is_refused_with_what_to_do(store: str, tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "crm.csv"
    path.write_bytes(content)
    with pytest.raises(Invalid, match=says):
        importing.import_file("crm", "people", path, settings=Config(data=tmp_path))


def test_a_spreadsheets_unicode_is_read_too(store: str, tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_bytes("key\tname\n1\tÍñigo Peña\n".encode("utf-16"))
    assert importing.import_file("crm", "people", path, settings=Config(data=tmp_path)).new == 1


def test_the_same_file_again_changes_nothing_and_tells_nobody(store: str) -> None:
    text = PEOPLE + "1,Ada Lovelace,611222333,,,,\n"
    assert take("crm", "people", text).new == 1
    heard: list[CustomerChanged] = []
    stop = events.subscribe(CustomerChanged, heard.append)
    try:
        assert take("crm", "people", text).same == 1
        assert heard == []
        assert take("crm", "people", text.replace("222333", "222334")).changed == 1
        assert heard == [CustomerChanged(owner("crm", "1"))]
    finally:
        stop()


def test_every_version_of_a_row_is_kept_as_it_came(store: str) -> None:
    person("crm", "1", "Ada Lovelace", phone="611222333")
    person("crm", "1", "ADA LOVELACE", phone="611 222 333")
    with reading() as session:
        versions = session.scalars(select(SourceRecordVersion).order_by(SourceRecordVersion.version)).all()
        assert [each.raw["name"] for each in versions] == ["Ada Lovelace", "ADA LOVELACE"]
        assert session.scalars(select(SourceRecord.version)).one() == 2


def test_a_dry_run_counts_and_writes_nothing(store: str) -> None:
    report = take("crm", "people", PEOPLE + "1,Ada Lovelace,,,,,\n2,,,,,,\n", dry=True)
    assert (report.new, report.refused) == (1, 1)
    with reading() as session:
        assert session.scalar(select(func.count(Customer.id))) == 0


def test_history_of_nobody_is_refused_and_the_rest_hangs_on_the_record(store: str) -> None:
    ada = person("shop", "u1", "Ada Lovelace")
    rows = ORDERS + '48213,u1,2026-11-20,paid,,,"86,40"\n9,u9,2026-11-20,paid,,,1\n'
    report = take("shop", "orders", rows)
    assert [(each.line, each.field) for each in report.problems] == [(3, "person")]
    assert take("shop", "orders", rows).same == 1
    with reading() as session:
        assert [each.amount_cents for each in history.of(session, ada, Order)] == [8640]


def test_a_changed_order_is_told_once_on_the_timeline_as_it_is_now(store: str) -> None:
    ada = person("shop", "u1", "Ada Lovelace")
    take("shop", "orders", ORDERS + "7,u1,2026-11-20,paid,,,10\n")
    assert take("shop", "orders", ORDERS + "7,u1,2026-11-20,delivered,,,10\n").changed == 1
    with reading() as session:
        (entry,) = timeline.page(session, ada)
        assert entry.title["facts"]["state"] == "delivered"
        assert not history.open_orders(session, ada)


def test_a_receipt_has_its_lines(store: str) -> None:
    ada = person("loyalty", "s1", "Ada Lovelace")
    rows = PURCHASES + "t1;s1;2026-11-20;Arganzuela;8,10;Pan|bakery|1|1,15|0,80\nt2;s1;2026-11-21;;1;Pan|bakery\n"
    report = take("loyalty", "purchases", rows.replace("Pan|bakery\n", '"Pan|bakery"\n'))
    assert [(each.line, each.field) for each in report.problems] == [(3, "lines")]
    with reading() as session:
        (receipt,) = purchases_of(session, ada)
        assert [(each.product, each.cents, each.discount_cents) for each in receipt.lines] == [("Pan", 115, 80)]


def test_json_lines_are_taken_in_and_a_broken_line_is_named(store: str) -> None:
    text = '{"key": 1, "name": "Ada Lovelace", "children": 2}\n{"key":\n[]\n{"key": "2", "name": "Bob Gómez"}\n'
    report = take("crm", "people", text)
    assert (report.new, [each.line for each in report.problems]) == (2, [2, 3])


def test_a_file_without_its_key_column_is_refused_whole(store: str) -> None:
    with pytest.raises(Invalid) as refused:
        take("crm", "people", "name\nAda\n")
    assert refused.value.field == "key"
    with pytest.raises(Invalid):
        take("crm", "horoscopes", "key\n1\n")


def test_an_old_offices_encoding_and_separator_are_read(store: str, tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_bytes("key;name\n1;Íñigo Peña\n".encode("cp1252"))
    assert importing.import_file("crm", "people", path, settings=Config(data=tmp_path)).new == 1


def test_a_mapping_that_names_an_unknown_field_says_so(store: str, tmp_path: Path) -> None:
    (tmp_path / "mappings").mkdir()
    (tmp_path / "mappings" / "crm.json").write_text('{"people": {"key": "id", "columns": {"x": "nmae"}}}')
    with pytest.raises(Invalid, match="nmae"):
        importing.import_text("crm", "people", "id,x\n1,Ada\n", settings=Config(data=tmp_path))


def test_history_follows_its_record_into_another_profile(store: str) -> None:
    person("crm", "1", "Ada Lovelace", phone="611222333")
    take("shop", "people", PEOPLE + "u1,Ada Lovelace,,,,,\n")
    take("shop", "orders", ORDERS + "7,u1,2026-11-20,paid,,,10\n")
    ada = person("shop", "u1", "Ada Lovelace", phone="611222333")
    with reading() as session:
        assert ada == owner("crm", "1")
        assert len(history.of(session, ada, Order)) == 1


def test_the_console_record_is_made_once(store: str) -> None:
    ada = person("crm", "1", "Ada Lovelace")
    with transaction() as session:
        customer = session.get_one(Customer, ada)
        first = source_records.console_record(session, customer)
        assert source_records.console_record(session, customer) is first


NAMES = ("Ada Lovelace", "Bob Gómez", "Cleo Ruiz")
rows = st.tuples(
    st.sampled_from(("crm", "shop", "loyalty")), st.integers(1, 3), st.sampled_from(NAMES),
    st.sampled_from(("", "611222333", "611222444")), st.sampled_from(("", "a@example.com")),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(rows, min_size=1, max_size=6, unique_by=lambda each: each[:2]), st.randoms())
def test_files_in_any_order_and_twice_keep_every_row_once_and_no_two_names_together(
    store: str, some: list[tuple[str, int, str, str, str]], chance: object
) -> None:
    wipe()
    shuffled = [*some, *some]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for source, key, name, phone, email in shuffled:
        take(source, "people", f"{PEOPLE}{key},{name},{phone},{email},,,\n")
    with reading() as session:
        records = session.scalars(select(SourceRecord)).all()
        assert len(records) == len(some)
        assert all(each.version == 1 for each in records)
        names = {(each.customer_id, each.fields["name"]) for each in records}
        assert len(names) == len({customer for customer, _ in names})


def wipe() -> None:
    with transaction() as session:
        for table in reversed(db.Base.metadata.sorted_tables):
            session.execute(delete(table))


def test_a_batch_does_not_hold_the_writers_lock_for_long(store: str) -> None:
    """A desk that wants to write meanwhile gets its turn between two batches."""
    sizes: list[int] = []
    text = PEOPLE + "".join(f"{n},Ada Lovelace {chr(65 + n % 26)}lfa,,,,,\n" for n in range(300))
    report = importing.import_text("crm", "people", text, progress=sizes.append, settings=NOBODYS)
    assert report.new == 300
    assert sizes == sorted(sizes)
    assert sizes[-1] == 300
    assert len(sizes) > 1


def test_json_may_say_several_phones(store: str) -> None:
    text = '{"key": "1", "name": "Ada Lovelace", "phones": ["611222333", null, "nonsense", "+34 611 222 444"]}'
    report = take("crm", "people", text)
    assert (report.new, [(each.field, each.whole) for each in report.problems]) == (1, [("phones", False)])
    with reading() as session:
        (record,) = session.scalars(select(SourceRecord))
    assert record.fields["phones"] == ["+34611222333", "+34611222444"]

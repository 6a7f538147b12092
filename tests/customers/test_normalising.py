from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import clock
from console.customers import normalising
from console.errors import Invalid

MADRID = ZoneInfo("Europe/Madrid")
mobiles = st.integers(600_000_000, 699_999_999).map(str)


@given(mobiles, st.sampled_from(["{}", "+34{}", "0034{}", "34{}", "tel:+34{}", "(+34) {}"]), st.data())
def test_every_way_of_writing_a_number_is_the_same_number(bare: str, way: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "-", "."]), min_size=9, max_size=9))
    written = way.format("".join(digit + gap for digit, gap in zip(bare, gaps, strict=True)).rstrip("-. "))
    assert normalising.phone(written) == normalising.phone(bare) == f"+34{bare}"


def test_a_bare_foreign_number_is_read_as_a_phone_system_sends_it() -> None:
    assert normalising.phone("447911123456") == "+447911123456"


@pytest.mark.parametrize("text", ["", "12", "anonymous", "+34 11", "611CALLME", "6" * 60, "٦١١", "<script>"])
def test_an_impossible_number_is_none(text: str) -> None:
    assert normalising.phone(text) is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_a_number(text: str) -> None:
    found = normalising.phone(text)
    assert found is None or normalising.phone(found) == found


@pytest.mark.parametrize("text", ["14/03/1968", "1968-03-14", "14-03-1968", "14.03.1968", "19680314", "14/03/68"])
def test_a_birth_date_is_read_in_every_common_way(text: str) -> None:
    assert normalising.birth_date(text) == date(1968, 3, 14)


@pytest.mark.parametrize("text", ["31/02/1987", "sin fecha", "01/01/1700", "2999-01-01", "0000-00-00"])
def test_an_impossible_birth_date_names_its_field_and_not_its_value(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        normalising.birth_date(text, field="nacimiento")
    assert refused.value.field == "nacimiento"
    assert text not in str(refused.value)


def test_a_document_needs_its_check_letter() -> None:
    assert normalising.document("12.345.678-z") == "12345678Z"
    with pytest.raises(Invalid):
        normalising.document("12345678A")


def test_a_name_is_written_as_on_an_envelope() -> None:
    assert normalising.name("RUIZ PARDO,   CARMEN") == "Carmen Ruiz Pardo"
    assert normalising.name("maría de la fuente") == "María de la Fuente"
    with pytest.raises(Invalid):
        normalising.name("···")


def test_a_name_stays_itself_without_accents_and_in_any_order() -> None:
    assert normalising.name_key("Íñigo  Peña Muñoz") == normalising.name_key("MUNOZ PENA INIGO")
    assert normalising.name_key("Ana Gil") != normalising.name_key("Eva Gil")


AMOUNTS = [("86,40", 8640), ("86.4 €", 8640), ("1.234,56 €", 123456), ("1.234", 123400), ("-1", -100)]


@pytest.mark.parametrize(("text", "cents"), AMOUNTS)
def test_amounts_are_read_with_either_separator(text: str, cents: int) -> None:
    assert normalising.cents(text) == cents


def test_a_time_without_zone_is_the_sources_own_clock() -> None:
    assert normalising.moment("24/11/2026 18:00", zone=MADRID) == datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert normalising.moment("2026-07-01T18:00:00+02:00") == datetime(2026, 7, 1, 16, tzinfo=UTC)


def test_a_two_figure_year_never_lies_ahead() -> None:
    with clock.stopped_at(datetime(2026, 11, 24, tzinfo=UTC)):
        assert normalising.day("01/01/30") == date(1930, 1, 1)

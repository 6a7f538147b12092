"""People found by a likeness: listed, never recognised."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from console import due
from console.customers import lookup, name_index, name_search, reading_box, sounding
from console.customers.name_index import EmailKey, NameGap, NameKey, NameLine, NameWord
from console.customers.source_records import INDEX, SourceRecord
from console.db import reading, transaction
from tests.customers.exporting import person, stranger, take

ADA = "+34611222333"
WORDS = st.text(st.sampled_from("abcdefghilmnoprstuvz"), min_size=3, max_size=12)


def indexed() -> None:
    """The worker's part, until nothing waits."""
    while True:
        with transaction() as session:
            row = due.claim(session, [INDEX])
            if row is None:
                return
            session.delete(row)
            session.flush()
            name_index.index_due(session, row)


def found(text: str) -> list[tuple[int, str]]:
    with reading() as session:
        return [(each.id, each.by) for each in lookup.find(session, text)]


def test_a_name_with_two_mistakes_in_any_order_finds_her_first(store: str) -> None:
    ada = person("crm", "1", "María del Carmen Giménez Vázquez", born="1968-03-14")
    person("crm", "2", "Juana Pérez Soler")
    stranger()
    indexed()
    for typed in (
        "carmen gimenez vazquez", "VAZQUEZ GIMENEZ, CARMEN", "Mª Carmen Jimenes Bazques", "maria carmn gimnez vazquez",
        "carmen gimenez", "Mari Carmen Ximenez",
    ):  # fmt: skip
        assert found(typed)[0] == (ada, "name"), typed
    assert found("Zacarias Olmedo Frutos") == []


def test_pet_names_are_the_same_name(store: str) -> None:
    paco = person("crm", "1", "Francisco Ruiz Pardo")
    pepe = person("crm", "2", "Pepe Ortega Lara")
    indexed()
    assert found("Paco Ruiz")[0] == (paco, "name")
    assert found("José Ortega Lara")[0] == (pepe, "name")


def test_one_name_alone_is_known_for_a_name_and_finds_nobody(store: str) -> None:
    person("crm", "1", "Francisco Ruiz Pardo")
    indexed()
    with reading() as session:
        assert [name_search.is_one_name(session, typed) for typed in ("ruiz", "Paco", " FRANCISCO ")] == [True] * 3
        assert not any(name_search.is_one_name(session, typed) for typed in ("zacarias", "paco ruiz", "", "4471"))
    assert found("ruiz") == []


def test_a_name_and_a_birth_date_find_the_one_among_namesakes(store: str) -> None:
    person("crm", "1", "Carmen Ruiz Pardo", born="1950-01-01")
    ada = person("crm", "2", "Carmen Ruiz Pardo", born="1968-03-14")
    indexed()
    assert found("carmen ruis pardo 14/03/1968") == [(ada, "name_and_birth")]
    assert found("carmen 1968-03-14") == [(ada, "name_and_birth")]
    assert [each[1] for each in found("carmen ruiz pardo 15/03/1968")] == ["name", "name"]


def test_an_address_with_one_mistake_is_near_wherever_the_mistake_is(store: str) -> None:
    ada = person("crm", "1", "Ada Lovelace", email="ada.lovelace75@example.com")
    person("crm", "2", "Juana Pérez", email="juana@example.com")
    indexed()
    for typed in (
        "da.lovelace75@example.com", "ada.lovelace7@example.com", "ada.lvelace75@example.com",
        "ada.lovelaec75@example.com", "adal.ovelace75@example.com", "adda.lovelace75@example.com",
        "ada.lovelace75@exmaple.com",
    ):  # fmt: skip
        assert found(typed) == [(ada, "email_near")], typed
    assert found("bob@example.com") == []


def test_a_number_with_one_wrong_digit_lists_and_never_recognises(store: str) -> None:
    ada = person("crm", "1", "Ada Lovelace", phone=ADA)
    for typed in ("611 222 334", "612 222 333", "61122233", "6111222333", "+34 611 223 233", "0034611222332"):
        assert found(typed) == [(ada, "phone_near")], typed
    with reading() as session:
        for near in reading_box.neighbours(ADA, "ES"):
            assert lookup.by_phone(session, near) == lookup.Recognition("unknown", [])


def test_a_corrected_name_is_found_by_its_new_form_only(store: str) -> None:
    ada = person("crm", "1", "Ada Lovelace Byron")
    indexed()
    take("crm", "people", "key,name\n1,Carmen Ruiz Pardo\n")
    indexed()
    assert found("carmen ruiz pardo") == [(ada, "name")]
    assert found("ada lovelace byron") == []


def test_who_is_forgotten_leaves_no_word_behind_and_others_stay(store: str) -> None:
    person("crm", "1", "Ada Lovelace Ruiz", email="ada@example.com")
    carmen = person("crm", "2", "Carmen Ruiz Pardo")
    indexed()
    with transaction() as session:
        gone = session.scalars(select(SourceRecord.id).where(SourceRecord.key == "1")).one()
        name_index.forget(session, [gone])
    with reading() as session:
        assert set(session.scalars(select(NameWord.word))) == {"carmen", "ruiz", "pardo"}
        assert set(session.scalars(select(NameGap.word))) == {"carmen", "ruiz", "pardo"}
        assert session.scalar(select(func.count()).select_from(EmailKey)) == 0
        assert session.scalar(select(func.count()).select_from(NameLine)) == 1
    assert found("carmen ruiz") == [(carmen, "name")]


def test_indexing_twice_changes_nothing(store: str) -> None:
    person("crm", "1", "Carmen Ruiz Pardo")
    indexed()
    with transaction() as session:
        record = session.scalars(select(SourceRecord)).one()
        record.findable = False
        due.add(session, INDEX)
    indexed()
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(NameKey)) == 3
        assert set(session.scalars(select(NameWord.borne))) == {1}


@given(WORDS, st.integers(0, 11), st.sampled_from("abcdefgh"))
def test_words_one_letter_apart_share_a_gap(word: str, place: int, letter: str) -> None:
    at = place % len(word)
    wrong, more = word[:at] + letter + word[at + 1 :], word[:at] + letter + word[at:]
    for typed in (wrong, more, word[:at] + word[at + 1 :]):
        assert sounding.gaps(word) & sounding.gaps(typed)


@given(st.text(st.sampled_from("abcdefg.1"), min_size=4, max_size=20), st.integers(0, 19), st.sampled_from("abxyz"))
def test_addresses_one_mistake_apart_share_a_key(local: str, place: int, letter: str) -> None:
    at = place % (len(local) - 1)
    exchanged = local[:at] + local[at + 1] + local[at] + local[at + 2 :]
    shorter, longer = local[:at] + local[at + 1 :], local[:at] + letter + local[at:]
    for typed in (exchanged, shorter, longer, local[:at] + letter + local[at + 1 :]):
        assert name_search.email_guesses(typed) & name_index.email_keys(local), typed


@given(WORDS, WORDS)
def test_two_sounds_make_one_key_in_either_order(one: str, other: str) -> None:
    assert sounding.pair_key(one, other) == sounding.pair_key(other, one)
    assert -(2**63) <= sounding.pair_key(one, other) < 2**63


def test_what_is_not_a_name_is_never_one() -> None:
    assert sounding.words_of("  --- 123 ,, ") == []
    assert sounding.words_of("X" * 200 + " de la Vega") == ["x" * 40, "vega"]

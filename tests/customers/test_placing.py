from __future__ import annotations

import itertools

import pytest

from console.customers import lookup
from console.customers.source_records import Customer
from console.db import reading
from tests.customers.exporting import PEOPLE, owner, person, stranger, take

ADA = "+34611222333"
ROWS = {
    "crm": ("1,Ada Lovelace Byron,611222333,,99100037Y,1975-12-10,"),
    "shop": ("u1,LOVELACE BYRON ADA,,ada@example.com,,,"),
    "loyalty": ("s1,Ada Lovelace Byron,+34 611 222 333,ADA@example.com,,10/12/1975,2900000004471"),
    "insurance": ("a1,A. Byron,,,99100037-Y,,"),
}


@pytest.mark.parametrize("order", list(itertools.permutations(ROWS)))
def test_four_sources_are_one_person_whichever_comes_first(store: str, order: tuple[str, ...]) -> None:
    dan = stranger()
    for source in order:
        assert take(source, "people", f"{PEOPLE}{ROWS[source]}\n").new == 1
    owners = {owner(source, row.split(",")[0]) for source, row in ROWS.items()}
    assert len(owners) == 1
    assert dan not in owners


def test_a_shared_number_alone_joins_nobody(store: str) -> None:
    ada = person("crm", "1", "Ada Lovelace", phone=ADA)
    bob = person("shop", "u1", "Bob Gómez", phone=ADA)
    assert ada != bob
    with reading() as session:
        assert lookup.by_phone(session, ADA) == lookup.Recognition("household", [ada, bob])


def test_a_father_and_a_son_of_one_name_stay_two(store: str) -> None:
    father = person("crm", "1", "Bob Gómez Ruiz", phone=ADA, born="1950-01-01")
    assert person("shop", "u1", "Bob Gómez Ruiz", phone=ADA) == father
    assert person("loyalty", "s1", "Bob Gómez Ruiz", phone=ADA, born="1980-01-01") != father


def test_differing_documents_keep_people_apart(store: str) -> None:
    one = person("crm", "1", "Ada Lovelace", phone=ADA, document="99100037Y")
    assert person("insurance", "a", "Ada Lovelace", phone=ADA, document="12345678Z") != one


def test_two_rows_of_one_source_are_two_people_but_for_one_document(store: str) -> None:
    one = person("crm", "1", "Ada Lovelace", phone=ADA, document="99100037Y")
    assert person("crm", "2", "Ada Lovelace", phone=ADA) != one
    assert person("crm", "3", "Ada Lovelace", document="99100037Y") == one


def test_a_given_name_alone_is_no_full_name(store: str) -> None:
    assert person("crm", "1", "Ada", phone=ADA) != person("shop", "u1", "Ada", phone=ADA)


def test_a_corrected_row_finds_its_person_and_the_emptied_profile_stays(store: str) -> None:
    ada = person("crm", "1", "Ada Lovelace", phone=ADA)
    other = person("shop", "u1", "Ada Lovelace", phone="+34699111222")
    assert other != ada
    assert person("shop", "u1", "Ada Lovelace", phone=ADA) == ada
    with reading() as session:
        assert session.get(Customer, other) is not None
        assert lookup.by_phone(session, "+34699111222").certainty == "unknown"
        assert lookup.by_phone(session, ADA).certainty == "recognised"

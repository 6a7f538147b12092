from __future__ import annotations

import itertools

import pytest
from sqlalchemy import func, select

from console.customers import importing, lookup, resolving, review, surroundings
from console.customers.links import Link, LinkStatus
from console.customers.merge_events import MergeEvent
from console.customers.source_records import Customer, SourceRecord
from console.db import reading
from tests.customers.exporting import NOBODYS, PEOPLE, owner, person, stranger, take

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


def test_a_name_alone_joins_nobody_however_rare_it_is(store: str) -> None:
    ada = person("crm", "1", "Ada Lovelace Quintanilla")
    assert person("shop", "u1", "Ada Lovelace Quintanilla") != ada
    with reading() as session:
        found = review.possible_duplicate(session, ada)
    assert found is not None


def test_a_father_and_a_son_of_one_name_stay_two(store: str) -> None:
    father = person("crm", "1", "Bob Gómez Ruiz", phone=ADA, born="1950-01-01")
    assert person("shop", "u1", "Bob Gómez Ruiz", phone=ADA) == father
    assert person("loyalty", "s1", "Bob Gómez Ruiz", phone=ADA, born="1980-01-01") != father


def test_differing_documents_keep_people_apart(store: str) -> None:
    one = person("crm", "1", "Ada Lovelace", phone=ADA, document="99100037Y")
    assert person("insurance", "a", "Ada Lovelace", phone=ADA, document="12345678Z") != one


def test_one_document_joins_two_rows_of_one_source(store: str) -> None:
    one = person("crm", "1", "Ada Lovelace", phone=ADA, document="99100037Y")
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


GIVEN = "Ada Bob Cleo Eva Fay Gil Hugo Ida Leo Mar Noa Pau Rut Sol Teo Uma Vega Xenia Yago Zoe"
FAMILY = (
    "Lovelace Gómez Ruiz Ortega Navarro Pardo Vidal Campos Serra Quintana Molina Iglesias Fuentes Duarte Benítez "
    "Aguilar Hidalgo Jurado Keller Zamora"
)


def test_a_switchboard_of_four_hundred_makes_no_blob_and_no_queue_of_questions(store: str) -> None:
    """Everybody of a company rings from one number, writes from one mailbox and lives at one address."""
    given, family = GIVEN.split(), FAMILY.split()
    rows = "key,name,phones,emails,address,postcode\n" + "".join(
        f"{a}-{b},{given[a]} {family[b]} {family[(7 * a + 3 * b) % 20]},910555000,info@example.com,C/ Mayor 1,28001\n"
        for a in range(20) for b in range(20)
    )  # fmt: skip
    assert take("crm", "people", rows).new == 400
    with reading() as session:
        profiles = session.scalar(select(func.count(func.distinct(SourceRecord.customer_id))))
        asked = session.scalar(select(func.count()).select_from(Link).where(Link.status == LinkStatus.REVIEW))
    assert profiles == 400
    assert asked is not None and asked < 40


def test_killed_in_the_middle_it_is_done_again_to_the_same_end(store: str) -> None:
    importing.import_text("crm", "people", PEOPLE + ROWS["crm"] + "\n", settings=NOBODYS)
    importing.import_text("loyalty", "people", PEOPLE + ROWS["loyalty"] + "\n", settings=NOBODYS)
    with reading() as session:
        around = surroundings.of(session, [1, 2])
        made = resolving.steps(around, resolving.decide(session, around))
    resolving.carry_out(made[:1])  # and then the process dies
    resolving.resolve_everything()
    assert owner("crm", "1") == owner("loyalty", "s1")
    with reading() as session:
        assert len(session.scalars(select(MergeEvent)).all()) == 1
        assert not session.scalars(select(SourceRecord).where(SourceRecord.matched.is_(False))).all()


def test_a_changed_row_that_contradicts_its_profile_leaves_it(store: str) -> None:
    one = person("crm", "1", "Ada Lovelace Byron", phone=ADA, document="99100037Y")
    assert person("shop", "u1", "Ada Lovelace Byron", phone=ADA, document="99100037Y") == one
    take("shop", "people", f"{PEOPLE}u1,Bob Gómez,,,12345678Z,,\n")
    assert owner("shop", "u1") != owner("crm", "1") == one

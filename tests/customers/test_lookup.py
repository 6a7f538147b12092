from __future__ import annotations

from console.customers import lookup, profile
from console.db import reading
from tests.customers.exporting import ORDERS, person, stranger, take

ADA = "+34611222333"


def test_one_profile_is_recognised_and_a_withheld_number_is_nobody(store: str) -> None:
    ada, dan = person("crm", "1", "Ada Lovelace", phone=ADA), stranger()
    with reading() as session:
        assert lookup.by_phone(session, ADA) == lookup.Recognition("recognised", [ada])
        assert lookup.by_phone(session, None) == lookup.Recognition("unknown", [])
        assert lookup.by_phone(session, "+34611222334") == lookup.Recognition("unknown", [])
        assert lookup.by_phone(session, "+34699000111").customers == [dan]


def test_a_companys_switchboard_says_nothing(store: str) -> None:
    names = ("Ada Lovelace", "Bob Gómez", "Cleo Ruiz", "Eva Sol", "Fay Ortega", "Gil Navarro", "Hugo Pardo", "Ida Gil")
    for each, name in enumerate((*names, "Leo Campos")):
        person("crm", str(each), name, phone=ADA)
    assert len(names) == lookup.LARGEST_HOUSEHOLD
    with reading() as session:
        assert lookup.by_phone(session, ADA).certainty == "unknown"


def test_people_are_found_by_each_exact_key(store: str) -> None:
    ada = person("shop", "u1", "Ada Lovelace", phone=ADA, email="Ada@Example.com",
                 document="99100037Y", card="2900 0000 0447 1")  # fmt: skip
    stranger()
    take("shop", "orders", ORDERS + "W-48213,u1,2026-11-20,paid,,,10\n")
    keys = {
        "611 22 23 33": "phone", "ada@example.COM": "email", "99100037-y": "document",
        "2900000004471": "card", "w-48213": "order",
    }  # fmt: skip
    with reading() as session:
        for text, by in keys.items():
            assert [(each.id, each.by) for each in lookup.find(session, text)] == [(ada, by)]
        for text in ("", "Ada", "4471", "%", "48213", "ada@example"):
            assert lookup.find(session, text) == []


def test_the_better_source_wins_a_field_and_accents_win_a_name(store: str) -> None:
    born = "1975-12-10"
    one = person("insurance", "a1", "Íñigo Peña de la Gil", phone=ADA, document="99100037Y", born=born)
    assert person("crm", "1", "INIGO PENA DE LA GIL", phone=ADA, email="crm@example.com") == one
    assert person("shop", "u1", "peña de la gil íñigo", phone=ADA, email="shop@example.com") == one
    with reading() as session:
        found = profile.profile(session, one)
        assert found.name == "Íñigo Peña de la Gil"
        assert found.email == "shop@example.com"  # the shop sends what is bought there
        assert found.emails == ("shop@example.com", "crm@example.com")
        assert [each.code for each in found.checks] == ["birth_date", "document_last4"]

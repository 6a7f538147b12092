"""Who shares a number lives together, unless a whole company shares it."""

from __future__ import annotations

from console.customers import household
from console.db import reading
from tests.customers.exporting import PEOPLE, owner, person, take


def surname(nth: int) -> str:
    """Like no other's by more than a slip of the pen."""
    tens, ones = divmod(nth, 10)
    return "kmprt"[tens % 5] * 3 + "aeiou"[tens // 5] * 3 + "bcdfghjlnv"[ones] * 3


def test_two_who_share_a_number_live_together_and_a_stranger_does_not(store: str) -> None:
    ada = person("crm", "1", "Ada Lovelace", phone="611222333")
    bob = person("crm", "2", "Bob Gómez", phone="611222333")
    dan = person("crm", "3", "Dan Stranger", phone="611222334")
    with reading() as session:
        assert [household.others(session, each) for each in (ada, bob, dan)] == [[bob], [ada], []]


def test_nine_or_ninety_who_share_a_switchboard_live_nowhere_together(store: str) -> None:
    for people, number in ((9, "611222333"), (90, "611222444")):
        rows = "".join(f"{people}-{n},Once {surname(n)},{number},,,,\n" for n in range(people))
        assert take("crm", "people", PEOPLE + rows).new == people
        with reading() as session:
            assert household.others(session, owner("crm", f"{people}-0")) == []

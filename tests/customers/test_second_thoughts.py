"""A record leaves the profile that the matcher put it in once somebody comes who may as well be it."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from console.agents.agent import Agent
from console.customers import review, second_thoughts
from console.customers.links import Link, LinkStatus
from console.customers.merge_events import MergeEvent, MergeKind, replay
from console.customers.source_records import SourceRecord
from console.db import reading, transaction
from tests import cast
from tests.customers.exporting import PEOPLE, owner, person, stranger, take
from tests.customers.test_importing import wipe
from tests.customers.test_merging import undo_everything, where

ADA, MAIL = "+34611222333", "ada.lovelace9@example.com"


def joined() -> int:
    """A shop knows no document: by name, number and mailbox it is the Ada whom we know."""
    ada = person("crm", "1", "Ada Lovelace Byron", phone=ADA, email=MAIL, document="99100037Y")
    assert person("shop", "u1", "Ada Lovelace", phone=ADA, email=MAIL) == ada
    return ada


def rival() -> int:
    """Her daughter of the same name, with her number and her mailbox."""
    return person("insurance", "a1", "Ada Lovelace Byron", phone=ADA, email=MAIL, document="12345678Z")


def test_it_leaves_when_a_rival_comes_and_somebody_is_asked(store: str) -> None:
    dan, ada = stranger(), joined()
    daughter = rival()
    assert len({ada, daughter, owner("shop", "u1"), dan}) == 4
    assert owner("crm", "1") == ada
    with reading() as session:
        assert review.possible_duplicate(session, owner("shop", "u1")) is not None
        assert review.possible_duplicate(session, dan) is None
        event = session.scalars(select(MergeEvent).where(MergeEvent.reason == second_thoughts.RIVAL)).one()
        assert (event.kind, event.by_id) == (MergeKind.UNDO, None)
        assert not session.scalars(select(SourceRecord).where(SourceRecord.matched.is_(False))).all()


def test_what_a_person_said_stays_whoever_comes(store: str) -> None:
    people, ada = cast.cast(), joined()
    person("loyalty", "s1", "Ada L.", phone=ADA)
    with transaction() as session:
        asked = session.scalars(select(Link).where(Link.status == LinkStatus.REVIEW)).one()
        review.answer(session, asked.id, same=True, by=session.get_one(Agent, people.cleo))
    assert rival() != ada
    assert owner("shop", "u1") == owner("loyalty", "s1") == owner("crm", "1") == ada


def test_it_may_come_back_when_its_document_is_known(store: str) -> None:
    ada = joined()
    rival()
    assert owner("shop", "u1") != ada
    take("shop", "people", f"{PEOPLE}u1,Ada Lovelace,{ADA},{MAIL},99100037Y,,\n")
    assert owner("shop", "u1") == ada


ROWS = (
    ("crm", f"1,Ada Lovelace Byron,{ADA},{MAIL},99100037Y,1975-12-10,"),
    ("crm", f"2,Ada Lovelace Byron,{ADA},{MAIL},12345678Z,2001-03-04,"),
    ("shop", f"u1,Ada Lovelace,{ADA},{MAIL},,,"),
    ("shop", f"u2,Ada Lovelace,,{MAIL},12345678Z,,"),
    ("loyalty", f"s1,Ada Lovelace Byron,{ADA},,,10/12/1975,"),
    ("loyalty", "s2,Ada Lovelace,,,,04/03/2001,"),
    ("insurance", f"a1,A. Byron,,{MAIL},99100037Y,,"),
    ("insurance", f"a2,Bob Byron,{ADA},,87654321X,,"),
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(ROWS), data=st.data())
def test_in_whatever_order_they_come_memberships_are_the_sum_of_events(
    store: str, order: list[tuple[str, str]], data: st.DataObject
) -> None:
    wipe()
    for source, row in order:
        take(source, "people", f"{PEOPLE}{row}\n")
        assert where() == summed()
    assert owner("crm", "1") != owner("crm", "2")
    undo_everything(data)
    assert where() == homes()


def homes() -> dict[int, int]:
    with reading() as session:
        return {each.id: each.home_id or each.customer_id for each in session.scalars(select(SourceRecord))}


def summed() -> dict[int, int]:
    with reading() as session:
        return replay(homes(), session.scalars(select(MergeEvent).order_by(MergeEvent.id)))

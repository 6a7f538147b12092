from __future__ import annotations

import pytest

from console.db import reading, transaction
from console.desk import offer_rows
from console.errors import Invalid, Missing
from console.offers import outcomes, scripts
from console.offers.catalogue import Offer
from console.offers.scripts import NotProposed, ProblemFirst, ScriptMoved
from console.offers.told import Result
from tests.offers import people
from tests.offers.people import (
    calls,
    decides,
    does,
    floor,
    opens,
    ready,
    says,
)

pytestmark = pytest.mark.usefixtures("store")


def test_first_the_problem_then_the_offer() -> None:
    there = floor()
    contact = calls(there)
    decides(contact)
    with pytest.raises(ProblemFirst):
        opens(there, contact)


def test_only_the_offer_decided_on_may_be_told() -> None:
    there, contact = ready()
    with pytest.raises(NotProposed):
        opens(there, contact, "capsules")


def test_a_stranger_finds_nothing_to_open_to_answer_or_to_take_back() -> None:
    there, contact = ready()
    wanted = people.offer_id("carinena")
    opens(there, contact)
    with pytest.raises(Missing):
        does(contact, there.bob, lambda s, c, a: scripts.open_script(s, c, by=a, offer_id=wanted))
    with pytest.raises(Missing):
        does(contact, there.bob, lambda s, c, a: scripts.answer(
            s, c, by=a, step="permission", answer="yes", reason=None, version=1))  # fmt: skip
    with pytest.raises(Missing):
        does(contact, there.bob, lambda s, c, a: scripts.back(s, c, by=a))
    with pytest.raises(Missing):
        does(contact, there.bob, lambda s, c, a: outcomes.write(
            s, c, by=a, offer=s.get_one(Offer, wanted), result=Result.REJECTED))  # fmt: skip


def test_the_words_are_in_the_callers_language_with_every_gap_filled() -> None:
    there, contact = ready()
    opens(there, contact)
    says(there, contact, "permission", "yes", 1)
    with reading() as session:
        row = offer_rows.script_row(session, contact)
    assert row and "a 5,95 €" in row.say and "{" not in row.say
    assert [each.state for each in row.steps] == ["done", "current", "ahead"]
    assert [each.key for each in row.answers] == ["accepts", "later", "rejected", "not_mentioned"]
    assert len(row.answers[2].reasons) == 5


def test_a_stale_screen_is_told_so_and_a_retry_is_the_first() -> None:
    there, contact = ready()
    opens(there, contact)
    first = says(there, contact, "permission", "yes", 1)
    assert says(there, contact, "permission", "yes", 1).version == first.version
    with pytest.raises(ScriptMoved):
        says(there, contact, "permission", "later", 1)


def test_one_step_back() -> None:
    there, contact = ready()
    opens(there, contact)
    says(there, contact, "permission", "yes", 1)
    position = does(contact, there.dan, lambda s, c, a: scripts.back(s, c, by=a))
    assert (position.step, position.version) == ("permission", 3)


def test_an_answer_or_a_reason_that_is_not_there_is_invalid() -> None:
    there, contact = ready()
    opens(there, contact)
    with pytest.raises(Invalid):
        says(there, contact, "permission", "perhaps", 1)
    with pytest.raises(Invalid):
        says(there, contact, "permission", "rejected", 1, 9)


def test_an_edit_does_not_pull_the_script_from_under_a_conversation() -> None:
    from console.demo.offer_scripts import SCRIPTS
    from console.offers import steps

    there, contact = ready()
    opens(there, contact)
    with transaction() as session:
        assert steps.save(session, "carinena", SCRIPTS["capsules"]).version == 2
    says(there, contact, "permission", "yes", 1)
    with reading() as session:
        row = offer_rows.script_row(session, contact)
    assert row and "Cariñena" in row.say

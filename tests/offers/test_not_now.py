"""Not now, and the day somebody chose; shown and never mentioned is no refusal and teaches nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from console import clock, config, due
from console.agents.agent import AgentState
from console.contacts import wrapping_up
from console.contacts.contact import Contact, ContactEvent
from console.contacts.follow_ups import FollowUp
from console.customers import timeline
from console.db import reading, transaction
from console.desk import offer_rows
from console.errors import Invalid
from console.offers import outcomes, scripts, unmentioned
from console.offers.catalogue import Offer
from console.offers.script_position import ScriptPosition
from console.offers.told import Outcome, Result
from tests.offers.people import Floor, does, opens, ready, says

pytestmark = pytest.mark.usefixtures("store")


def not_now(there: Floor, contact: int, day: date | None) -> ScriptPosition:
    return does(contact, there.dan, lambda s, c, a: scripts.answer(
        s, c, by=a, step="permission", answer="later", later_on=day, version=1))  # fmt: skip


def test_the_day_somebody_chose_is_kept_told_and_followed_up() -> None:
    there, contact = ready()
    opens(there, contact)
    with reading() as session:
        row = offer_rows.script_row(session, contact)
    assert row
    choice = next(each.later for each in row.answers if each.key == "later")
    assert choice and date.fromisoformat(choice.suggested) - date.fromisoformat(choice.first) == timedelta(days=29)
    day = date.fromisoformat(choice.first) + timedelta(days=9)
    not_now(there, contact, day)
    with transaction() as session:
        outcome = session.scalars(select(Outcome)).one()
        assert outcome.later_at and round((outcome.later_at - outcome.at) / timedelta(days=1), 3) == 10
        claimed = due.claim(session, ["offers.fulfil"])
        assert claimed
        outcomes.fulfil_due(session, claimed)
        promised = session.scalars(select(FollowUp)).one()
        assert promised.owner_id == there.dan and promised.due_at == outcome.later_at
        title = timeline.page(session, there.juan)[0].title
        assert title["code"] == "offer_later" and title["facts"]["on"] == outcome.later_at.isoformat()


@pytest.mark.parametrize("days", [-3, 0, 366, 21])
def test_a_day_out_of_bounds_is_refused_naming_the_field_and_nothing_is_kept(days: int) -> None:
    """Yesterday, today, after a year, and after the offer's own end."""
    there, contact = ready()
    with transaction() as session:
        session.query(Offer).filter_by(key="carinena").one().valid_until = clock.now() + timedelta(days=20)
    opens(there, contact)
    with pytest.raises(Invalid) as refused:
        not_now(there, contact, clock.now().astimezone(config.read().zone).date() + timedelta(days=days))
    assert refused.value.field == "later_on"
    with reading() as session:
        position = session.get_one(ScriptPosition, contact)
        assert (position.step, position.version, position.outcome) == ("permission", 1, None)
        assert session.scalars(select(Outcome)).all() == []


def wraps_up(there: Floor, contact: int) -> None:
    does(contact, there.dan, lambda s, c, a: wrapping_up.hang_up(s, c, by=a))
    does(contact, there.dan, lambda s, c, a: wrapping_up.wrap_up(
        s, c, by=a, disposition="done", follow_up=None, next_state=AgentState.AVAILABLE))  # fmt: skip
    with transaction() as session:
        row = due.claim(session, ["offers.unmentioned"])
        assert row
        for _ in range(2):  # done twice it comes to the same
            unmentioned.write_due(session, row)


def came_of_it(contact: int) -> list[Result]:
    with reading() as session:
        return [each.result for each in session.scalars(select(Outcome).where(Outcome.contact_id == contact))]


def test_shown_and_never_read_out_is_not_mentioned_and_teaches_nothing() -> None:
    there, contact = ready()
    wraps_up(there, contact)
    assert came_of_it(contact) == [Result.NOT_MENTIONED]
    with reading() as session:
        assert session.scalar(select(due.Due.id).where(due.Due.kind == "offers.learn")) is None
        told = session.scalars(select(ContactEvent).where(ContactEvent.kind == "offer_outcome")).one()
        assert told.facts["result"] == "not_mentioned"


def test_an_opened_script_nobody_read_from_is_not_mentioned_either() -> None:
    there, contact = ready()
    opens(there, contact)
    wraps_up(there, contact)
    assert came_of_it(contact) == [Result.NOT_MENTIONED]


def test_what_was_read_out_or_written_down_or_never_shown_stays_as_it_is() -> None:
    there, contact = ready()
    opens(there, contact)
    says(there, contact, "permission", "yes", 1)
    wraps_up(there, contact)
    assert came_of_it(contact) == []
    with transaction() as session:
        session.get_one(Contact, contact).resolved_at = None
        session.delete(session.get_one(ScriptPosition, contact))
        unmentioned.write_due(session, due.Due(facts={"contact_id": contact}))
    assert came_of_it(contact) == []
    with transaction() as session:
        found = session.get_one(Contact, contact)
        found.resolved_at = clock.now()
        outcomes.keep(
            session, found, agent_id=there.dan, offer=session.query(Offer).filter_by(key="carinena").one(),
            result=Result.REJECTED,
        )  # fmt: skip
        unmentioned.write_due(session, due.Due(facts={"contact_id": contact}))
    assert came_of_it(contact) == [Result.REJECTED]

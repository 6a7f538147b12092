"""Outcomes teach the model through the worker; what was never mentioned teaches nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from console import clock, due
from console.db import reading, transaction
from console.offers import decisions, model_versions, outcomes
from console.offers.model_versions import ModelVersion, Pen
from console.offers.told import Outcome, Result
from console.worker import LEARNING, Worker
from tests.offers import people
from tests.offers.people import calls, decides, floor, ready, refuses

pytestmark = pytest.mark.usefixtures("store")


def learns() -> int:
    """The worker does its heavy work once; how many rows."""
    worker = Worker(LEARNING)
    try:
        return worker.work_off()
    finally:
        worker.stop()


def learnt() -> int:
    with reading() as session:
        return model_versions.current(session).model.learnt


def test_a_refusal_makes_the_same_offer_less_likely_for_the_next() -> None:
    there, contact = ready()
    before = decides(contact).body["candidates"][0]["p"]
    refuses(there, contact)
    learns()
    assert learnt() == 1
    with transaction() as session:  # as somebody alike who was told nothing yet
        for each in session.scalars(select(Outcome)):
            session.delete(each)
    after = decides(contact).body["candidates"][0]
    assert after["key"] == "carinena" and after["p"] < before
    assert sum(line["cents"] for line in after["lines"]) == after["expected_cents"]
    said = {line["facts"].get("text_en", "") for line in after["lines"]}
    assert any(each.startswith(("Learnt", "Everything else")) for each in said)


def test_what_was_not_mentioned_teaches_nothing() -> None:
    there, contact = ready()
    with reading() as session:
        offer = session.get_one(decisions.Offer, people.offer_id("carinena"))
    people.does(
        contact, there.dan,
        lambda s, c, a: outcomes.write(s, c, by=a, offer=s.merge(offer), result=Result.NOT_MENTIONED),
    )  # fmt: skip
    learns()
    assert learnt() == 0


def test_it_is_kept_with_its_version_and_read_again_after_a_restart() -> None:
    there, contact = ready()
    refuses(there, contact)
    learns()
    with reading() as session:
        before = model_versions.current(session)
        model_versions._newest.clear()  # as a process that has just started
        after = model_versions.current(session)
        assert after is not before and after.version == before.version == 1
        assert (after.model.joint.covariance == before.model.joint.covariance).all()
        assert session.get_one(Pen, 1).version == session.get_one(ModelVersion, 1).version


def test_outcomes_that_wait_are_learnt_at_once_each_in_its_own_right() -> None:
    there, contact = ready()
    refuses(there, contact)
    with transaction() as session:  # told of twice to the worker: it is one outcome
        due.add(session, "offers.learn", once="again", contact_id=contact, offer_id=people.offer_id("nappies"))
    learns()
    assert learnt() == 1
    with reading() as session:
        assert session.scalar(select(due.Due).where(due.Due.kind == "offers.learn")) is None


@pytest.mark.parametrize("first", [True, False])
def test_what_cannot_be_learnt_holds_up_no_other_and_is_tried_again(first: bool) -> None:
    """Whether it is the one the worker took, or among those that wait."""
    there, contact = ready()
    if first:
        wish_of_nobody()
    refuses(there, contact)
    if not first:
        wish_of_nobody()
    learns()
    assert learnt() == 1
    with reading() as session:
        left = session.scalars(select(due.Due).where(due.Due.kind == "offers.learn")).one()
        assert (left.once, left.attempts) == ("broken", 1) and left.due_at > clock.now()


def wish_of_nobody() -> None:
    with transaction() as session:
        due.add(session, "offers.learn", once="broken")


def test_before_anybody_answered_the_owners_figures_stand() -> None:
    decision = decides(calls(floor()))
    best = decision.body["candidates"][0]
    assert decision.body["model"] == 0 and best["expected_cents"] == 214

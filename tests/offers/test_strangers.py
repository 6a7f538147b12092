"""A stranger whom a campaign brought may say no without saying who they are; a yes is somebody's."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from console import due
from console.customers.consent import ConsentAct
from console.db import reading, transaction
from console.demo.offers import FAIR_LINE
from console.errors import Refused
from console.offers import campaigns, learning, model_versions, outcomes
from console.offers.catalogue import Offer
from console.offers.told import Outcome, Result
from tests import cast
from tests.offers.people import Floor, decides, does, floor, offer_id, opens, says, solves

pytestmark = pytest.mark.usefixtures("store")


def stranger() -> tuple[Floor, int]:
    there = floor()
    cast.available(there.dan)
    contact = cast.call(caller="+34699000177", queue=FAIR_LINE)
    cast.route()
    cast.accept(contact, there.dan)
    decides(contact)
    solves(there, contact)
    return there, contact


def test_a_no_is_written_down_of_nobody_and_teaches_and_is_reported() -> None:
    there, contact = stranger()
    with reading() as session:
        acts = session.scalar(select(func.count()).select_from(ConsentAct))
    opens(there, contact, "card")
    says(there, contact, "permission", "rejected", 1, 3)  # not by phone: nobody is known to object
    with transaction() as session:
        written = session.scalars(select(Outcome)).one()
        assert (written.record_id, written.result) == (None, Result.REJECTED)
        assert session.scalar(select(func.count()).select_from(ConsentAct)) == acts
        row = due.claim(session, ["offers.learn"])
        assert row
        learning.learn_due(session, row)
        assert model_versions.current(session).model.learnt == 1
        fair = next(each for each in campaigns.results(session) if each.campaign.key == "wine_fair")
        assert (fair.contacts, fair.unknown, fair.customers, fair.told, fair.accepted) == (1, 1, 0, 1, 0)


def test_a_yes_of_nobody_and_any_answer_to_what_isnt_public_are_refused() -> None:
    there, contact = stranger()
    for key, result in (("card", Result.ACCEPTED), ("carinena", Result.REJECTED)):
        wanted = offer_id(key)
        with pytest.raises(Refused):
            does(contact, there.dan, lambda s, c, a, wanted=wanted, result=result: outcomes.write(
                s, c, by=a, offer=s.get_one(Offer, wanted), result=result))  # type: ignore[misc]  # fmt: skip
    with reading() as session:
        assert session.scalars(select(Outcome)).all() == []

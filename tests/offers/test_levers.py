from __future__ import annotations

from datetime import timedelta

import pytest

from console import clock
from console.agents.agent import Agent
from console.db import reading, transaction
from console.errors import Invalid, Missing
from console.offers import experiments, levers
from console.offers.levers import Lever
from tests import cast

pytestmark = pytest.mark.usefixtures("store")
SOON = timedelta(days=30)


def puts(by: int, *, factor: int = 150, why: str = "too much in stock", days: int = 30) -> int:
    with transaction() as session:
        made = levers.put(
            session, by=session.get_one(Agent, by), factor=factor, why=why,
            until=clock.now() + timedelta(days=days), category="wine",
        )  # fmt: skip
        session.flush()
        return made.id


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("factor", {"factor": 49}), ("factor", {"factor": 201}), ("until", {"days": -1}), ("until", {"days": 400}),
     ("why", {"why": " "})],
)  # fmt: skip
def test_a_lever_beyond_its_bounds_is_refused_naming_the_field(field: str, wrong: dict[str, int]) -> None:
    cleo = cast.cast().cleo
    with pytest.raises(Invalid) as refused:
        puts(cleo, **wrong)  # type: ignore[arg-type]
    assert refused.value.field == field
    with reading() as session:
        assert levers.in_force(session) == []


def test_agents_pull_no_levers() -> None:
    dan = cast.cast().dan
    with pytest.raises(Missing):
        puts(dan)


def test_a_lever_has_an_owner_and_an_end() -> None:
    cleo = cast.cast().cleo
    made = puts(cleo)
    with reading() as session:
        lever = session.get_one(Lever, made)
        assert lever.owner_id == cleo and levers.factors(levers.in_force(session)) == {"category:wine": 150}
    with transaction() as session:
        levers.take_off(session, made, by=session.get_one(Agent, cleo))
    with reading() as session:
        assert levers.in_force(session) == []


def test_two_percent_are_held_out_for_good() -> None:
    held = [each for each in range(20_000) if experiments.held_out(each, 200)]
    assert 300 < len(held) < 500
    assert held == [each for each in range(20_000) if experiments.held_out(each, 200)]
    assert set(held) <= {each for each in range(20_000) if experiments.held_out(each, 500)}
    assert not experiments.held_out(None, 10_000)


def test_only_who_oversees_changes_the_experiment_and_within_bounds() -> None:
    made = cast.cast()
    with transaction() as session, pytest.raises(Missing):
        experiments.change(session, by=session.get_one(Agent, made.dan), holdout=0, width=25, exploration=0)
    with transaction() as session, pytest.raises(Invalid) as refused:
        experiments.change(session, by=session.get_one(Agent, made.cleo), holdout=9000, width=25, exploration=0)
    assert refused.value.field == "holdout"
    with transaction() as session:
        experiments.change(session, by=session.get_one(Agent, made.cleo), holdout=0, width=0, exploration=100)
    with reading() as session:
        assert experiments.settings(session) == experiments.Settings(0, 0, 100)

"""Making a decision again from what was kept with it: the same gates, the same arithmetic.

Kept are the customer's facts, the agent's skills, the moment, levers, hold-out and exploration, and
of each offer that was open what was expected and what was drawn. The catalogue is kept by its digest
in ``offer_shelf``. The model's weights are not needed: probabilities and draws are what it said then.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.agents.agent import Agent, AgentSkill
from console.errors import Refused
from console.offers import choosing, decisions, keeping, written
from console.offers import shelf as shelves
from console.offers.arbitration import CERTAIN
from console.offers.choosing import Chances, Choice, Question
from console.offers.logits import odds
from console.offers.shelf import KeptShelf, Shelf

if TYPE_CHECKING:
    from console.offers.decisions import Decision
    from console.offers.foretelling import Foretelling, Parts
    from console.offers.model_versions import Reading


class CannotReplay(Refused):
    message = "This decision was made by rules this console no longer has."


def inputs_of(
    asked: Question, choice: Choice, told: Foretelling, parts: Parts, share: float, reading: Reading
) -> dict[str, Any]:
    """``p`` and ``drawn`` stand in the order of the shelf, of those open."""
    return {
        "at": asked.at.isoformat(),
        "facts": keeping.kept(asked.facts),
        "skills": None if asked.agent is None else [
            [each.skill, each.level, each.trained_until.isoformat() if each.trained_until else None]
            for each in asked.agent.skills
        ],
        "levers": asked.levers,
        "held_out": asked.held_out,
        "explore": asked.explore,
        "near": asked.near,
        "beneath": asked.beneath,
        "p": choice.chances.p.tolist(),
        "drawn": choice.chances.drawn.tolist(),
        "parts": parts,
        "chance": share,
        "lesson": lesson_of(asked, choice, told, reading),
    }  # fmt: skip


def lesson_of(asked: Question, choice: Choice, told: Foretelling, reading: Reading) -> dict[str, Any] | None:
    """What the outcome of the chosen offer is learnt from."""
    if choice.best is None or told.found is None:
        return None
    insurance = bool(asked.shelf.insurance[choice.sifted.open[choice.best]])
    cheaper = made_likelier(int(choice.chances.p[choice.best]), int(choice.prices.adds[choice.best]))
    return {
        "row": told.shopless if insurance else told.row,
        "offset": float(told.offsets[choice.best]) + cheaper,
        "voices": told.found.voices[:, choice.best].tolist(),
        "learnt": reading.model.learnt,
    }


def made_likelier(p: int, adds: int) -> float:
    """How far a personal price moves the log-odds: what came of it is no merit of anything else."""
    if not adds:
        return 0.0
    before, after = odds(np.array([p / CERTAIN, min(max(p + adds, 0), CERTAIN) / CERTAIN]))
    return float(after - before)


def replay(session: Session, decision: Decision) -> dict[str, Any]:
    """The decision's body, made again. Raises CannotReplay when its rules or inputs are gone."""
    inputs = session.get(decisions.DecisionInputs, decision.id)
    if inputs is None or decision.rules not in decisions.REPLAYED:
        raise CannotReplay
    kept = session.scalar(select(KeptShelf).where(KeptShelf.digest == inputs.shelf))
    if kept is None:
        raise CannotReplay
    return again(shelves.from_cards(kept.cards), inputs.body, inputs.model)


def again(shelf: Shelf, said: dict[str, Any], model: int) -> dict[str, Any]:
    """The same without a database."""
    try:
        facts = keeping.restored(said["facts"])
    except KeyError as gone:
        raise CannotReplay from gone
    asked = Question(
        shelf, facts, agent_of(said["skills"]), datetime.fromisoformat(said["at"]),
        held_out=said["held_out"], levers=said["levers"], explore=said["explore"], near=said.get("near", 0),
        beneath=said.get("beneath", False),
    )  # fmt: skip
    chances = Chances(np.array(said["p"], dtype=np.int64), np.array(said["drawn"], dtype=np.int64))
    choice = choosing.choose(asked, choosing.sift(asked), chances)
    return written.written(asked, choice, said["parts"], said["chance"], model)


def agent_of(skills: list[list[Any]] | None) -> Agent | None:
    if skills is None:
        return None
    made = Agent()
    made.skills = [
        AgentSkill(skill=name, level=level, trained_until=date.fromisoformat(until) if until else None)
        for name, level, until in skills
    ]
    return made

"""How a script is walked: where people leave it, how long each step takes, what each branch brings."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.offers.moves import ScriptMove
from console.offers.steps import Script
from console.offers.told import Result


@dataclass(frozen=True, slots=True)
class StepFigures:
    key: str
    reached: int
    """Conversations that came to it, once each."""
    left: int
    """Those that ended here, or never went on from here."""
    seconds: float | None
    """The median of how long one stood here."""
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """An answer, by the conversations in which it was given, and what came of them."""

    answer: str
    given: int
    outcomes: dict[str, int]
    """By the names of Result; the rest have come to no end."""
    seconds: float | None
    """The median of how long it took to be given."""

    @property
    def left(self) -> int:
        return self.given - sum(self.outcomes.values())


def figures(session: Session, script: Script) -> list[StepFigures]:
    """Of one version, a line for each step in the script's order."""
    moves = session.scalars(select(ScriptMove).where(ScriptMove.script_id == script.id).order_by(ScriptMove.id))
    by_contact: dict[tuple[int, int], list[ScriptMove]] = defaultdict(list)
    for move in moves:
        by_contact[move.contact_id, move.offer_id].append(move)
    reached: Counter[str] = Counter()
    left: Counter[str] = Counter()
    spent: dict[str, list[float]] = defaultdict(list)
    ended: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    took: dict[tuple[str, str], list[float]] = defaultdict(list)
    for walked in by_contact.values():
        last = walked[-1]
        reached.update({each.step for each in walked} | ({last.to} if last.to else set()))
        left[last.to or last.step] += 1
        for each in walked:
            spent[each.step].append(each.seconds)
            if each.answer:
                took[each.step, each.answer].append(each.seconds)
        for way in {(each.step, each.answer) for each in walked if each.answer}:
            ended[way][last.outcome.value if last.outcome else ""] += 1
    return [
        StepFigures(
            each["key"], reached[each["key"]], left[each["key"]], middle(spent[each["key"]]),
            tuple(branch(answer["key"], ended, took, each["key"]) for answer in each["answers"]),
        )
        for each in script.steps
    ]


def branch(
    answer: str, ended: dict[tuple[str, str], Counter[str]], took: dict[tuple[str, str], list[float]], step: str
) -> Branch:
    came = ended[step, answer]
    return Branch(
        answer, came.total(), {each.value: came[each.value] for each in Result}, middle(took[step, answer])
    )


def middle(values: list[float]) -> float | None:
    return median(values) if values else None

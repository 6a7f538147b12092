"""How a script is walked: where people leave it, how long each step takes, what each branch brings."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.offers.moves import ScriptMove
from console.offers.steps import Script


@dataclass(frozen=True, slots=True)
class StepFigures:
    key: str
    reached: int
    """Conversations that came to it, once each."""
    left: int
    """Those that ended here, or never went on from here."""
    seconds: float | None
    """The median of how long one stood here."""
    branches: tuple[tuple[str, int, int], ...]
    """Answer, how often it was given, and how often its conversation ended accepted."""


def figures(session: Session, script: Script) -> list[StepFigures]:
    """Of one version, a line for each step in the script's order."""
    moves = session.scalars(select(ScriptMove).where(ScriptMove.script_id == script.id).order_by(ScriptMove.id))
    by_contact: dict[tuple[int, int], list[ScriptMove]] = defaultdict(list)
    for move in moves:
        by_contact[move.contact_id, move.offer_id].append(move)
    reached: Counter[str] = Counter()
    left: Counter[str] = Counter()
    spent: dict[str, list[float]] = defaultdict(list)
    branches: dict[str, Counter[str]] = defaultdict(Counter)
    won: dict[str, Counter[str]] = defaultdict(Counter)
    for walked in by_contact.values():
        last = walked[-1]
        reached.update({each.step for each in walked} | ({last.to} if last.to else set()))
        left[last.to or last.step] += 1
        accepted = last.outcome == "accepted"
        for each in walked:
            spent[each.step].append(each.seconds)
        for step, answer in {(each.step, each.answer) for each in walked if each.answer}:
            branches[step][answer] += 1
            won[step][answer] += accepted
    return [
        StepFigures(
            each["key"], reached[each["key"]], left[each["key"]],
            median(spent[each["key"]]) if spent[each["key"]] else None,
            tuple((answer, n, won[each["key"]][answer]) for answer, n in branches[each["key"]].most_common()),
        )
        for each in script.steps
    ]

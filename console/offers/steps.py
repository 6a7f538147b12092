"""A script as data: steps to say, each with its answers, each answer with where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from console.errors import Invalid

OUTCOMES = ("accepted", "rejected", "later", "not_mentioned")
Step = dict[str, Any]


def checked(script: Sequence[Step]) -> None:
    """Raises Invalid for a dead end, an unreachable step, or a way that ends in no outcome."""
    by_key = {each["key"]: each for each in script}
    if not script or len(by_key) != len(script):
        raise Invalid("A script has steps, each with a key of its own.", field="script")
    reached, ahead = set(), [script[0]["key"]]
    while ahead:
        key = ahead.pop()
        if key in reached:
            continue
        reached.add(key)
        answers = by_key[key].get("answers") or []
        if not answers:
            raise Invalid("Step {key} is a dead end: it has no answers.", field="script", key=key)
        for answer in answers:
            ahead += followed(answer, key, by_key)
    if unreachable := set(by_key) - reached:
        raise Invalid("Step {key} can't be reached.", field="script", key=sorted(unreachable)[0])
    for key in reached:
        if not ends(key, by_key, set()):
            raise Invalid("From step {key} no way ends in an outcome.", field="script", key=key)


def followed(answer: dict[str, Any], key: str, by_key: dict[str, Step]) -> list[str]:
    outcome, to = answer.get("outcome"), answer.get("to")
    if (outcome is None) == (to is None):
        raise Invalid("An answer of step {key} must lead to a step or be an outcome.", field="script", key=key)
    if outcome is not None and outcome not in OUTCOMES:
        raise Invalid("{outcome} is no outcome.", field="script", outcome=outcome)
    if to is not None and to not in by_key:
        raise Invalid("Step {key} leads to {to}, which isn't there.", field="script", key=key, to=to)
    return [to] if to is not None else []


def ends(key: str, by_key: dict[str, Step], seen: set[str]) -> bool:
    if key in seen:
        return False
    answers = by_key[key]["answers"]
    return any(each.get("outcome") or ends(each["to"], by_key, seen | {key}) for each in answers)

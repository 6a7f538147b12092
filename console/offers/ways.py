"""The ways through a script: every step is reached, and from everywhere there is an end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from console.errors import Invalid
from console.offers.told import Result

Step = dict[str, Any]


def check(script: Sequence[Step]) -> None:
    """Raises Invalid for a step out of reach, or one from which nobody surely comes to an end."""
    reached = reach(script[0]["key"], {each["key"]: ahead(each) for each in script})
    if lost := {each["key"] for each in script} - reached:
        raise Invalid("Step {key} can't be reached.", field="script", key=min(lost))
    if stuck := {each["key"] for each in script} - ending(script):
        key = next(each["key"] for each in script if each["key"] in stuck)
        raise Invalid("From step {key} one goes round without an end.", field="script", key=key)


def ahead(step: Step) -> list[str]:
    return [each["to"] for each in step["answers"] if each.get("to") is not None]


def reach(first: str, leads: dict[str, list[str]]) -> set[str]:
    found, open_ = {first}, [first]
    while open_:
        for each in leads[open_.pop()]:
            if each not in found:
                found.add(each)
                open_.append(each)
    return found


def ending(script: Sequence[Step]) -> set[str]:
    """Steps from which an end is reached by answers that hang on no condition."""
    found: set[str] = set()
    grew = True
    while grew:
        grew = False
        for step in script:
            always = [each for each in step["answers"] if not each.get("when")]
            ends = any(each.get("outcome") or each.get("to") in found for each in always)
            if ends and step["key"] not in found:
                found.add(step["key"])
                grew = True
    return found


def accepts(first: str, by_key: dict[str, Step]) -> bool:
    """Whether a way from here accepts without passing a step that sends the documents."""
    sends = {key for key, step in by_key.items() if step.get("documents") or step.get("kind") == "documents"}
    if first in sends:
        return False
    leads = {key: [] if key in sends else [each for each in ahead(step) if each not in sends]
             for key, step in by_key.items()}  # fmt: skip
    before = reach(first, leads)
    return any(
        each.get("outcome") == Result.ACCEPTED for key in before for each in by_key[key]["answers"]
    )


def jumps(here: str, by_key: dict[str, Step], binding: set[str]) -> set[str]:
    """Steps ahead that one may jump to: nothing binding lies between, nor is where one stands."""
    if here in binding:
        return set()
    leads = {key: [] if key in binding else ahead(step) for key, step in by_key.items()}
    return reach(here, leads) - {here}

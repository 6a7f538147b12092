"""A script walked with nobody on the line: as an example customer would hear it, and nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from console.errors import Invalid
from console.expressions import Values, holds, in_words, parse
from console.offers import forms, steps
from console.offers.steps import MOST_STEPS, Step

WHOLE = re.compile(r"-?[0-9]{1,12}")
LONGEST = MOST_STEPS * 4
"""Answers after which a walk in circles ends."""


@dataclass(frozen=True, slots=True)
class Choice:
    answer: dict[str, Any]
    only_if: str
    """Its condition in words; empty without one."""
    open: bool
    """Whether it may be given, by what is known; without anybody chosen every one may."""


@dataclass(frozen=True, slots=True)
class Tried:
    walked: list[tuple[Step, dict[str, Any]]]
    """Each step behind with the answer that was given."""
    here: Step | None
    choices: list[Choice]
    outcome: str
    """What it came to; empty while it goes on."""


def walk(
    script: Sequence[Step], asked: Sequence[str], known: Values | None, said: dict[str, str], language: str
) -> Tried:
    """Along the answers asked for; one that isn't there, or may not be given, ends the walk where it stood.
    ``known``: of the customer chosen; ``said``: what was put into the forms, as text, by field."""
    by_key = {each["key"]: each for each in script}
    here, walked = script[0], list[tuple[Step, dict[str, Any]]]()
    heard: Values = {}
    for key in asked[:LONGEST]:
        heard = {**heard, **answers_of(here, said)}
        given = choices(script, here, known, heard, language)
        chosen = next((each for each in given if each.answer["key"] == key and each.open), None)
        if chosen is None:
            break
        walked.append((here, chosen.answer))
        if chosen.answer.get("outcome"):
            return Tried(walked, None, [], chosen.answer["outcome"])
        here = by_key[chosen.answer["to"]]
    return Tried(walked, here, choices(script, here, known, {**heard, **answers_of(here, said)}, language), "")


def choices(
    script: Sequence[Step], here: Step, known: Values | None, heard: Values, language: str
) -> list[Choice]:
    vocabulary, found = steps.vocabulary(script), []
    for answer in here["answers"]:
        rule = parse(answer["when"], vocabulary) if answer.get("when") else None
        if rule is None:
            found.append(Choice(answer, "", True))
            continue
        may = known is None or holds(rule, {**known, **heard})
        found.append(Choice(answer, in_words(rule, vocabulary, language), may))
    return found


def answers_of(step: Step, said: dict[str, str]) -> Values:
    """What was put into a form, as far as it can be read; a try needs no field filled in."""
    found: dict[str, Any] = {}
    for field in step.get("fields") or []:
        text = said.get(field["key"], "").strip()
        if text and not field.get("sensitive"):
            try:
                found[field["key"]] = as_type(forms.value_of(field, typed(field, text)), field)
            except Invalid:
                continue
    return found


def typed(field: dict[str, Any], text: str) -> object:
    if field["type"] == "number":
        return int(text) if WHOLE.fullmatch(text) else text
    return text == "yes" if field["type"] == "truth" else text


def as_type(value: Any, field: dict[str, Any]) -> Any:
    return date.fromisoformat(value) if field["type"] == "date" else value

"""A script as data: steps to say, each with its answers, each answer with where it leads.

    {"key", "title", "say", "kind"?, "documents"?, "seconds"?, "sensitive"?, "fields"?, "answers": [
        {"key", "label", "detail"?, "when"?, "to" or "outcome", "reasons"?, "later_days"?}]}

``title``, ``say``, ``label`` and ``detail`` are ``{"es", "en"}``; a reason is ``{"key", "es",
"en", "objects"?}``, where ``objects`` means they want no offers on this channel any more. A
``form`` has fields (`forms.py`); ``documents`` are sent before anybody goes on (`documents.py`); a
``read``-out is read to its end, at least ``seconds`` long, and that is proved; what is answered to a
``sensitive`` step is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console.db import Base
from console.errors import Invalid
from console.expressions import Vocabulary, check_template, parse
from console.offers import documents, forms, ways
from console.offers.told import LATEST, Result
from console.offers.vocabulary import GAPS, VOCABULARY

Step = dict[str, Any]
OUTCOMES = {each.value for each in Result}
MOST_STEPS = 50
LONGEST_READING = 600
"""Seconds somebody can listen to words being read out."""


class StepKind(StrEnum):
    SAY = "say"
    ASK = "ask"
    FORM = "form"
    READ = "read"
    OBJECTION = "objection"
    DOCUMENTS = "documents"
    OFFER = "offer"


BINDING = (StepKind.FORM, StepKind.READ, StepKind.DOCUMENTS)
"""Nobody jumps over one of these."""


class Script(Base):
    """One version of a script, never changed: an edit is the next version."""

    __tablename__ = "script"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[int]
    steps: Mapped[list[Any]]

    def step(self, key: str) -> Step:
        found: Step = next(each for each in self.steps if each["key"] == key)
        return found


def kind_of(step: Step) -> StepKind:
    return StepKind.DOCUMENTS if step.get("documents") else StepKind(step.get("kind") or StepKind.ASK)


def save(session: Session, key: str, script: list[Step], *, sent_first: bool = False) -> Script:
    """The next version of a script, checked whole. Unchanged, it is the version there is."""
    checked(script, sent_first=sent_first)
    known = newest(session, key)
    if known is not None and known.steps == script:
        return known
    made = Script(key=key, version=known.version + 1 if known else 1, steps=script)
    session.add(made)
    return made


def newest(session: Session, key: str) -> Script | None:
    found = select(Script).where(Script.key == key).order_by(Script.version.desc()).limit(1)
    return session.scalar(found)


def checked(script: Sequence[Step], *, sent_first: bool = False) -> None:
    """Raises Invalid for a dead end, a step out of reach, a circle without an end, or words
    missing. With ``sent_first``, also when somebody could accept before they were sent."""
    if not isinstance(script, list) or not 1 <= len(script) <= MOST_STEPS:
        raise Invalid("A script has between 1 and {most} steps.", field="script", most=MOST_STEPS)
    for step in script:
        check_step(step)
    by_key = {each["key"]: each for each in script}
    if len(by_key) != len(script):
        raise Invalid("Each step has a key of its own.", field="script")
    known, gaps = vocabulary(script), GAPS | {each["key"] for each in forms.fields_of(script)}
    for step in script:
        check_words(step, gaps)
        check_answers(step, by_key, known)
    ways.check(script)
    if sent_first and ways.accepts(script[0]["key"], by_key):
        raise Invalid("Somebody could accept before the documents were sent.", field="script")


def vocabulary(script: Sequence[Step]) -> Vocabulary:
    """What a condition of this script may speak of: the customer, and what its forms have asked."""
    asked = forms.vocabulary(script)
    return Vocabulary({**VOCABULARY.fields, **asked}) if asked else VOCABULARY


def check_step(step: object) -> None:
    if not isinstance(step, dict) or not isinstance(step.get("key"), str) or not step["key"]:
        raise Invalid("Each step has a key of its own.", field="script")
    key = step["key"]
    if step.get("kind") not in (None, *StepKind):
        raise Invalid("Step {key}: {kind} is no kind of step.", field="script", key=key, kind=step.get("kind"))
    seconds = step.get("seconds", 0)
    if not isinstance(seconds, int) or not 0 <= seconds <= LONGEST_READING:
        raise Invalid("Step {key}: reading takes 0 to {most} seconds.", field="script", key=key, most=LONGEST_READING)
    forms.check(step)
    documents.check(step)


def check_words(step: Step, gaps: frozenset[str] | set[str]) -> None:
    for part in ("title", "say"):
        check_both(step.get(part), step["key"])
    for language in ("es", "en"):
        try:
            check_template(step["say"][language], gaps, field="script")
        except Invalid as wrong:
            raise Invalid("Step {key}, “{part}:”: {why}", field="script", key=step["key"], part=language,
                          why=wrong) from None  # fmt: skip


def check_both(words: object, key: str) -> None:
    said = words if isinstance(words, dict) else {}
    if not all(isinstance(said.get(each), str) and said[each].strip() for each in ("es", "en")):
        raise Invalid("Step {key} lacks words in Spanish or English.", field="script", key=key)


def check_answers(step: Step, by_key: dict[str, Step], known: Vocabulary) -> None:
    key, answers = step["key"], step.get("answers")
    if not isinstance(answers, list) or not answers:
        raise Invalid("Step {key} is a dead end: it has no answers.", field="script", key=key)
    if not all(isinstance(each, dict) and isinstance(each.get("key"), str) for each in answers):
        raise Invalid("Each answer of step {key} has a key.", field="script", key=key)
    if len({each["key"] for each in answers}) != len(answers):
        raise Invalid("Two answers of step {key} share a key.", field="script", key=key)
    for each in answers:
        check_both(each.get("label"), key)
        for reason in each.get("reasons", []):
            check_both(reason, key)
            if not isinstance(reason.get("key"), str):
                raise Invalid("A reason of step {key} has no key.", field="script", key=key)
        check_end(each, key, by_key)
        check_when(each, key, known)


def check_end(answer: dict[str, Any], key: str, by_key: dict[str, Step]) -> None:
    outcome, to = answer.get("outcome"), answer.get("to")
    if (outcome is None) == (to is None):
        raise Invalid(
            "An answer of step {key} leads to a step or is an outcome.", field="script", key=key
        )
    if outcome is not None and outcome not in OUTCOMES:
        raise Invalid("Step {key}, answer {answer}: {outcome} is no outcome.",
                      field="script", key=key, answer=answer["key"], outcome=outcome)  # fmt: skip
    if to is not None and to not in by_key:
        raise Invalid("Step {key} leads to {to}: it isn't there.", field="script", key=key, to=to)
    if (days := answer.get("later_days")) is not None and days not in range(1, LATEST + 1):
        raise Invalid(
            "Step {key}: later is in 1 to {most} days.", field="script", key=key, most=LATEST
        )


def check_when(answer: dict[str, Any], key: str, known: Vocabulary) -> None:
    if not answer.get("when"):
        return
    try:
        parse(answer["when"], known)
    except Invalid as wrong:
        raise Invalid("Step {key}, answer {answer}: {why}",
                      field="script", key=key, answer=answer["key"], why=wrong) from None  # fmt: skip

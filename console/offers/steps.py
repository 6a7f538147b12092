"""A script as data: steps to say, each with its answers, each answer with where it leads.

    {"key", "title", "say", "documents"?, "answers": [
        {"key", "label", "detail"?, "to" or "outcome", "reasons"?, "later_days"?}]}

``title``, ``say``, ``label`` and ``detail`` are ``{"es", "en"}``; a reason is ``{"key", "es",
"en", "objects"?}``, where ``objects`` means they want no offers on this channel any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console.db import Base
from console.errors import Invalid
from console.expressions import check_template
from console.offers.facts import GAPS
from console.offers.told import LATEST, Result

Step = dict[str, Any]
OUTCOMES = {each.value for each in Result}
MOST_STEPS = 50


class Script(Base):
    """One version of a script, never changed: an edit is the next version."""

    __tablename__ = "script"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[int]
    steps: Mapped[list[Any]]


def save(
    session: Session, key: str, script: list[Step], *, documents: bool = False
) -> Script:
    """The next version of a script, checked whole. Unchanged, it is the version there is."""
    checked(script, documents=documents)
    known = newest(session, key)
    if known is not None and known.steps == script:
        return known
    made = Script(key=key, version=known.version + 1 if known else 1, steps=script)
    session.add(made)
    return made


def newest(session: Session, key: str) -> Script | None:
    found = select(Script).where(Script.key == key).order_by(Script.version.desc()).limit(1)
    return session.scalar(found)


def checked(script: Sequence[Step], *, documents: bool = False) -> None:
    """Raises Invalid for a dead end, a step out of reach, a circle, or words missing. With
    ``documents``, also when somebody could accept before they were sent."""
    if not script or len(script) > MOST_STEPS:
        raise Invalid("A script has between 1 and {most} steps.", field="script", most=MOST_STEPS)
    for step in script:
        check_words(step)
    by_key = {each["key"]: each for each in script}
    if len(by_key) != len(script):
        raise Invalid("Each step has a key of its own.", field="script")
    for step in script:
        check_answers(step, by_key)
    check_ways(script[0]["key"], by_key)
    if documents and accepts(script[0]["key"], by_key):
        raise Invalid("Somebody could accept before the documents were sent.", field="script")


def check_words(step: Step) -> None:
    if not isinstance(step, dict) or not isinstance(step.get("key"), str) or not step["key"]:
        raise Invalid("Each step has a key of its own.", field="script")
    for part in ("title", "say"):
        check_both(step.get(part), step["key"])
    for language in ("es", "en"):
        check_template(step["say"][language], GAPS, field="script")


def check_both(words: object, key: str) -> None:
    said = words if isinstance(words, dict) else {}
    if not all(isinstance(said.get(each), str) and said[each].strip() for each in ("es", "en")):
        raise Invalid("Step {key} lacks words in Spanish or English.", field="script", key=key)


def check_answers(step: Step, by_key: dict[str, Step]) -> None:
    key, answers = step["key"], step.get("answers")
    if not isinstance(answers, list) or not answers:
        raise Invalid("Step {key} is a dead end: it has no answers.", field="script", key=key)
    if len({each.get("key") for each in answers}) != len(answers):
        raise Invalid("Two answers of step {key} share a key.", field="script", key=key)
    for each in answers:
        check_both(each.get("label"), key)
        for reason in each.get("reasons", []):
            check_both(reason, key)
            if not isinstance(reason.get("key"), str):
                raise Invalid("A reason of step {key} has no key.", field="script", key=key)
        check_end(each, key, by_key)


def check_end(answer: dict[str, Any], key: str, by_key: dict[str, Step]) -> None:
    outcome, to = answer.get("outcome"), answer.get("to")
    if (outcome is None) == (to is None):
        raise Invalid(
            "An answer of step {key} leads to a step or is an outcome.", field="script", key=key
        )
    if outcome is not None and outcome not in OUTCOMES:
        raise Invalid("{outcome} is no outcome.", field="script", outcome=outcome)
    if to is not None and to not in by_key:
        raise Invalid("Step {key} leads to {to}: it isn't there.", field="script", key=key, to=to)
    if (days := answer.get("later_days")) is not None and days not in range(1, LATEST + 1):
        raise Invalid(
            "Step {key}: later is in 1 to {most} days.", field="script", key=key, most=LATEST
        )


def ahead(step: Step) -> list[str]:
    return [each["to"] for each in step["answers"] if each.get("to") is not None]


def check_ways(first: str, by_key: dict[str, Step]) -> None:
    """Every step is reached, and no way goes round: so every way ends in an outcome."""
    done: set[str] = set()
    way: list[str] = []

    def walk(key: str) -> None:
        if key in way:
            raise Invalid("From step {key} one comes back to it.", field="script", key=key)
        if key in done:
            return
        way.append(key)
        for each in ahead(by_key[key]):
            walk(each)
        done.add(way.pop())

    walk(first)
    if lost := set(by_key) - done:
        raise Invalid("Step {key} can't be reached.", field="script", key=min(lost))


def accepts(key: str, by_key: dict[str, Step]) -> bool:
    """Whether a way from here accepts without passing a step that sends the documents."""
    step = by_key[key]
    if step.get("documents"):
        return False
    said = any(each.get("outcome") == Result.ACCEPTED for each in step["answers"])
    return said or any(accepts(each, by_key) for each in ahead(step))

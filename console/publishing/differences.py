"""What has changed between two versions, line by line, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from console.publishing.kinds import Content


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Line:
    field: str
    """Where it stands: ``price_cents``, ``steps.2.say.es``."""
    text: str
    change: Change = Change.SAME


def difference(old: Content, new: Content) -> list[Line]:
    """Every line of both, in order. Without those that are gone it is the new content, without
    those that are new the old one."""
    before, after = list(lines(old)), list(lines(new))
    found: list[Line] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            found += before[a:b]
            continue
        found += [Line(each.field, each.text, Change.GONE) for each in before[a:b]]
        found += [Line(each.field, each.text, Change.NEW) for each in after[c:d]]
    return found


def changed(old: Content, new: Content) -> list[Line]:
    """Only what differs."""
    return [each for each in difference(old, new) if each.change is not Change.SAME]


def lines(content: Any, field: str = "") -> Iterator[Line]:
    """A content as lines of text, each with the place it stands in; what is empty has none."""
    if isinstance(content, dict):
        for name in sorted(content):
            yield from lines(content[name], f"{field}.{name}" if field else str(name))
    elif isinstance(content, list):
        for number, each in enumerate(content):
            yield from lines(each, f"{field}.{number}")
    elif content is not None:
        said = content if isinstance(content, str) else str(content).lower()
        yield from (Line(field, each) for each in said.split("\n"))

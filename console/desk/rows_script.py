"""The fields of a form inside a script, in the agent's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class FormChoice:
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class FormField:
    key: str
    label: str
    type: Literal["text", "number", "date", "truth", "choice"]
    choices: list[FormChoice]
    needed: bool
    value: str | int | bool | None  # as it was answered before; never of a sensitive field

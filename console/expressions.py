"""The one small, safe language: conditions over named facts, and ``{variables}`` in texts.

``age >= 18 and store == "Arganzuela"``. Names, numbers, "texts", true, false, comparisons, ``in (…)``,
and, or, not, brackets. Nothing else is parsed, so nothing else can be done. A comparison with
something we don't know is false, whichever way it is put.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from console.errors import Invalid

Value = str | int | float | bool | None
TOKEN = re.compile(r'\s*(?:(\d+(?:\.\d+)?)|"([^"]*)"|(>=|<=|==|!=|>|<|\(|\)|,)|([A-Za-z_][\w.]*))')
COMPARISONS = (">=", "<=", "==", "!=", ">", "<")


@dataclass(frozen=True, slots=True)
class Name:
    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    value: Value


@dataclass(frozen=True, slots=True)
class Comparison:
    left: Name | Constant
    sign: str
    right: Name | Constant


@dataclass(frozen=True, slots=True)
class Among:
    left: Name | Constant
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class Joined:
    """and, or"""

    word: str
    parts: tuple[Condition, ...]


Condition = Comparison | Among | Not | Joined | Name | Constant


def parse(text: str, known: frozenset[str]) -> Condition:
    """The condition. Raises Invalid saying where and what was expected; ``known`` are the names."""
    return Parser(text, known).whole()


class Parser:
    """One token ahead; a method per level of binding."""

    def __init__(self, text: str, known: frozenset[str]):
        self.text, self.known, self.tokens, self.place = text, known, self.cut(text), 0

    @staticmethod
    def cut(text: str) -> list[tuple[str, str, int]]:
        found, at = [], 0
        while text[at:].strip():
            match = TOKEN.match(text, at)
            if match is None:
                raise Invalid("At {at}: {rest} isn't understood.", field="expression", at=at, rest=text[at : at + 12])
            kind = ("number", "text", "sign", "word")[(match.lastindex or 1) - 1]
            found.append((kind, match.group(match.lastindex or 1), match.start()))
            at = match.end()
        return found

    def whole(self) -> Condition:
        condition = self.either()
        if self.place < len(self.tokens):
            self.fail("and, or, or the end")
        return condition

    def either(self) -> Condition:
        return self.joined("or", self.both)

    def both(self) -> Condition:
        return self.joined("and", self.single)

    def joined(self, word: str, part) -> Condition:  # type: ignore[no-untyped-def]
        parts = [part()]
        while self.taken(word):
            parts.append(part())
        return Joined(word, tuple(parts)) if len(parts) > 1 else parts[0]

    def single(self) -> Condition:
        if self.taken("not"):
            return Not(self.single())
        if self.taken("("):
            inside = self.either()
            self.must(")")
            return inside
        left = self.operand()
        if self.taken("in"):
            return Among(left, self.listed())
        for sign in COMPARISONS:
            if self.taken(sign):
                return Comparison(left, sign, self.operand())
        return left

    def listed(self) -> tuple[Value, ...]:
        self.must("(")
        values = []
        while True:
            each = self.operand()
            if not isinstance(each, Constant):
                self.fail("a number or a text")
            else:
                values.append(each.value)
            if not self.taken(","):
                break
        self.must(")")
        return tuple(values)

    def operand(self) -> Name | Constant:
        if self.place >= len(self.tokens):
            self.fail("a name, a number or a text")
        kind, text, _ = self.tokens[self.place]
        if kind == "sign" or text in ("and", "or", "not", "in"):
            self.fail("a name, a number or a text")
        self.place += 1
        if kind == "number":
            return Constant(float(text) if "." in text else int(text))
        if kind == "text":
            return Constant(text)
        if text in ("true", "false"):
            return Constant(text == "true")
        if text not in self.known:
            self.place -= 1
            self.fail("one of " + ", ".join(sorted(self.known)))
        return Name(text)

    def taken(self, wanted: str) -> bool:
        if self.place < len(self.tokens):
            kind, text, _ = self.tokens[self.place]
            if text == wanted and kind != "text":
                self.place += 1
                return True
        return False

    def must(self, wanted: str) -> None:
        if not self.taken(wanted):
            self.fail(wanted)

    def fail(self, wanted: str) -> None:
        at = self.tokens[self.place][2] if self.place < len(self.tokens) else len(self.text)
        raise Invalid("At {at}: expected {wanted}.", field="expression", at=at, wanted=wanted)


def holds(condition: Condition, facts: Mapping[str, Value]) -> bool:
    """Whether it is true of these facts; what isn't known makes no comparison true."""
    match condition:
        case Joined("and", parts):
            return all(holds(each, facts) for each in parts)
        case Joined(_, parts):
            return any(holds(each, facts) for each in parts)
        case Not(part):
            return not holds(part, facts)
        case Comparison(left, sign, right):
            return compared(value_of(left, facts), sign, value_of(right, facts))
        case Among(left, values):
            return value_of(left, facts) in values and value_of(left, facts) is not None
        case Name() | Constant():
            return value_of(condition, facts) is True
    raise TypeError(type(condition).__name__)


def value_of(operand: Name | Constant, facts: Mapping[str, Value]) -> Value:
    return facts.get(operand.name) if isinstance(operand, Name) else operand.value


def compared(left: Value, sign: str, right: Value) -> bool:
    if left is None or right is None or isinstance(left, str) != isinstance(right, str):
        return False
    order = (left > right) - (left < right)  # type: ignore[operator]  # both text or both numbers
    return {
        ">=": order >= 0, "<=": order <= 0, "==": order == 0, "!=": order != 0, ">": order > 0, "<": order < 0,
    }[sign]  # fmt: skip


def fill(template: str, facts: Mapping[str, object]) -> str:
    """``{variable}`` replaced; an unknown one is left out, never shown as a bracket to a customer."""
    return re.sub(r"\{([\w.]+)\}", lambda found: str(facts.get(found[1]) or ""), template)

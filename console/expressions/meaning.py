"""What a rule says of somebody, and the same rule in plain words."""

from __future__ import annotations

from console.expressions.templates import written
from console.expressions.tree import (
    SIGNS,
    Compare,
    Expression,
    Joined,
    Literal,
    Money,
    Name,
    Not,
    Value,
    Values,
    Vocabulary,
)  # fmt: skip

SAID = {
    "es": {
        "=": "es", "!=": "no es", "<": "menos de", "<=": "como mucho", ">": "más de",
        ">=": "al menos", "in": "está entre", "and": " y ", "or": " o ", "not": "no se cumple que",
    },
    "en": {
        "=": "is", "!=": "is not", "<": "less than", "<=": "at most", ">": "more than",
        ">=": "at least", "in": "is among", "and": " and ", "or": " or ",
        "not": "it is not so that",
    },
}  # fmt: skip


def holds(expression: Expression, values: Values) -> bool:
    """Whether it is surely so: what we don't know is no."""
    return _truth(expression, values) is True


def _truth(expression: Expression, values: Values) -> bool | None:
    """True, false, or None when it hangs on something unknown."""
    match expression:
        case Literal() | Name():
            value = _value(expression, values)
            return value if isinstance(value, bool) else None
        case Not(inner):
            truth = _truth(inner, values)
            return None if truth is None else not truth
        case Joined(word, parts):
            return _joined(word, [_truth(each, values) for each in parts])
        case Compare(left, sign, right):
            return _compared(_value(left, values), sign, _value(right, values))


def _joined(word: str, truths: list[bool | None]) -> bool | None:
    decides = word == "or"
    if decides in truths:
        return decides
    return None if None in truths else not decides


def _compared(left: Value, sign: str, right: Value) -> bool | None:
    if left is None or right is None:
        return None
    if isinstance(left, Money) and isinstance(right, Money):
        if left.currency != right.currency:
            return None
        left, right = left.cents, right.cents
    return SIGNS[sign](left, right)


def _value(operand: Literal | Name, values: Values) -> Value:
    return operand.value if isinstance(operand, Literal) else values.get(operand.name)


def in_words(expression: Expression, vocabulary: Vocabulary, language: str) -> str:
    """The rule as one reads it aloud, for whoever has to agree to it."""
    say = SAID["en" if language == "en" else "es"]
    match expression:
        case Literal() | Name():
            return _called(expression, vocabulary, language)
        case Not(inner):
            return f"{say['not']} {_bracketed(inner, vocabulary, language)}"
        case Joined(word, parts):
            return say[word].join(_bracketed(each, vocabulary, language) for each in parts)
        case Compare(left, sign, right):
            one, other = (_called(each, vocabulary, language) for each in (left, right))
            colon = "" if sign in ("in", "=", "!=") else ":"
            return f"{one}{colon} {say[sign]} {other}"


def _bracketed(part: Expression, vocabulary: Vocabulary, language: str) -> str:
    words = in_words(part, vocabulary, language)
    return f"({words})" if isinstance(part, Joined) else words


def _called(operand: Literal | Name, vocabulary: Vocabulary, language: str) -> str:
    if isinstance(operand, Name):
        field = vocabulary.fields[operand.name]
        return field.en if language == "en" else field.es
    return f"«{operand.value}»" if operand.kind == "text" else written(operand.value, language)

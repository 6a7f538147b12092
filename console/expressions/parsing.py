"""From text to a rule. What can't be read is said with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache

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
    Vocabulary,
    comparable,
    wrong,
)  # fmt: skip

DEEPEST, LONGEST = 40, 2_000
UNLIKE = "At character {at}: {left} and {right} can't be compared so."
TOKEN = re.compile(
    r"""\s*(?:(?P<date>\d{4}-\d\d-\d\d)|(?P<money>-?\d+(?:\.\d{1,2})?\s*(?:EUR|€))"""
    r"""|(?P<number>-?\d+(?:\.\d+)?)|"(?P<text>[^"\n]*)"|(?P<word>[A-Za-z_]\w*)"""
    r"""|(?P<sign><=|>=|!=|=|<|>|[()\[\],]))""",
    re.ASCII,
)
WORDS = {"and", "or", "not", "in", "true", "false"}


@lru_cache(maxsize=2_000)
def parse(text: str, vocabulary: Vocabulary) -> Expression:
    """Raises Invalid, naming the character at fault."""
    if len(text) > LONGEST:
        wrong("At character {at}: the rule is too long.", LONGEST)
    parser = _Parser(_tokens(text), vocabulary, len(text))
    found = parser.either(0)
    if parser.kind:
        wrong("At character {at}: “{word}” is one word too many.", parser.at, word=parser.word)
    return found


def _tokens(text: str) -> list[tuple[str, str, int]]:
    tokens, at = [], 0
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            wrong("At character {at}: this can't be read.", at)
        kind, word = match.lastgroup, match[match.lastgroup]
        tokens.append((word if word in WORDS else kind, word, match.start(kind)))
        at = match.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[tuple[str, str, int]], vocabulary: Vocabulary, end: int):
        self.tokens, self.place, self.vocabulary, self.end = tokens, 0, vocabulary, end

    @property
    def token(self) -> tuple[str, str, int]:
        ended = self.place >= len(self.tokens)
        return ("", "the end", self.end) if ended else self.tokens[self.place]

    @property
    def kind(self) -> str:
        return self.token[0]

    @property
    def word(self) -> str:
        return self.token[1]

    @property
    def at(self) -> int:
        return self.token[2]

    def take(self, word: str) -> bool:
        if self.word == word and self.kind in (word, "sign"):
            self.place += 1
            return True
        return False

    def need(self, word: str) -> None:
        if not self.take(word):
            wrong("At character {at}: “{word}” was expected.", self.at, word=word)

    def either(self, depth: int) -> Expression:
        if depth > DEEPEST:
            wrong("At character {at}: there are too many brackets.", self.at)
        return self.joined("or", lambda: self.joined("and", lambda: self.negated(depth)))

    def joined(self, word: str, part: Callable[[], Expression]) -> Expression:
        parts = [part()]
        while self.take(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def negated(self, depth: int) -> Expression:
        if self.take("not"):
            if depth > DEEPEST:
                wrong("At character {at}: there are too many negations.", self.at)
            return Not(self.negated(depth + 1))
        if self.take("("):
            inner = self.either(depth + 1)
            self.need(")")
            return inner
        return self.compared()

    def compared(self) -> Expression:
        start = self.at
        left = self.operand()
        if self.kind not in ("sign", "in") or self.word not in SIGNS:
            if left.kind != "truth":
                wrong("At character {at}: compare this with something.", start)
            return left
        sign, where = self.word, self.at
        self.place += 1
        right = self.several() if sign == "in" and self.take("[") else self.operand()
        if not comparable(left.kind, sign, right.kind):
            wrong(UNLIKE, where, left=left.kind, right=right.kind)
        return Compare(left, sign, right)

    def several(self) -> Literal:
        items = [self.operand()]
        while self.take(","):
            items.append(self.operand())
        self.need("]")
        if any(not isinstance(each, Literal) or each.kind != "text" for each in items):
            wrong("At character {at}: only words in quotes can be listed.", self.at)
        return Literal(tuple(each.value for each in items if isinstance(each, Literal)), "texts")

    def operand(self) -> Literal | Name:
        kind, word, at = self.token
        self.place += 1
        if kind == "word":
            field = self.vocabulary.fields.get(word)
            if field is None:
                wrong("At character {at}: “{word}” is no known field.", at, word=word)
            return Name(word, field.kind)
        if kind in ("true", "false"):
            return Literal(kind == "true", "truth")
        if kind in ("text", "number", "money", "date"):
            return Literal(_read(kind, word, at), kind)
        wrong("At character {at}: a field or a value was expected.", at)


def _read(kind: str, word: str, at: int) -> Value:
    if kind == "money":
        return Money(int(Decimal(re.sub(r"\s*(EUR|€)$", "", word)) * 100))
    if kind == "date":
        try:
            return date.fromisoformat(word)
        except ValueError:
            wrong("At character {at}: there is no such day.", at)
    return word if kind == "text" else Decimal(word) if "." in word else int(word)

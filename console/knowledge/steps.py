"""An article as one reads it aloud: its own steps, one after the other, with what is said in their words.

Steps are the points of its numbered lists; what stands outside them is a step for each heading. An article
with neither goes block by block. What stands in quotation marks or after ``>`` is meant for the customer's ears.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from console.knowledge import language

LONGEST = 420
"""Characters after which a step outside a list goes on as another: about what one says in half a minute."""
FEWEST_SPOKEN = 3
"""Words in quotation marks; fewer is a term, not something said."""
MOST, LONGEST_READ = 200, 40_000
"""Steps of an article, and characters of it: nobody reads more aloud, and parsing takes the whole process."""
UNSAID = re.compile(
    r"\b(?:nunca|jamás|never|no\s+(?:dig|dec|promet)\w*|(?:don[’']t|do\s+not|not\s+to)\s+(?:say|promise|tell))\b",
    re.IGNORECASE,
)
"""In a heading, or in the sentence before a quotation: it is quoted as what one must not say."""
QUOTED = re.compile(r"“[^“”]+”|«[^«»]+»|\"[^\"]+\"")
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")

Line = list[tuple[str, bool]]
"""Pieces of text, each with whether it is said to the customer."""


@dataclass(frozen=True, slots=True)
class Step:
    part: str | None
    """The heading it stands under."""
    lines: list[Line] = field(default_factory=list)

    @property
    def length(self) -> int:
        return sum(len(text) for line in self.lines for text, _ in line)


def steps(markdown: str) -> list[Step]:
    """In the order of the article; no step is empty."""
    tree = SyntaxTreeNode(_markdown.parse(markdown[:LONGEST_READ]))
    parted = any(each.type in ("heading", "ordered_list") for each in tree.children)
    found: list[Step] = []
    part: str | None = None
    fresh = True
    for block in tree.children:
        if len(found) >= MOST:
            break
        if block.type == "heading":
            part, fresh = said_in(block) or None, True
            continue
        if block.type == "ordered_list":
            found += [Step(part, list(lines(point, part))) for point in block.children[: MOST - len(found)]]
            fresh = True
            continue
        said = list(lines(block, part))
        if not said:
            continue
        if fresh or not parted or found[-1].length + sum(len(text) for line in said for text, _ in line) > LONGEST:
            found.append(Step(part))
        found[-1].lines.extend(said)
        fresh = False
    return [each for each in found if each.lines]


def lines(node: SyntaxTreeNode, part: str | None, *, spoken: bool = False) -> Iterator[Line]:
    """A block as lines of text: a point of a list or a row of a table is one."""
    if node.type in ("paragraph", "heading"):
        yield from [line for line in [pieces(said_in(node), part, spoken)] if line]
    elif node.type in ("fence", "code_block"):
        yield from ([(each, spoken)] for each in node.content.splitlines() if each.strip())
    elif node.type == "table":
        yield from (pieces(each, part, spoken) for each in rows(node) if each)
    else:
        for child in node.children:
            yield from lines(child, part, spoken=spoken or node.type == "blockquote")


def rows(table: SyntaxTreeNode) -> list[str]:
    """Each row with what stands above each of its cells but the first, for an ear that sees no columns."""
    heads, *body = [[said_in(cell) for cell in row.children] for part in table.children for row in part.children]
    if not body:
        return [" · ".join(filter(None, heads))]
    return [" · ".join(named(row, heads)) for row in body]


def named(row: list[str], heads: list[str]) -> Iterator[str]:
    for at, (cell, head) in enumerate(zip(row, heads, strict=True)):
        if cell:
            yield f"{head}: {cell}" if at and head else cell


def said_in(node: SyntaxTreeNode) -> str:
    """The words of a block, without their marks."""
    return " ".join("".join(words(node)).split())


def words(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in ("softbreak", "hardbreak"):
        yield " "
    elif node.type in ("text", "code_inline"):
        yield node.content
    for child in node.children:
        yield from words(child)


def pieces(text: str, part: str | None, spoken: bool) -> Line:
    """``spoken``: all of it is; else what stands in quotation marks, unless as what one must not say."""
    if spoken or not text:
        return [(text, True)] if text else []
    found: Line = []
    last = 0
    for quote in QUOTED.finditer(text):
        if len(language.words(quote.group())) >= FEWEST_SPOKEN and not unsaid(text[: quote.start()], part):
            found += [(text[last : quote.start()], False), (quote.group(), True)]
            last = quote.end()
    return [each for each in [*found, (text[last:], False)] if each[0]]


def unsaid(before: str, part: str | None) -> bool:
    sentence = language.SENTENCE_END.split(before)[-1]
    return bool(UNSAID.search(sentence) or UNSAID.search(part or ""))

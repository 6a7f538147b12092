"""Where a sentence ends, by spaCy, which knows that "Sr." and "Inc." end none.

Used where articles are indexed, so that passages are whole thoughts; never while somebody waits for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from console.knowledge import language as tongue

if TYPE_CHECKING:
    from spacy.language import Language

ANY_LANGUAGE = "xx"
MAY_END = re.compile(r"[.!?…]\W*\s")
OPENING = "¿¡«“\"'([ "
WRAPPED = 0.6
"""Of the longest line of a paragraph: how long its others are when a program has broken it into lines."""
MOST_AT_ONCE = 100_000
"""Characters; what is longer is cut between words."""


def of(markdown: str, language: str) -> Iterator[list[str]]:
    """Everything an article says without its Markdown: of each heading, point and paragraph its sentences."""
    for block in tongue.blocks("\n".join(unwrapped(markdown.splitlines()))):
        text = tongue.unadorned(tongue.MARKER.sub("", block)) or ""
        starts = range(0, len(text), MOST_AT_ONCE)
        if some := [each for start in starts for each in split(text[start : start + MOST_AT_ONCE], language)]:
            yield some


def unwrapped(lines: list[str]) -> Iterator[str]:
    """With an empty line after each that ends a thought: one much shorter than others of its paragraph wasn't wrapped
    there, it is a heading that nobody marked, or a line of an address."""
    for filled, some in groupby(lines, key=lambda line: bool(line.strip())):
        paragraph = list(some)
        longest = max(map(len, paragraph))
        for each in paragraph:
            yield each
            if filled and len(each) < WRAPPED * longest:
                yield ""


def split(text: str, language: str) -> Iterator[str]:
    if not MAY_END.search(text):
        yield from [text.strip()] if text.strip() else []
        return
    start = 0
    for sentence in pipeline(language if language in tongue.STEMMERS else ANY_LANGUAGE)(text).sents:
        # spaCy leaves the ¿ of the next sentence at the end of this one.
        end = len(text[: sentence.end_char].rstrip(OPENING)) if sentence.end_char < len(text) else len(text)
        if said := text[start:end].strip():
            yield said
        start = max(start, end)


@cache
def pipeline(language: str) -> Language:
    import spacy  # a second and sixty megabytes, which only the process that indexes spends

    pipe = spacy.blank(language)
    pipe.add_pipe("sentencizer")
    return pipe

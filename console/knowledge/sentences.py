"""Where a sentence ends, by spaCy, which knows that "Sr." and "Inc." end none.

Used where articles are indexed, so that passages are whole thoughts; never while somebody waits for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from console.knowledge import language as tongue

if TYPE_CHECKING:
    from spacy.language import Language

ANY_LANGUAGE = "xx"
MAY_END = re.compile(r"[.!?…]\W*\s")
OPENING = "¿¡«“\"'([ "
MOST_AT_ONCE = 100_000
"""Characters; what is longer is cut between words."""


def of(markdown: str, language: str) -> Iterator[str]:
    """Everything an article says, headings too, a sentence each, without its Markdown."""
    for block in tongue.blocks(markdown):
        text = tongue.unadorned(tongue.MARKER.sub("", block)) or ""
        for start in range(0, len(text), MOST_AT_ONCE):
            yield from split(text[start : start + MOST_AT_ONCE], language)


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

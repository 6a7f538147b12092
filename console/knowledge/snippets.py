"""What a hit shows of its article: the passage that answers, in pieces, marked or not.

Pieces are text and never HTML, so whatever an article says can only be read, not run.
"""

from __future__ import annotations

from console.knowledge import language
from console.knowledge.asking import Wanted

Pieces = list[tuple[str, bool]]
LONGEST = 300
ENOUGH = 120


def marked(text: str, wanted: Wanted) -> Pieces:
    pieces: Pieces = []
    last = 0
    for start, end, word in language.placed(text):
        if wanted.wants(word):
            pieces += [(text[last:start], False), (text[start:end], True)]
            last = end
    return [each for each in [*pieces, (text[last:], False)] if each[0]]


def best_passage(body: str, wanted: Wanted) -> str:
    """The sentence that says most of what was asked; a short one takes the next along."""
    found = language.passages(body)
    if not found:
        return ""
    best = max(range(len(found)), key=lambda place: (says(found[place], wanted), -place))
    passage = found[best]
    if len(passage) < ENOUGH and best + 1 < len(found):
        passage = f"{passage} {found[best + 1]}"
    return shortened(passage)


def says(passage: str, wanted: Wanted) -> int:
    """How many of the words asked for are in it."""
    words = language.words(passage)
    present = frozenset().union(*(language.stems(each) for each in words))
    begun = wanted.beginning is not None and any(each.startswith(wanted.beginning) for each in words)
    return sum(not present.isdisjoint(each) for each in wanted.telling) + begun


def shortened(passage: str) -> str:
    return passage if len(passage) <= LONGEST else passage[:LONGEST].rsplit(" ", 1)[0].rstrip(",;: ") + " …"

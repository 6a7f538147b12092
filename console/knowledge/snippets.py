"""What a hit shows of its article: the passage that answers, in pieces, marked or not.

Pieces are text and never HTML, so whatever an article says can only be read, not run.
"""

from __future__ import annotations

from console.knowledge import language
from console.knowledge.articles import Published
from console.knowledge.asking import Wanted

Pieces = list[tuple[str, bool]]
LONGEST = 300
ENOUGH = 120
MOST_READ = 20_000
"""Characters of an article: a snippet of a very long one comes from its beginning."""


def marked(text: str, wanted: Wanted) -> Pieces:
    pieces: Pieces = []
    last = 0
    for each in language.WORD.finditer(text):
        if wanted.answering(each.group()):
            start, end = each.span()
            pieces += [(text[last:start], False), (text[start:end], True)]
            last = end
    return [each for each in [*pieces, (text[last:], False)] if each[0]]


def because(version: Published, wanted: Wanted) -> list[tuple[str, str]]:
    """(word of the article, word as typed) wherever they differ: "devolución ← devolucoin"."""
    found: dict[str, tuple[str, str]] = {}
    plain: set[str] = set()
    for written in dict.fromkeys(language.WORD.findall(f"{version.title}\n{version.body[:MOST_READ]}")):
        term = wanted.answering(written)
        if term is None:
            continue
        if language.folded(written).startswith(term.word):
            plain.add(term.typed)
        elif term.typed not in found:
            found[term.typed] = (written.lower(), term.typed)
    return [each for typed, each in found.items() if typed not in plain]


def best_passage(body: str, wanted: Wanted) -> str:
    """The sentence that says most of what was asked; a short one takes the next along."""
    found = language.passages(body[:MOST_READ])
    if not found:
        return ""
    best = max(range(len(found)), key=lambda place: (says(found[place], wanted), -place))
    passage = found[best]
    if len(passage) < ENOUGH and best + 1 < len(found):
        passage = f"{passage} {found[best + 1]}"
    return shortened(passage)


def says(passage: str, wanted: Wanted) -> int:
    """How many of the words asked for are in it."""
    answered = map(wanted.answering, set(language.WORD.findall(passage)))
    return len({id(term) for term in answered if term is not None})


def shortened(passage: str) -> str:
    return passage if len(passage) <= LONGEST else passage[:LONGEST].rsplit(" ", 1)[0].rstrip(",;: ") + " …"

"""Words that mean the same, and abbreviations: a starting list of the trade, and what editors add to it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import clock
from console.agents.agent import Agent
from console.db import Base
from console.errors import Invalid
from console.knowledge import language as tongue
from console.knowledge.spelling import Spelling

MOST_WORDS = 12
LONGEST, MOST_LINES = 200, 500
"""Characters of a line, and lines: every search reads them."""
KNOWN_SECONDS = 1.0
ABBREVIATES = ">"
MOST_TOGETHER = 4
"""Words of a phrase that means something else than its words."""
SHORTEST_INFLECTED = 4
"""Letters of a word whose other forms mean the same; an abbreviation has none."""


class Meanings(dict[str, list[str]]):
    """Folded word or phrase → the folded words that may stand for it; under ~ and a stem, for its other forms."""

    def meaning(self, word: str) -> list[str]:
        """What stands for the word, or else for its other forms."""
        found = self.get(word)
        return (
            found if found is not None else [each for form in sorted(tongue.stems(word)) for each in self.get(form, ())]
        )

    @cached_property
    def spelling(self) -> Spelling:
        words = sorted(each for each in self if " " not in each and not each.startswith("~"))
        return Spelling(words, [1] * len(words), len(words))

    def near(self, word: str, farthest: int) -> list[tuple[float, str]]:
        """The words a misspelt one may be, though no article may have them; the likeliest first."""
        return [(score, self.spelling.words[at]) for score, at in self.spelling.near(word, farthest)]


class Synonyms(Base):
    """One group, as an editor wrote it: "tique ticket recibo", or "dto > descuento", which goes one way only."""

    __tablename__ = "synonyms"

    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id", ondelete="SET NULL"))


def add(session: Session, line: str, *, by: Agent | None) -> Synonyms:
    """Raises Invalid unless it has two words or more, says something new, and there is room for it."""
    line = " ".join(line.split())
    short, _, meant = line.partition(ABBREVIATES)
    words, first = tongue.words(line), tongue.words(short)
    enough = 1 <= len(first) <= MOST_TOGETHER and tongue.words(meant) if meant else len(words) > 1
    if not enough or len(line) > LONGEST or len(words) > MOST_WORDS:
        raise Invalid("Write two to twelve words that mean the same, or “short > long”.", field="line")
    if says(line) in (says(each.line) for each in groups(session)):
        raise Invalid("There already.", field="line")
    if (session.scalar(select(func.count(Synonyms.id))) or 0) >= MOST_LINES:
        raise Invalid("There are {most} lines already: remove one that nobody needs.", field="line", most=MOST_LINES)
    made = Synonyms(line=line, at=clock.now(), by_id=by.id if by else None)
    session.add(made)
    return made


def says(line: str) -> tuple[frozenset[str], frozenset[str]]:
    """Which words stand for which, however the line is written."""
    short, _, meant = line.partition(ABBREVIATES)
    return frozenset(tongue.words(short)), frozenset(tongue.words(meant))


def remove(session: Session, group: Synonyms) -> None:
    session.delete(group)


def groups(session: Session) -> list[Synonyms]:
    """What editors added, the newest first."""
    return list(session.scalars(select(Synonyms).order_by(Synonyms.id.desc())))


_known: tuple[float, Meanings] | None = None


def of(session: Session) -> Meanings:
    """Those of the trade and what editors added. Kept for a second: every keystroke asks."""
    global _known
    if _known is None or time.monotonic() - _known[0] > KNOWN_SECONDS:
        own = tuple(session.scalars(select(Synonyms.line).order_by(Synonyms.id)))
        _known = (time.monotonic(), with_own(own) if own else of_the_trade())
    return _known[1]


def forget() -> None:
    """The next search reads them again."""
    global _known
    _known = None


@cache
def of_the_trade() -> Meanings:
    return together(starting())


@lru_cache(maxsize=1)
def with_own(lines: tuple[str, ...]) -> Meanings:
    """Read again only when an editor has changed something: it takes a tenth of a second."""
    return together([*starting(), *lines])


@cache
def starting() -> tuple[str, ...]:
    """What comes with the console, by language and subject."""
    folder = files("console.knowledge").joinpath("trade")
    lines = [
        line
        for language in ("es", "en")
        for file in sorted(folder.joinpath(language).iterdir(), key=lambda each: each.name)
        for line in file.read_text("utf-8").splitlines()
    ]
    return tuple(line for line in lines if line and not line.startswith("#"))


def together(lines: Iterable[str]) -> Meanings:
    """By word, by phrase ("money back"), and by the stem of a word, which begins with ~, for its other forms."""
    found = Meanings()
    for line in lines:
        short, _, meant = line.partition(ABBREVIATES)
        words = tongue.words(line)
        for word in [" ".join(tongue.words(short))] if meant else words:
            others = tongue.words(meant) if meant else [each for each in words if each != word]
            forms = tongue.stems(word) if len(word) >= SHORTEST_INFLECTED and " " not in word else ()
            for key in {word, *forms}:
                found.setdefault(key, []).extend(each for each in others if each not in found[key])
    return found

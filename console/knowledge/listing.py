"""Every article as a list shows it: how its newest version stands, and which translations it lacks.

A base may have fifty thousand, so no text is read for it, only what a line shows; and of one page, unless something
is looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.knowledge import authoring, reviewing
from console.knowledge.articles import ARTICLE, publication_key
from console.knowledge.likeness import folded
from console.publishing.publication import Publication, State, Version, publication

OVERDUE, UNTRANSLATED = "overdue", "untranslated"
PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    newest: int
    in_force: int | None
    state: State
    publish_at: datetime | None
    title: str
    category: str | None
    public: bool
    owner_id: int | None
    review_by: date | None
    translates: tuple[str, int] | None
    """The language and version of the text it says."""

    @property
    def name(self) -> str:
        return authoring.parted(self.key)[0]

    @property
    def language(self) -> str:
        return authoring.parted(self.key)[1]

    @property
    def overdue(self) -> bool:
        return self.review_by is not None and self.review_by <= reviewing.today()


def keys(session: Session) -> list[str]:
    return list(session.scalars(select(Publication.key).where(Publication.kind == ARTICLE).order_by(Publication.key)))


def everything(session: Session, only: list[str] | None = None) -> list[Line]:
    """By key, so that the languages of an article stand together. ``only``: the lines of these keys."""
    told = Version.content
    query = (
        select(
            Publication.key, Publication.newest, Publication.in_force, Version.state, Version.publish_at,
            told["title"].as_string(), told["category"].as_string(), told["public"].as_boolean(),
            told["owner"].as_integer(), told["review_by"].as_string(),
            told[("translates", "language")].as_string(), told[("translates", "version")].as_integer(),
        )
        .join(Version, (Version.publication_id == Publication.id) & (Version.number == Publication.newest))
        .where(Publication.kind == ARTICLE)
        .order_by(Publication.key)
    )  # fmt: skip
    if only is not None:
        query = query.where(Publication.key.in_(only))
    return [
        Line(
            key, newest, in_force, state, publish_at, title, category, public is True, owner,
            date.fromisoformat(day) if day else None, (tongue, version) if tongue else None,
        )
        for key, newest, in_force, state, publish_at, title, category, public, owner, day, tongue, version
        in session.execute(query)
    ]  # fmt: skip


class Languages:
    """Which languages each article has, and which of them are behind."""

    def __init__(self, session: Session, lines: Iterable[Line]) -> None:
        self.session = session
        self.found: Mapping[str, dict[str, Line]] = defaultdict(dict)
        for each in lines:
            self.found[each.name][each.language] = each

    def missing(self, line: Line) -> list[str]:
        return [each for each in authoring.EXPECTED if each not in self.found[line.name]]

    def stale(self, line: Line) -> bool:
        """Asks for the words only where a newer version of its original is out at all."""
        if line.translates is None:
            return False
        source = self.found[line.name].get(line.translates[0])
        if source is None or (source.in_force or 0) <= line.translates[1]:
            return False
        both = {each.language: place(self.session, each) for each in (line, source)}
        return authoring.standing(self.session, line.language, both).stale


def place(session: Session, line: Line) -> Publication:
    return publication(session, ARTICLE, publication_key(line.name, line.language))


def fitting(
    lines: Iterable[Line], languages: Languages, *, words: str = "", state: str | None = None,
    category: str | None = None,
) -> list[Line]:  # fmt: skip
    """``words`` of the title, whatever their accents; ``state``: of the newest version, or OVERDUE or UNTRANSLATED."""
    wanted = folded(words)
    found = [each for each in lines if not category or each.category == category]
    if wanted:
        found = [each for each in found if wanted in folded(each.title)]
    if not state:
        return found
    if state == OVERDUE:
        return [each for each in found if each.overdue]
    if state == UNTRANSLATED:
        return [each for each in found if languages.missing(each) or languages.stale(each)]
    return [each for each in found if each.state == state]


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Line]
    languages: dict[str, tuple[list[str], bool]]
    """Of each line's key: the languages that are missing, and whether it is behind."""
    number: int
    pages: int
    many: int
    """How many fit, on all pages."""
    all: int


def page(
    session: Session, number: int, *, words: str = "", state: str | None = None, category: str | None = None
) -> Page:
    """A page of those that fit; the nearest one there is. Unless something is looked for, no other lines are read."""
    if words.strip() or state or category:
        lines = everything(session)
        known, languages = [each.key for each in lines], Languages(session, lines)
        fit = [each.key for each in fitting(lines, languages, words=words, state=state, category=category)]
    else:
        fit = known = keys(session)
        languages = None
    pages = max(1, -(-len(fit) // PER_PAGE))
    number = min(max(1, number), pages)
    here = set(fit[(number - 1) * PER_PAGE : number * PER_PAGE])
    if languages is None:
        names = {authoring.parted(each)[0] for each in here}
        lines = everything(session, [each for each in known if authoring.parted(each)[0] in names])
        languages = Languages(session, lines)
    shown = [each for each in lines if each.key in here]
    told = {each.key: (languages.missing(each), languages.stale(each)) for each in shown}
    return Page(shown, told, number, pages, len(fit), len(known))

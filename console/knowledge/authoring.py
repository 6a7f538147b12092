"""Articles as editors write them: a content of `publishing`, checked whole, with what it translates.

The key of a publication is the article's key and its language, ``faulty-product.es``. A content:
``{title, body, public, category, owner, reviewed_on, review_by, translates: {language, version}}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import normalize

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.agents.agent import Agent
from console.errors import Invalid, Missing
from console.knowledge import answering, articles, reviewing
from console.knowledge.articles import ARTICLE, Article, Category, Facts
from console.publishing import kinds
from console.publishing.kinds import Content, Kind
from console.publishing.publication import Publication, State, Version, publication, version

LANGUAGES = ("es", "en", "ca", "gl", "eu")
EXPECTED = ("es", "en")
"""An article without one of these is missing a translation."""
KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
LONGEST_TITLE, LONGEST_BODY, LONGEST_SLUG = 200, 400_000, 60


@dataclass(frozen=True, slots=True)
class Translation:
    """How one language stands to the text it translates."""

    language: str
    publication: Publication | None
    of_version: int | None
    newest_source: int | None

    @property
    def missing(self) -> bool:
        return self.publication is None

    @property
    def stale(self) -> bool:
        """The text it translates has gone on without it."""
        return self.of_version is not None and (self.newest_source or 0) > self.of_version


def new_key(name: str, language: str) -> str:
    """Of a new article, or a new translation of one. Raises Invalid naming ``key`` or ``language``."""
    if not KEY.fullmatch(name):
        raise Invalid("A key has small letters, figures and hyphens.", field="key")
    if language not in LANGUAGES:
        raise Invalid("{language} is no language we write in.", field="language", language=language or "–")
    return articles.publication_key(name, language)


def slug(title: str) -> str:
    """A key made of a title's words: ``Devolución de pan`` gives ``devolucion-de-pan``."""
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")


def parted(key: str) -> tuple[str, str]:
    """The article's key and its language."""
    name, _, language = key.rpartition(".")
    return name, language


def check(session: Session, key: str, content: Content) -> None:
    """Whether it may be kept at all. Raises Invalid naming the field."""
    name, language = parted(key)
    if not name or not language:
        raise Invalid("A key has small letters, figures and hyphens.", field="key")
    facts = facts_of(content)
    if not facts.title.strip() or len(facts.title) > LONGEST_TITLE:
        raise Invalid("A title has 1 to {most} characters.", field="title", most=LONGEST_TITLE)
    if not facts.body.strip() or len(facts.body) > LONGEST_BODY:
        raise no_text()
    if facts.category is not None and session.get(Category, facts.category) is None:
        raise Invalid("{category} is no category we know.", field="category", category=facts.category)
    if facts.owner_id is not None and session.get(Agent, facts.owner_id) is None:
        raise Invalid("Nobody like that works here.", field="owner")
    check_translated(session, name, language, content)


def no_text() -> Invalid:
    """There is none, or too much of it."""
    return Invalid("An article has a text, of {most} characters at most.", field="body", most=LONGEST_BODY)


def check_translated(session: Session, name: str, language: str, content: Content) -> None:
    """A translation names a text that exists, and a version of it."""
    told = content.get("translates")
    if told is None:
        return
    if not isinstance(told, dict) or told.get("language") == language:
        raise Invalid("A translation names another language and a version of it.", field="translates")
    try:
        source = publication(session, ARTICLE, articles.publication_key(name, str(told.get("language"))))
    except Missing:
        raise Invalid(
            "It translates {key}, which does not exist.", field="translates", key=f"{name}.{told.get('language')}"
        ) from None
    number = told.get("version")
    if not isinstance(number, int) or not 1 <= number <= source.newest:
        raise Invalid(
            "It translates version {number} of {key}, which does not exist.",
            field="translates", number=number, key=source.key,
        )  # fmt: skip


def facts_of(content: Content) -> Facts:
    """Raises Invalid naming the field that isn't what it should be."""
    category, owner = content.get("category"), content.get("owner")
    if not isinstance(category, str | None):
        raise Invalid("Expected the key of a category.", field="category")
    if not isinstance(owner, int | None) or isinstance(owner, bool):
        raise Invalid("Expected the number of an agent.", field="owner")
    return Facts(
        title=normalize("NFC", text(content, "title").strip()), body=normalize("NFC", text(content, "body")),
        public=content.get("public") is True, category=category, owner_id=owner,
        reviewed_on=day(content, "reviewed_on"), review_by=day(content, "review_by"),
    )  # fmt: skip


def text(content: Content, field: str) -> str:
    value = content.get(field, "")
    if not isinstance(value, str):
        raise Invalid("{field_name}: expected text.", field=field, field_name=field)
    return value


def day(content: Content, field: str) -> date | None:
    value: Any = content.get(field)
    try:
        return date.fromisoformat(value) if value else None
    except (ValueError, TypeError):
        raise Invalid("{field_name}: expected a day.", field=field, field_name=field) from None


def asks_approval(session: Session, key: str, content: Content) -> bool:
    """What its category asks; what visitors read in it, too."""
    category = content.get("category")
    found = session.get(Category, category) if isinstance(category, str) else None
    return found is not None and found.two_people


def published(session: Session, put_out: Version) -> None:
    key = put_out.publication.key
    article = articles.put_out(session, *parted(key), put_out.number, facts_of(put_out.content))
    reviewing.remind(session, article)
    answering.went_out(session, key, article, by=put_out.author)


def retired(session: Session, gone: Publication) -> None:
    name, language = parted(gone.key)
    found = session.scalar(select(Article).where(Article.key == name, Article.language == language).with_for_update())
    if found is not None:
        articles.take_back(session, found)
        reviewing.remind(session, found)


KIND = kinds.register(Kind(ARTICLE, check=check, asks_approval=asks_approval, published=published, retired=retired))


def newest(session: Session, of: Publication) -> Version:
    return version(session, of, of.newest)


def translations(session: Session, of: Publication) -> list[Translation]:
    """Every language of the same article but this one: those there are, and those that are missing."""
    name, own = parted(of.key)
    found = {parted(each.key)[1]: each for each in siblings(session, name)}
    wanted = [each for each in LANGUAGES if each != own and (each in found or each in EXPECTED)]
    return [standing(session, each, found) for each in wanted]


def siblings(session: Session, name: str) -> list[Publication]:
    keys = [articles.publication_key(name, each) for each in LANGUAGES]
    query = select(Publication).where(Publication.kind == ARTICLE, Publication.key.in_(keys))
    return list(session.scalars(query))


def standing(session: Session, language: str, found: dict[str, Publication]) -> Translation:
    here = found.get(language)
    told = newest(session, here).content.get("translates") if here else None
    if not told:
        return Translation(language, here, None, None)
    source = found.get(told["language"])
    newest_source = source.in_force if source else None
    if source and newest_source and newest_source > told["version"]:
        then, now = (version(session, source, each).content for each in (told["version"], newest_source))
        if words(then) == words(now):  # its owner, category or dates have changed: nothing to translate
            newest_source = told["version"]
    return Translation(language, here, told["version"], newest_source)


def words(content: Content) -> tuple[str, str]:
    return str(content.get("title", "")).strip(), str(content.get("body", "")).replace("\r\n", "\n").strip()


def source_of(session: Session, of: Publication) -> tuple[Publication, int] | None:
    """The text this one translates, and which version of it; None for an original."""
    told = newest(session, of).content.get("translates")
    if not told:
        return None
    name, _ = parted(of.key)
    return publication(session, ARTICLE, articles.publication_key(name, told["language"])), told["version"]


def state_of(session: Session, of: Publication) -> State:
    """Where its newest version stands."""
    return newest(session, of).state

"""What an editor does with an article: write, translate, ask for approval, put out, take back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock
from console.agents.agent import Agent
from console.errors import Conflict, Invalid, Refused
from console.knowledge import articles, authoring
from console.knowledge.articles import ARTICLE, Article, Category
from console.publishing import releasing, review, versions
from console.publishing.kinds import Content
from console.publishing.publication import Publication, State, Version
from console.publishing.publication import version as version_of


class Unchanged(Refused):
    message = "Nothing has changed since version {number}."


class NothingTranslated(Refused):
    message = "This is an original: it translates nothing."


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds."""

    title: str
    body: str
    public: bool
    category: str | None
    owner: int | None
    review_by: date | None
    comment: str = ""

    def content(self, translates: object) -> Content:
        return {
            "title": self.title.strip(), "body": self.body, "public": self.public, "category": self.category,
            "owner": self.owner, "reviewed_on": clock.now().date().isoformat(),
            "review_by": self.review_by.isoformat() if self.review_by else None, "translates": translates,
        }  # fmt: skip


def write(session: Session, key: str, draft: Draft, *, by: Agent, after: int, translates: object = None) -> Version:
    """The next version, a draft; ``after``: the newest one the editor saw. An article that says
    nothing of what it translates keeps what its last version said. The same again as what waits for
    approval is that version, with the approval it has. Raises MovedOn, or Unchanged from what is out."""
    place = known(session, key)
    if translates is None and place is not None and place.newest:
        translates = authoring.newest(session, place).content.get("translates")
    content = draft.content(translates)
    last = authoring.newest(session, place) if place is not None and place.newest == after and after else None
    if last is not None and not draft.comment and same(last.content, content):
        if last.state is State.REVIEW:
            return last
        if last.state is State.PUBLISHED:
            raise Unchanged(number=last.number)
    return versions.write(session, ARTICLE, key, content, by=by, comment=draft.comment, after=after)


class KeyTaken(Conflict):
    message = "There is an article with this key already: choose another."


def begun(session: Session, name: str, language: str, title: str) -> str:
    """The key of a new article, made of its title where its editor gave it no name. Raises Invalid, or KeyTaken."""
    if name:
        key = authoring.new_key(name, language)
        if known(session, key) is not None:
            raise KeyTaken(field="key")
        return key
    base = authoring.slug(title)
    tried = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(key for each in tried if known(session, key := authoring.new_key(each, language)) is None)


def known(session: Session, key: str) -> Publication | None:
    return session.scalar(select(Publication).where(Publication.kind == ARTICLE, Publication.key == key))


def same(one: Content, other: Content) -> bool:
    """But for the day on which it was kept."""
    return {**one, "reviewed_on": None} == {**other, "reviewed_on": None}


def translate(session: Session, source: Publication, language: str, *, by: Agent) -> tuple[str, Content]:
    """Where a translation will stand, and what it starts from: the text itself, to be written over."""
    name, own = authoring.parted(source.key)
    if language == own:
        raise Invalid("A translation names another language and a version of it.", field="language")
    number = source.in_force or source.newest
    content = dict(version_of(session, source, number).content)
    return authoring.new_key(name, language), content | {"translates": {"language": own, "version": number}}


def still_valid(session: Session, translation: Publication, *, by: Agent) -> Version:
    """The text it translates has changed, and it still says the same: a version that names the
    newer text, and goes out at once where the older one was out and nobody has to approve it."""
    found = authoring.source_of(session, translation)
    if found is None:
        raise NothingTranslated
    source, _ = found
    newest = authoring.newest(session, translation)
    told = dict(newest.content["translates"]) | {"version": source.in_force or source.newest}
    content = newest.content | {"translates": told}
    was_out = newest.state is State.PUBLISHED
    written = versions.write(session, ARTICLE, translation.key, content, by=by, after=translation.newest)
    if not was_out:
        return written
    if authoring.asks_approval(session, translation.key, content):
        return review.submit(session, written, by=by)
    return releasing.publish(session, written, by=by)


def reviewed(session: Session, place: Publication, *, by: Agent, review_by: date | None) -> Version:
    """Somebody looked, and it still holds: the same again with a new date, out at once unless its
    category asks for somebody else's approval. Raises Invalid(field="review_by") for a day gone by."""
    if review_by is None or review_by <= clock.now().date():
        raise Invalid("Say by which day to come it wants looking at again.", field="review_by")
    newest = authoring.newest(session, place)
    if newest.state is not State.PUBLISHED:
        raise Invalid("Another version is being written: the date goes with it.", field="review_by")
    content = newest.content | {
        "reviewed_on": clock.now().date().isoformat(), "review_by": review_by.isoformat()
    }  # fmt: skip
    written = versions.write(session, ARTICLE, place.key, content, by=by, after=place.newest)
    if authoring.asks_approval(session, place.key, content):
        return review.submit(session, written, by=by)
    return releasing.publish(session, written, by=by)


def article_of(session: Session, publication: Publication) -> Article | None:
    """The row that is read and searched; None before anything was published."""
    name, language = authoring.parted(publication.key)
    return session.scalar(select(Article).where(Article.key == name, Article.language == language))


def categorise(
    session: Session, *, key: str, name_es: str, name_en: str, two_people: bool, roles: list[str]
) -> Category:
    """A new category, or other rules for one there is."""
    if not authoring.KEY.fullmatch(key):
        raise Invalid("A key has small letters, figures and hyphens.", field="key")
    if not name_es.strip() or not name_en.strip():
        raise Invalid("A category has a name in both languages.", field="name_es" if not name_es.strip() else "name_en")
    found = session.get(Category, key) or Category(key=key)
    found.name_es, found.name_en, found.two_people = name_es.strip(), name_en.strip(), two_people
    found.roles = sorted(set(roles))
    session.add(found)
    return found


def publication_of(session: Session, article_id: int) -> Publication | None:
    found = session.get(Article, article_id)
    if found is None:
        return None
    key = articles.publication_key(found.key, found.language)
    return known(session, key)

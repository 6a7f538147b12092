"""An article as it was when somebody quoted it, and what has become of it since.

Whoever reads what was quoted has to be allowed to read that version, and also the article as it is
now: a text that has been closed since is closed in its older words too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from console.agents.agent import Agent
from console.errors import Missing
from console.knowledge import articles, audience, authoring
from console.knowledge.articles import ARTICLE, Article, ArticleState, ArticleVersion, Category
from console.publishing import publication as publications
from console.publishing.publication import Act, Did, Publication


@dataclass(frozen=True, slots=True)
class Quoted:
    version: ArticleVersion
    now: ArticleVersion | None
    """What is read today; None once the article was retired."""
    since: datetime | None
    """Since when it no longer says this; None while it does."""

    @property
    def stands(self) -> bool:
        """A version may follow for its category or its dates alone: it says the same."""
        return self.now is not None and words(self.now) == words(self.version)


class NoLongerPublic(Missing):
    """Visitors could read it once: whoever kept its address deserves to hear that it no longer holds."""

    message = "This page no longer holds: it was taken back."

    def __init__(self, title: str, language: str, since: datetime) -> None:
        super().__init__()
        self.title, self.language, self.since = title, language, since


def read(session: Session, article_id: int, number: int, *, by: Agent) -> Quoted:
    """Raises Missing for what was never put out, or isn't for this reader: then or now."""
    found = put_out(session, article_id, number)
    facts = authoring.facts_of(publications.version(session, place_of(session, found.article), number).content)
    then = audience.reads(session, by, public=facts.public, category=facts.category)
    if not then or not audience.may_read(session, by, article_id):
        raise Missing
    article = found.article
    now = put_out(session, article_id, article.version) if article.state is ArticleState.PUBLISHED else None
    return Quoted(found, now, since=followed_at(session, found))


def words(version: ArticleVersion) -> tuple[str, str]:
    return version.title, version.body


def cited(session: Session, version: ArticleVersion) -> dict[str, Any]:
    """As a line of somebody's history names it, which everybody on the floor may read: without the
    title of what is for some roles only."""
    article = version.article
    closed = not article.public and session.scalar(select(Category.roles).where(Category.key == article.category))
    return {"article": article.id, "version": version.version, "title": "" if closed else version.title}


def put_out(session: Session, article_id: int, number: int) -> ArticleVersion:
    found = session.scalar(
        select(ArticleVersion)
        .join(ArticleVersion.article)
        .options(contains_eager(ArticleVersion.article))
        .where(ArticleVersion.article_id == article_id, ArticleVersion.version == number)
    )
    if found is None:
        raise Missing
    return found


def place_of(session: Session, article: Article) -> Publication:
    return publications.publication(session, ARTICLE, articles.publication_key(article.key, article.language))


def followed_at(session: Session, version: ArticleVersion) -> datetime | None:
    """When a version with other words went out after it, or else when it was taken back."""
    changed = (each.at for each in later(session, version) if words(each) != words(version))
    return next(changed, None) or retired_at(session, version.article)


def later(session: Session, version: ArticleVersion) -> list[ArticleVersion]:
    query = select(ArticleVersion).where(
        ArticleVersion.article_id == version.article_id, ArticleVersion.version > version.version
    )
    return list(session.scalars(query.order_by(ArticleVersion.version)))


def retired_at(session: Session, article: Article) -> datetime | None:
    if article.state is ArticleState.PUBLISHED:
        return None
    query = select(Act.at).where(Act.publication_id == place_of(session, article).id, Act.did == Did.RETIRED)
    return session.scalar(query.order_by(Act.seq.desc()).limit(1))


def public(session: Session, article_id: int) -> ArticleVersion:
    """What visitors read today. Raises NoLongerPublic for what they could read once, else Missing:
    an internal article and none at all look the same outside."""
    article = session.get(Article, article_id)
    if article is None:
        raise Missing
    if article.public and article.state is ArticleState.PUBLISHED:
        return articles.read(session, article_id)
    last = next(iter(once_public(session, article)), None)
    if last is None:
        raise Missing
    ended = next((each.at for each in later(session, last)), None) or retired_at(session, article)
    raise NoLongerPublic(last.title, article.language, ended or last.at)


def changed_since(session: Session, version: ArticleVersion, sent: int | None) -> bool:
    """Whether a public version that was sent to somebody said something else than this one."""
    if sent is None or sent >= version.version:
        return False
    then = next((each for each in once_public(session, version.article) if each.version == sent), None)
    return then is not None and words(then) != words(version)


def once_public(session: Session, article: Article) -> list[ArticleVersion]:
    """Versions that visitors could read, the newest first."""
    told = {each.number for each in place_of(session, article).versions if each.content.get("public") is True}
    query = select(ArticleVersion).where(ArticleVersion.article_id == article.id, ArticleVersion.version.in_(told))
    return list(session.scalars(query.order_by(ArticleVersion.version.desc())))

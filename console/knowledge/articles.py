"""Articles and their versions. A version is never changed; publishing another replaces it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, event, select
from sqlalchemy.orm import Mapped, Session, contains_eager, joinedload, mapped_column, object_session, relationship

from console import clock, due, events
from console.agents.agent import Agent
from console.db import Base
from console.errors import Missing
from console.publishing import publication as publications
from console.publishing import releasing, versions

ARTICLE = "article"


class ArticleState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Article(Base):
    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    """Shared by an article and its translations."""
    language: Mapped[str]
    state: Mapped[ArticleState] = mapped_column(default=ArticleState.DRAFT)
    public: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0)
    reviewed_on: Mapped[date | None]
    category: Mapped[str | None] = mapped_column(ForeignKey("article_category.key", ondelete="SET NULL"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    """Whom to ask about it, and who is reminded."""
    review_by: Mapped[date | None]

    __table_args__ = (UniqueConstraint("key", "language"),)
    versions: Mapped[list[ArticleVersion]] = relationship(back_populates="article")


class ArticleVersion(Base):
    __tablename__ = "article_version"
    __table_args__ = (UniqueConstraint("article_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    version: Mapped[int]
    title: Mapped[str]
    body: Mapped[str]
    """Markdown."""
    at: Mapped[datetime]

    article: Mapped[Article] = relationship(back_populates="versions")


@event.listens_for(ArticleVersion, "before_update")
def never_changed(mapper: object, connection: object, version: ArticleVersion) -> None:
    if object_session(version).is_modified(version):  # type: ignore[union-attr]
        raise RuntimeError(f"version {version.version} of article {version.article_id} never changes")


class Category(Base):
    """What an article is about, and with it who reads it and whether two people have to agree."""

    __tablename__ = "article_category"

    key: Mapped[str] = mapped_column(primary_key=True)
    name_es: Mapped[str]
    name_en: Mapped[str]
    two_people: Mapped[bool] = mapped_column(default=False)
    roles: Mapped[list[str]] = mapped_column(default=list)
    """Which roles read its internal articles; empty means everybody who works here."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article says and how it stands, as its version has it."""

    title: str
    body: str
    public: bool = False
    category: str | None = None
    owner_id: int | None = None
    reviewed_on: date | None = None
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The version of an article that is read now, as it was found: nothing that could be changed."""

    article_id: int
    version: int
    title: str
    body: str
    key: str
    language: str
    public: bool
    reviewed_on: date | None


PUBLISHED = (
    select(
        Article.id, ArticleVersion.version, ArticleVersion.title, ArticleVersion.body, Article.key, Article.language,
        Article.public, Article.reviewed_on,
    )
    .join(ArticleVersion.article)
    .where(Article.state == ArticleState.PUBLISHED, ArticleVersion.version == Article.version)
)  # fmt: skip
"""What `Published` is made of, in its order. Objects of the mapper would take a search as long again."""


@dataclass(frozen=True, slots=True)
class ArticlePublished:
    article: int
    version: int


@dataclass(frozen=True, slots=True)
class ArticleRetired:
    article: int


def publish(
    session: Session, *, key: str, language: str, title: str, body: str, public: bool = False,
    reviewed_on: date | None = None, category: str | None = None, by: Agent | None = None,
    translates: tuple[str, int] | None = None,
) -> Article:  # fmt: skip
    """Writes a version and puts it out at once, if its category asks for nobody's approval; the
    index follows as due work. ``public``: visitors may read it; ``translates``: a language and the
    version of it that this says."""
    content = {
        "title": title, "body": body, "public": public, "category": category,
        "reviewed_on": (reviewed_on or clock.now().date()).isoformat(),
        "translates": {"language": translates[0], "version": translates[1]} if translates else None,
    }  # fmt: skip
    written = versions.write(session, ARTICLE, publication_key(key, language), content, by=by)
    releasing.publish(session, written, by=by)
    return session.scalars(select(Article).where(Article.key == key, Article.language == language)).one()


def publication_key(key: str, language: str) -> str:
    return f"{key}.{language}"


def put_out(session: Session, key: str, language: str, version: int, facts: Facts) -> Article:
    """This version is what is read from now on. Only `authoring.py` calls it, for `publishing`."""
    article = session.scalar(
        select(Article).where(Article.key == key, Article.language == language).with_for_update()
    )
    if article is None:
        article = Article(key=key, language=language, version=0)
        session.add(article)
    article.version, article.state, article.public = version, ArticleState.PUBLISHED, facts.public
    article.category, article.owner_id = facts.category, facts.owner_id
    article.reviewed_on, article.review_by = facts.reviewed_on or clock.now().date(), facts.review_by
    session.flush()  # the version and the due row name it
    session.add(
        ArticleVersion(article=article, version=version, title=facts.title, body=facts.body, at=clock.now())
    )
    events.record(session, ArticlePublished(article.id, version))
    due.add(session, "knowledge.index", once=str(article.id), article_id=article.id)
    return article


def retire(session: Session, article: Article) -> None:
    """Nobody finds it any more, from this commit on."""
    place = publications.publication(session, ARTICLE, publication_key(article.key, article.language))
    releasing.retire(session, place, by=None)


def take_back(session: Session, article: Article) -> None:
    article.state = ArticleState.RETIRED
    events.record(session, ArticleRetired(article.id))
    due.add(session, "knowledge.index", once=str(article.id), article_id=article.id)


def read(session: Session, article_id: int) -> ArticleVersion:
    """The published version. Raises Missing."""
    found = session.scalar(
        select(ArticleVersion)
        .join(ArticleVersion.article)
        .options(contains_eager(ArticleVersion.article))
        .where(
            Article.id == article_id, Article.state == ArticleState.PUBLISHED,
            ArticleVersion.version == Article.version,
        )
    )  # fmt: skip
    if found is None:
        raise Missing
    return found


def as_read(version: ArticleVersion) -> Published:
    article = version.article
    return Published(
        article.id, version.version, version.title, version.body, article.key, article.language, article.public,
        article.reviewed_on,
    )  # fmt: skip


def title_of(session: Session, article_id: int) -> str:
    """Of its newest version, published or not; empty when there is no such article."""
    query = select(ArticleVersion.title).where(ArticleVersion.article_id == article_id)
    return session.scalar(query.order_by(ArticleVersion.version.desc()).limit(1)) or ""


def published(session: Session, article_ids: list[int] | None = None) -> list[ArticleVersion]:
    """What may be found now: the current version of every published article, or of those asked for."""
    query = (
        select(ArticleVersion)
        .join(ArticleVersion.article)
        .where(Article.state == ArticleState.PUBLISHED, ArticleVersion.version == Article.version)
        .options(joinedload(ArticleVersion.article))
    )
    return list(session.scalars(query if article_ids is None else query.where(Article.id.in_(article_ids))))

"""Articles and their versions. A version is never changed; publishing another replaces it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from unicodedata import normalize

from sqlalchemy import ForeignKey, UniqueConstraint, event, select
from sqlalchemy.orm import Mapped, Session, contains_eager, joinedload, mapped_column, object_session, relationship

from console import clock, due, events
from console.db import Base
from console.errors import Invalid, Missing


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


@dataclass(frozen=True, slots=True)
class ArticlePublished:
    article: int
    version: int


@dataclass(frozen=True, slots=True)
class ArticleRetired:
    article: int


def publish(
    session: Session, *, key: str, language: str, title: str, body: str,
    public: bool = False, reviewed_on: date | None = None,
) -> Article:  # fmt: skip
    """A new version goes out at once; the index follows as due work. ``public``: visitors may read it."""
    title, body = normalize("NFC", title.strip()), normalize("NFC", body)
    if not title or not body.strip():
        raise Invalid("An article has a title and a text.", field="body" if title else "title")
    article = session.scalar(
        select(Article).where(Article.key == key, Article.language == language).with_for_update()
    )
    if article is None:
        article = Article(key=key, language=language, version=0)
        session.add(article)
    article.version, article.state, article.public = article.version + 1, ArticleState.PUBLISHED, public
    article.reviewed_on = reviewed_on or clock.now().date()
    session.flush()  # the version and the due row name it
    session.add(
        ArticleVersion(article=article, version=article.version, title=title, body=body, at=clock.now())
    )
    events.record(session, ArticlePublished(article.id, article.version))
    due.add(session, "knowledge.index", once=str(article.id), article_id=article.id)
    return article


def retire(session: Session, article: Article) -> None:
    """Nobody finds it any more, from this commit on."""
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

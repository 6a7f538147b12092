"""Articles and their versions. A version is never changed; publishing another replaces it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from console import clock, due
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


def publish(
    session: Session, *, key: str, language: str, title: str, body: str, reviewed_on: date | None = None
) -> Article:
    """A new version goes out at once; the index follows as due work."""
    if not title.strip() or not body.strip():
        raise Invalid("An article has a title and a text.", field="title")
    article = session.scalar(select(Article).where(Article.key == key, Article.language == language))
    if article is None:
        article = Article(key=key, language=language, version=0)
        session.add(article)
    article.version, article.state = article.version + 1, ArticleState.PUBLISHED
    article.reviewed_on = reviewed_on or clock.now().date()
    article.versions.append(
        ArticleVersion(version=article.version, title=title.strip(), body=body, at=clock.now())
    )
    session.flush()  # the due row names it
    due.add(session, "knowledge.index", once=str(article.id), article_id=article.id)
    return article


def retire(session: Session, article: Article) -> None:
    """Nobody finds it any more, from this commit on."""
    article.state = ArticleState.RETIRED
    due.add(session, "knowledge.index", once=str(article.id), article_id=article.id)


def read(session: Session, article_id: int) -> ArticleVersion:
    """The published version. Raises Missing."""
    found = session.scalar(
        select(ArticleVersion)
        .join(Article)
        .where(
            Article.id == article_id, Article.state == ArticleState.PUBLISHED,
            ArticleVersion.version == Article.version,
        )
    )  # fmt: skip
    if found is None:
        raise Missing
    return found

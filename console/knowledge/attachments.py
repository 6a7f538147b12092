"""Files beside an article: of a few harmless kinds, as large as a leaflet, and what they say they are.

They are kept in SQL with everything else, so a backup has them and every process serves them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from sqlalchemy import ForeignKey, LargeBinary, Select, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from console import clock, file_kinds
from console.agents.agent import Agent
from console.db import Base
from console.errors import Invalid, Missing
from console.file_kinds import PDF, PHOTOS, TEXTS
from console.knowledge.articles import Article, ArticleState

LARGEST = 5 * 1024 * 1024
MOST_PER_ARTICLE = 20
KINDS = (PDF, *PHOTOS, *TEXTS)


class Attachment(Base):
    __tablename__ = "article_attachment"
    __table_args__ = (UniqueConstraint("article_key", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_key: Mapped[str]
    """Shared by all languages of the article."""
    name: Mapped[str]
    kind: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))

    @property
    def is_image(self) -> bool:
        return self.kind.startswith("image/")

    @property
    def address(self) -> str:
        return f"/attachments/{self.id}/{quote(self.name)}"


@dataclass(frozen=True, slots=True)
class File:
    name: str
    data: bytes


def attach(session: Session, article_key: str, file: File, *, by: Agent | None) -> Attachment:
    """Keeps a file; one of the same name is replaced. Raises Invalid(field="file")."""
    name = tidy(file.name)
    kind = kind_of(name, file.data)
    known = session.scalar(select(Attachment).where(Attachment.article_key == article_key, Attachment.name == name))
    if known is None:
        many = session.scalar(select(func.count(Attachment.id)).where(Attachment.article_key == article_key)) or 0
        if many >= MOST_PER_ARTICLE:
            raise Invalid("An article has {most} files at most.", field="file", most=MOST_PER_ARTICLE)
        known = Attachment(article_key=article_key, name=name)
        session.add(known)
    known.kind, known.size, known.data = kind, len(file.data), file.data
    known.sha256, known.at, known.by_id = hashlib.sha256(file.data).hexdigest(), clock.now(), by.id if by else None
    session.flush()  # its address has its id
    return known


def same(session: Session, article_key: str, file: File) -> bool:
    """Whether it is there already, under its name, as it is."""
    known = select(Attachment.sha256).where(Attachment.article_key == article_key, Attachment.name == tidy(file.name))
    return session.scalar(known) == hashlib.sha256(file.data).hexdigest()


def kind_of(name: str, data: bytes) -> str:
    """What it is, by its name and by its first bytes, which have to agree."""
    if not data or len(data) > LARGEST:
        raise Invalid("A file has up to {most} MB, and is not empty.", field="file", most=LARGEST // 1024 // 1024)
    kind = file_kinds.named(name, KINDS)
    if kind is None:
        endings = [ending for each in KINDS for ending in each.endings]
        raise Invalid("Expected one of {among}.", field="file", among=", ".join(endings))
    if not kind.beginnings:
        readable(data)
    elif not kind.begins(data):
        raise Invalid("The file is not what its name says.", field="file")
    return kind.served


def readable(data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid("The file is not UTF-8.", field="file") from None


def tidy(name: str) -> str:
    plain = file_kinds.tidy(name)
    if len(plain) > file_kinds.LONGEST_NAME:
        raise Invalid("The file's name has 1 to {most} characters.", field="file", most=file_kinds.LONGEST_NAME)
    return plain


def of(session: Session, article_key: str) -> list[Attachment]:
    query = select(Attachment).where(Attachment.article_key == article_key).options(defer(Attachment.data))
    return list(session.scalars(query.order_by(Attachment.name)))


def remove(session: Session, attachment: Attachment) -> None:
    session.delete(attachment)


def public(session: Session, attachment_id: int) -> Attachment:
    """One of an article that visitors may read now. Raises Missing."""
    found = session.get(Attachment, attachment_id)
    if found is None or not session.scalar(published_of(found.article_key).where(Article.public)):
        raise Missing
    return found


def published_of(article_key: str) -> Select[int]:
    """The published languages of the article."""
    return select(Article.id).where(Article.key == article_key, Article.state == ArticleState.PUBLISHED).limit(1)


def named(session: Session, attachment_id: int) -> Attachment:
    found = session.get(Attachment, attachment_id)
    if found is None:
        raise Missing
    return found


"""What a category of goods is called in the reader's language: its source writes a code, or a word of its own."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from console import due
from console.db import Base
from console.errors import Invalid

LANGUAGES = ("es", "en")
LONGEST = 60


class CategoryName(Base):
    __tablename__ = "category_name"

    category: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


def names(session: Session, language: str) -> dict[str, str]:
    """By the source's own word; one without a name in this language isn't there."""
    found = session.execute(select(CategoryName.category, CategoryName.name).where(CategoryName.language == language))
    return dict(found.all())


def call(session: Session, category: str, language: str, name: str) -> None:
    """An empty name takes the name away. Raises Invalid naming ``name``."""
    due.alone(session, "category names")  # of two who write at once the second finds the first one's name
    name = " ".join(name.split())
    if language not in LANGUAGES or len(name) > LONGEST:
        raise Invalid("A name has {most} characters at most.", field="name", most=LONGEST)
    session.execute(
        delete(CategoryName).where(CategoryName.category == category, CategoryName.language == language)
    )
    if name:
        session.merge(CategoryName(category=category, language=language, name=name))

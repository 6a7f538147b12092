"""Articles in the product's own store and index, in a folder that is deleted afterwards."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert

from console import clock, db
from console.knowledge import articles, index, indexing, search
from console.migrations import models as _models

assert _models
ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Doc:
    id: str
    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Base:
    """What the benchmark asks; answers are ids of documents, the best first."""

    ids: list[str]
    languages: dict[str, str]

    def search(self, text: str, limit: int = 10) -> tuple[list[str], float]:
        """With how sure the engine is of the first."""
        with db.reading() as session:
            found = search.search(session, text, language="", limit=limit)
            return [self.ids[each.version.article_id - 1] for each in found.results], found.confidence


@contextmanager
def published(docs: Sequence[Doc], told: indexing.Told | None = None) -> Iterator[Base]:
    with tempfile.TemporaryDirectory() as folder:
        db.connect(f"sqlite:///{folder}/console.sqlite")
        try:
            db.Base.metadata.create_all(db.engine())
            write(docs)
            index.open_at(Path(folder) / "index")
            with db.reading() as session:
                indexing.rebuild(session, told)
            yield Base([each.id for each in docs], {each.id: each.language for each in docs})
        finally:
            db.disconnect()


def write(docs: Sequence[Doc]) -> None:
    """As if all had been published at once. Rows of a hundred thousand articles go in together."""
    now = clock.now()
    for start in range(0, len(docs), ROWS):
        some = list(enumerate(docs[start : start + ROWS], start + 1))
        with db.transaction() as session:
            session.execute(insert(articles.Article), [
                {"id": number, "key": str(number), "language": each.language, "version": 1, "reviewed_on": now.date(),
                 "state": articles.ArticleState.PUBLISHED, "public": False}
                for number, each in some
            ])  # fmt: skip
            session.execute(insert(articles.ArticleVersion), [
                {"article_id": number, "version": 1, "title": each.title or "–", "body": each.text or "–", "at": now}
                for number, each in some
            ])  # fmt: skip


SPANISH = re.compile(r"\b(?:el|los|las|del|que|una|por|para|con|su|es|y|cuál|cómo|qué)\b|[áéíóúñ¿¡]", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:the|of|to|is|are|you|and|for|it|was|with|this|when|what|how)\b", re.IGNORECASE)


def language_of(text: str) -> str:
    """For sets that don't say: by the commonest words of a whole article."""
    return "es" if len(SPANISH.findall(text)) > len(ENGLISH.findall(text)) else "en"

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from console import db
from console.desk import article_rows, rows
from console.knowledge import articles, index
from console.worker import APART, Worker

Publish = Callable[..., int]


@pytest.fixture
def shelf(store: str, tmp_path: Path) -> Path:
    """An empty record and an empty index, both open; where the index is."""
    index.open_at(tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def publish(shelf: Path) -> Publish:
    """Publishes and lets the worker index it; the article's id."""

    def really(title: str, body: str, language: str = "es", key: str | None = None, public: bool = False) -> int:
        with db.transaction() as session:
            article = articles.publish(
                session, key=key or title, language=language, title=title, body=body, public=public
            )
        catch_up()
        return article.id

    return really


def catch_up() -> None:
    worker = Worker({}, APART)
    worker.work_off()
    worker.stop()


def ask(query: str, language: str = "es", limit: int = 8) -> rows.Found:
    with db.reading() as session:
        return article_rows.found(session, query, language=language, limit=limit)


def titles(found: rows.Found) -> list[str]:
    return ["".join(text for text, _ in hit.title) for hit in found.hits]


def marks(pieces: list[tuple[str, bool]]) -> list[str]:
    return [text for text, marked in pieces if marked]

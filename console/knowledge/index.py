"""The search index: tantivy on disk. One process writes, every process reads.

It holds nothing SQL can't give again: `rebuild` makes it from the published articles.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy
from sqlalchemy import select
from sqlalchemy.orm import Session

from console import due
from console.knowledge import language
from console.knowledge.articles import Article, ArticleState, ArticleVersion

_folder: Path | None = None
_opened: tantivy.Index | None = None
WRITER_BYTES = 20_000_000


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("article", stored=True, indexed=True)
    builder.add_text_field("language", stored=True, tokenizer_name="raw")
    for field in ("title", "body"):
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace")
    builder.add_text_field("words", stored=True, tokenizer_name="raw")
    return builder.build()


def open_at(folder: Path) -> None:
    """This process's index from now on; made when it isn't there."""
    global _folder, _opened
    folder.mkdir(parents=True, exist_ok=True)
    _folder, _opened = folder, tantivy.Index(schema(), path=str(folder))


def opened() -> tantivy.Index:
    if _opened is None:
        raise RuntimeError("no search index is open")
    return _opened


@contextmanager
def writing() -> Iterator[tantivy.IndexWriter]:
    """One writer among all processes."""
    with ((_folder or Path()) / ".writer").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        writer = opened().writer(heap_size=WRITER_BYTES, num_threads=1)
        yield writer
        writer.commit()
        writer.wait_merging_threads()
        opened().reload()


def index_due(session: Session, row: due.Due) -> None:
    """The due row's handler: one article in, or out."""
    with writing() as writer:
        article_id = row.facts["article_id"]
        writer.delete_documents("article", article_id)
        for found in published(session, article_id):
            writer.add_document(document(found))


def rebuild(session: Session) -> int:
    """The whole index again, from SQL; how many articles went in."""
    folder = _folder or Path()
    shutil.rmtree(folder, ignore_errors=True)
    open_at(folder)
    articles = published(session)
    with writing() as writer:
        for found in articles:
            writer.add_document(document(found))
    return len(articles)


def published(session: Session, article_id: int | None = None) -> list[ArticleVersion]:
    query = (
        select(ArticleVersion)
        .join(Article)
        .where(Article.state == ArticleState.PUBLISHED, ArticleVersion.version == Article.version)
    )
    return list(session.scalars(query if article_id is None else query.where(Article.id == article_id)))


def document(version: ArticleVersion) -> tantivy.Document:
    """Whole words and stems side by side, so both an exact word and an inflected one match."""
    title, body = language.words(version.title), language.words(version.body)
    return tantivy.Document(
        article=version.article_id, language=version.article.language,
        title=both(title), body=both(body), words=" ".join(sorted({*title, *body})),
    )  # fmt: skip


def both(words: list[str]) -> str:
    return " ".join([*words, *(f"~{language.stem(each)}" for each in words)])

"""The search index: tantivy on disk. One process writes at a time, every process reads.

It holds nothing SQL can't give again: `rebuild` makes it from the published articles.
"""

from __future__ import annotations

import fcntl
import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import tantivy
from sqlalchemy import select
from sqlalchemy.orm import Session

from console import due
from console.knowledge import language
from console.knowledge.articles import Article, ArticleState, ArticleVersion, published

WRITTEN = "written"
"""The words as they are spelt, with their accents: the vocabulary."""
WRITER_BYTES = 15_000_000
PATIENCE_SECONDS = 10.0
MOST_AT_ONCE = 200
log = logging.getLogger(__name__)

_folder: Path | None = None
_opened: tantivy.Index | None = None
_stamp: object = None


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("article", stored=True, indexed=True)
    builder.add_text_field("language", stored=True, tokenizer_name="raw")
    for field in ("title", "body", WRITTEN):
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace")
    return builder.build()


def open_at(folder: Path) -> None:
    """This process's index from now on; made when it isn't there."""
    global _folder
    _folder = folder
    if not usable():
        with alone():
            make()


def usable() -> bool:
    """Opens what is on disk, unless it's missing, damaged or from another version of us."""
    global _opened, _stamp
    if not (folder() / "meta.json").exists():
        return False
    try:
        opened = tantivy.Index(schema(), path=str(folder()))
    except ValueError:
        log.warning("the search index can't be read and is made again")
        return False
    _opened, _stamp = opened, None
    return True


def make() -> None:
    """An empty one, unless another process has just made it."""
    if usable():
        return
    shutil.rmtree(folder(), ignore_errors=True)
    folder().mkdir(parents=True)
    tantivy.Index(schema(), path=str(folder()))
    usable()


def folder() -> Path:
    if _folder is None:
        raise RuntimeError("no search index is open")
    return _folder


def look() -> tuple[tantivy.Searcher, object]:
    """The index as last committed by anybody, and a stamp that changes with every commit."""
    global _stamp
    place, opened = folder() / "meta.json", _opened
    if opened is None:
        raise RuntimeError("no search index is open")
    with suppress(FileNotFoundError, ValueError):  # deleted under us: what is loaded still answers
        known = place.stat()
        stamp = (str(place), known.st_mtime_ns, known.st_size, known.st_ino)
        if stamp != _stamp:
            opened.reload()
            _stamp = stamp
    return opened.searcher(), _stamp


@contextmanager
def alone() -> Iterator[None]:
    """One writer among all processes. Waits by yielding: flock itself would hold up every greenlet."""
    folder().parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + PATIENCE_SECONDS
    with folder().with_suffix(".lock").open("w") as lock:  # beside the folder, which may be deleted
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise TimeoutError("another process keeps the search index locked") from None
                time.sleep(0.01)
        yield


@contextmanager
def writing() -> Iterator[tantivy.IndexWriter]:
    """Readers see everything written in here at once, or nothing of it."""
    with alone():
        if not (folder() / "meta.json").exists():
            make()
        assert _opened is not None
        writer = _opened.writer(heap_size=WRITER_BYTES, num_threads=1)
        try:
            yield writer
            writer.commit()
        finally:
            writer.wait_merging_threads()  # also lets go of tantivy's own lock


def index_due(session: Session, row: due.Due) -> None:
    """The due row's handler: one article in, or out, with whatever else waits for the same."""
    others = select(due.Due).where(due.Due.kind == row.kind, due.Due.id != row.id, due.Due.attempts == 0)
    waiting = list(session.scalars(others.limit(MOST_AT_ONCE).with_for_update(skip_locked=True)))
    for each in waiting:
        session.delete(each)
    index_articles(session, [each.facts["article_id"] for each in (row, *waiting)])


def index_article(session: Session, article_id: int) -> None:
    index_articles(session, [article_id])


def index_articles(session: Session, article_ids: list[int]) -> None:
    if empty():
        rebuild(session)  # the folder is new here, so the other articles are missing too
        return
    with writing() as writer:
        for each in article_ids:
            writer.delete_documents_by_term("article", each)
        for found in published(session, article_ids):
            writer.add_document(document(found))


def rebuild(session: Session) -> int:
    """The whole index again, from SQL; how many articles went in. Readers go on with the old one."""
    with writing() as writer:
        return fill(session, writer)


def rebuild_if_empty(session: Session) -> None:
    """After a restore, an upgrade, or when somebody deleted the folder."""
    if empty() and session.scalar(select(Article.id).where(Article.state == ArticleState.PUBLISHED).limit(1)):
        with writing() as writer:
            if empty():  # nobody did it while we waited
                fill(session, writer)


def fill(session: Session, writer: tantivy.IndexWriter) -> int:
    articles = published(session)
    writer.delete_all_documents()
    for found in articles:
        writer.add_document(document(found))
    return len(articles)


def empty() -> bool:
    return not (folder() / "meta.json").exists() or look()[0].num_docs == 0


def document(version: ArticleVersion) -> tantivy.Document:
    written = {found.group().lower() for found in language.WORD.finditer(f"{version.title} {version.body}")}
    return tantivy.Document(
        article=version.article_id, language=version.article.language, title=terms(version.title, version),
        body=terms(version.body, version), written=" ".join(sorted(written)),
    )  # fmt: skip


def terms(text: str, version: ArticleVersion) -> str:
    """Whole words and stems side by side, so both an exact word and an inflected one match."""
    words = language.words(text)
    return " ".join([*words, *(language.stem(each, version.article.language) for each in words)])

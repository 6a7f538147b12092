"""The search index: tantivy on disk. One process writes at a time, every process reads.

It holds nothing SQL can't give again: `indexing.rebuild` makes it from the published articles.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import tantivy

from console.knowledge import dictionary

WORDS = {"es": "words_es", "en": "words_en", "other": "words_other"}
"""The words as they are spelt, with their accents, by the language of their article: the vocabulary."""
WRITER_BYTES, ANEW_BYTES = 15_000_000, 48_000_000
"""What an indexer gathers before it writes a piece of the index, for some articles and for all of them: every search
looks through every piece, so a few large ones are faster."""
KEPT = {"docstore_compression": "none", "docstore_blocksize": 2_048}
"""How articles are kept: tantivy's names; the size in bytes of a block."""
LAYOUT = "kept_4"
"""What ranking needs of an article. Numbered by its layout: an index of another one isn't opened but made again."""
PATIENCE_SECONDS = 10.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Changes with every commit."""

    folder: Path
    at: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Opened:
    """The index on disk as it was at ``stamp``: held together, since threads read and replace it."""

    index: tantivy.Index
    searcher: tantivy.Searcher
    stamp: Stamp


_folder: Path | None = None
_opened: Opened | None = None


def schema() -> tantivy.Schema:
    """``body`` holds the stems of title, text and asked phrasings; ``LAYOUT`` what ranking needs."""
    builder = tantivy.SchemaBuilder()
    for number in ("article", "written", "title_length", "text_length"):
        builder.add_integer_field(number, indexed=True, fast=True)
    builder.add_text_field("audience", tokenizer_name="raw", index_option="basic")
    for field in ("title", "body"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    for field in WORDS.values():
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    builder.add_bytes_field(LAYOUT, stored=True)
    return builder.build()


def open_at(folder: Path) -> None:
    """This process's index from now on; made when it isn't there."""
    global _folder
    _folder = folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    dictionary.keep_at(folder.with_name(f"{folder.name}.frequencies"))
    if not usable():
        with alone():
            make()


def usable() -> bool:
    """Opens what is on disk, unless it's missing, damaged or from another version of us."""
    global _opened
    try:
        stamp = stamp_now()
        index = tantivy.Index(schema(), path=str(folder()))
        # Only we say when it is read anew: left to itself, tantivy does so from a thread of its own at any moment.
        index.config_reader(reload_policy="manual")
        _opened = Opened(index, whole(index.searcher()), stamp)
    except FileNotFoundError:
        return False
    except ValueError:
        log.warning("the search index can't be read and is made again")
        return False
    return True


def stamp_now() -> Stamp:
    """Raises FileNotFoundError where no index is."""
    known = os.stat(f"{folder()}/meta.json")
    return Stamp(folder(), (known.st_mtime_ns, known.st_size, known.st_ino))


def whole(searcher: tantivy.Searcher) -> tantivy.Searcher:
    """Raises ValueError where a piece is missing that tantivy misses only once somebody searches: it opens the index of
    a folder half deleted, and every search in it fails."""
    searcher.doc_freq("body", "")
    return searcher


def make() -> None:
    """An empty one, unless another process has just made it."""
    if usable():
        return
    shutil.rmtree(folder(), ignore_errors=True)
    folder().mkdir(parents=True)
    tantivy.Index(schema(), path=str(folder()))
    settle()


def settle() -> None:
    """Articles are kept in small blocks as they are: numbers don't shrink, and each search reads sixty of them.
    What an older version of us has written stays readable, and as it is until it is written again."""
    place = folder() / "meta.json"
    meta = json.loads(place.read_text())
    if not KEPT.items() <= meta["index_settings"].items():
        meta["index_settings"] |= KEPT
        beside = place.with_name("meta.json.new")
        beside.write_text(json.dumps(meta))
        beside.replace(place)
    usable()


def folder() -> Path:
    if _folder is None:
        raise RuntimeError("no search index is open")
    return _folder


def look() -> tuple[tantivy.Searcher, Stamp]:
    """The index as last committed by anybody, and a stamp that changes with every commit."""
    with suppress(FileNotFoundError, ValueError):  # deleted under us: what is loaded still answers
        read_anew()
    opened = known()
    return opened.searcher, opened.stamp


def read_anew() -> Opened:
    """What is on disk now. Raises FileNotFoundError where nothing is, ValueError where it is damaged."""
    global _opened
    opened, stamp = known(), stamp_now()
    if stamp != opened.stamp:
        opened.index.reload()
        opened = _opened = Opened(opened.index, whole(opened.index.searcher()), stamp)
    return opened


def known() -> Opened:
    if _opened is None:
        raise RuntimeError("no search index is open")
    return _opened


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
def writing(*, anew: bool = False) -> Iterator[tantivy.IndexWriter]:
    """Readers see everything written in here at once, or nothing of it. ``anew``: all of it is written."""
    with alone():
        if gone():
            make()
        elif anew:
            settle()
        writer = known().index.writer(heap_size=ANEW_BYTES if anew else WRITER_BYTES, num_threads=1)
        try:
            yield writer
            writer.commit()
        finally:
            writer.wait_merging_threads()  # also lets go of tantivy's own lock


def empty() -> bool:
    return gone() or known().searcher.num_docs == 0


def gone() -> bool:
    """Missing or damaged: what was in it has to be written again."""
    try:
        read_anew()
    except (FileNotFoundError, ValueError):
        return True
    return False

"""The words of the index as this process knows them.

Read whole once, then only what was added since: most words stay the same for days.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

import tantivy

from console import db
from console.knowledge import index, learning
from console.knowledge import language as tongue
from console.knowledge.articles import published
from console.knowledge.vocabulary import OTHER, Vocabulary

NEVER = 2**62
MOST_READ = 200_000
MOST_NEW, MOST_ADDED = 300, 4_000
"""Articles read at once, and words kept apart, before all are read again."""
SCHEMA = index.schema()


@dataclass(slots=True)
class Read:
    """What this process has read of the index so far."""

    stamp: index.Stamp
    newest: int
    """When the newest article read was written."""
    words: Vocabulary
    base: Vocabulary
    added: dict[str, Counter[str]]


_read: Read | None = None
_reading = threading.Lock()


def here(work: Callable[[], Read]) -> Read:
    return work()


_reader: Callable[[Callable[[], Read]], Read] = here


def read_by(reader: Callable[[Callable[[], Read]], Read]) -> None:
    """Who reads the whole list from now on, which takes a second or more: a thread, say, so that others go on."""
    global _reader
    _reader = reader


def of(searcher: tantivy.Searcher, stamp: index.Stamp) -> Vocabulary:
    """Read again when the index has changed: what is new only, as long as that is little."""
    global _read
    read = _read
    if read is not None and (read.stamp == stamp or (read.stamp.folder == stamp.folder and _reading.locked())):
        return read.words  # somebody is reading: until then the words of a moment ago do
    with _reading:
        if _read is None or _read.stamp.folder != stamp.folder:
            _read = _reader(lambda: whole(searcher, stamp))
        elif _read.stamp != stamp:
            _read = newer(searcher, stamp, _read) or _reader(lambda: whole(searcher, stamp))
        return _read.words


def whole(searcher: tantivy.Searcher, stamp: index.Stamp) -> Read:
    written = {language: searcher.terms_with_prefix(name, "") for language, name in index.WORDS.items()}
    words = Vocabulary(written, searcher.num_docs)
    return Read(stamp, newest_in(searcher), words, words, {})


def newer(searcher: tantivy.Searcher, stamp: index.Stamp, read: Read) -> Read | None:
    """None when so much is new that everything is better read again."""
    since = tantivy.Query.range_query(
        SCHEMA, "written", tantivy.FieldType.Integer, read.newest, NEVER, include_lower=False
    )
    places = [place for _, place in searcher.search(since, MOST_NEW + 1, count=False).hits]
    if len(places) > MOST_NEW or 2 * searcher.num_docs < read.base.articles:
        return None
    if not places:
        return replace(read, stamp=stamp)
    added = {language: Counter(counts) for language, counts in read.added.items()}
    with db.reading() as session:
        ids = cast(list[int], searcher.fast_field_values("article", places))
        asked = learning.asked_of(session, ids)
        for each in published(session, ids):
            language = each.article.language if each.article.language in index.WORDS else OTHER
            phrasings = " ".join(one.phrase for one in asked.get(each.article_id, ()))
            text = f"{each.title} {each.body[:MOST_READ]} {phrasings}"
            added.setdefault(language, Counter()).update({word.lower() for word in tongue.WORD.findall(text)})
    if sum(map(len, added.values())) > MOST_ADDED:
        return None
    words = read.base.with_added({language: counts.items() for language, counts in added.items()})
    return Read(stamp, newest_in(searcher), words, read.base, added)


def newest_in(searcher: tantivy.Searcher) -> int:
    hits = searcher.search(tantivy.Query.all_query(), 1, count=False, order_by_field="written").hits
    return int(hits[0][0]) if hits else 0

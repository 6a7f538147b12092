"""Finding the article while the word is still being typed, misspelt or not.

tantivy fetches some sixty candidates (any telling word may match); our own code understands the query
and ranks them. What is found is checked in SQL: only what is published now, and what this reader may
read, is ever shown, however old the index is.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

import numpy as np
import tantivy
from sqlalchemy import BindParameter, ColumnElement, Select, bindparam
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import True_
from tantivy import Occur

from console.knowledge import (
    confidence,
    dictionary,
    index,
    indexing,
    kept,
    ranking,
    relevance,
    senses,
    synonyms,
    wordlist,
)  # fmt: skip
from console.knowledge.articles import PUBLISHED, Article, Published
from console.knowledge.asking import Wanted, understand
from console.knowledge.confidence import Evidence
from console.knowledge.correcting import Used
from console.knowledge.mixing import mixed
from console.knowledge.vocabulary import Vocabulary

CANDIDATES = 64
TITLE_FETCHED = 2.0
KNOWN = 1 << 13
"""Stems whose frequency, and words of which it is known whether any article has them, until the index changes."""
OTHER_LANGUAGE = 0.97
"""Of equals, those in the reader's language come first."""


@dataclass(frozen=True, slots=True)
class Result:
    version: Published
    score: float
    covered: float
    """How much of what was asked, by rarity, it says at least once: 0 to 1."""


@dataclass(frozen=True, slots=True)
class Found:
    wanted: Wanted
    results: list[Result]
    evidence: Evidence | None = None
    building: bool = False
    """Nothing can be found yet: the index is being made."""

    @property
    def confidence(self) -> float:
        """How likely the first one answers the question, 0 to 1: `confidence.py`."""
        return self.evidence.sure if self.evidence else 0.0


@dataclass(frozen=True, slots=True)
class Supposed:
    """For judging by past questions: as if nobody had ever asked just so, and these articles weren't there. (A
    condition on who may read leaves them among those the others are measured by.)"""

    unheard: str
    gone: tuple[int, ...] = ()


def search(
    session: Session, query: str, *, language: str, limit: int, visitor: bool = False,
    readable: ColumnElement[bool] | None = None, weights: ranking.Weights = ranking.WEIGHTS,
    supposed: Supposed | None = None,
) -> Found:  # fmt: skip
    """The best articles first. ``visitor``: only what is public; ``readable``: a condition on Article."""
    searcher, stamp = index.look()
    words = wordlist.of(searcher, stamp)
    audience = tantivy.Query.term_query(SCHEMA, "audience", indexing.PUBLIC) if visitor else None
    wanted = understand(query, words, used=used_in(searcher, stamp, words, audience), synonyms=synonyms.of(session))
    if not searcher.num_docs:
        return Found(wanted, [], building=indexing.any_published(session))
    if not wanted.terms or limit < 1:
        return Found(wanted, [])
    places = [place for _, place in searcher.search(fetching(wanted, audience, supposed), CANDIDATES, count=False).hits]
    if not places:
        return Found(wanted, [])
    packed = [cast(bytes, searcher.doc(place).get_first(index.LAYOUT)) for place in places]
    shelf = kept.unpacked(kept.unheard(packed, supposed.unheard) if supposed else packed)
    ranked = ranking.rank(shelf, wanted, words, base(searcher, stamp), weights)
    ids = cast(list[int], searcher.fast_field_values("article", places))
    order = [int(each) for each in np.argsort(-ranked.scores, kind="stable")]
    untold = [int(each) for each in np.argsort(-ranked.unasked, kind="stable")]
    chosen = CHOSEN if readable is None or isinstance(readable, True_) else CHOSEN.where(readable)
    if visitor:
        chosen = chosen.where(Article.public)
    scores = dict(zip(ids, ranked.scores.tolist(), strict=True))
    unasked = dict(zip(ids, ranked.unasked.tolist(), strict=True))
    wished = [ids[each] for each in mixed(order, untold)]
    found = {each.article_id: each for each in allowed(session, chosen, wished, limit)}
    told = ordered(found, scores, language)
    final = mixed(list(told), list(ordered(found, unasked, language)))
    if not final:
        return Found(wanted, [])
    # How sure is said of what is shown: not of something better that this reader may not read.
    at = {each: ids.index(each) for each in final}
    first, *others = at.values()
    # Nor is its own translation a rival of it: whichever is read, the question is answered.
    same = {at[each] for each in final if found[each].key == found[final[0]].key}
    rivals = [each for each in (*others, *order[order.index(first) + 1 :]) if each not in same]
    telling = sum(not each.idle for each in wanted.terms)
    evidence = confidence.evidence(ranked, first, rivals, telling=telling)
    covered = ranked.covered.tolist()
    return Found(wanted, [Result(found[each], told[each], covered[at[each]]) for each in final], evidence)


def ordered(found: dict[int, Published], scores: dict[int, float], language: str) -> dict[int, float]:
    """The best first; of equals those in the reader's language."""
    here = {
        article: scores[article] * (1.0 if each.language == language else OTHER_LANGUAGE)
        for article, each in found.items()
    }
    return dict(sorted(here.items(), key=lambda each: (-each[1], each[0])))


Chosen = Select[int, int, str, str, str, str, bool, date | None]
# Written once: writing it takes SQLAlchemy longer than answering it takes the database.
IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
CHOSEN = PUBLISHED.where(Article.id.in_(IDS))


def allowed(
    session: Session, chosen: Chosen, ids: list[int], limit: int
) -> list[Published]:
    """The first of them that are published now and may be read by this reader; nearly always the first asked for."""
    found: list[Published] = []
    connection = session.connection()
    for start in range(0, len(ids), limit):
        some = ids[start : start + limit]
        known = {row[0]: Published(*row) for row in connection.execute(chosen, {"ids": some})}
        found += [known[each] for each in some if each in known]
        if len(found) >= limit:
            break
    return found[:limit]


def fetching(wanted: Wanted, audience: tantivy.Query | None, supposed: Supposed | None) -> tantivy.Query:
    """Any of the words in any of its meanings, in title and body.

    One flat union of terms: of those tantivy skips what can't come among the best, which halves its time at ten
    thousand articles and does more at a hundred thousand. What a word may only mean weighs less still (squared) than
    in the ranking, so that many meanings don't crowd out the word itself.
    """
    parts = [
        (Occur.Should, tantivy.Query.boost_query(tantivy.Query.term_query(SCHEMA, field, stem), boost * weight**2))
        for term in wanted.telling
        for stem, weight in term.meanings.items()
        for field, boost in (("title", TITLE_FETCHED), ("body", 1.0))
    ]
    query = tantivy.Query.boolean_query(parts)
    gone = supposed.gone if supposed else ()
    if audience is None and not gone:
        return query
    only = [(Occur.Must, tantivy.Query.const_score_query(audience, 0.0))] if audience else []
    never = [(Occur.MustNot, tantivy.Query.term_query(SCHEMA, "article", each)) for each in gone]
    return tantivy.Query.boolean_query([(Occur.Must, query), *only, *never])


def wake() -> None:
    """What the first search would read, before anybody waits for it. It stays, so the garbage collector need not go
    through it again and again: that took a tenth of a second from whoever was waiting."""
    searcher, stamp = index.look()
    wordlist.of(searcher, stamp)
    base(searcher, stamp)
    dictionary.listed()
    senses.known()
    synonyms.of_the_trade()
    gc.collect()
    gc.freeze()


_base: tuple[index.Stamp, relevance.Base] | None = None


def base(searcher: tantivy.Searcher, stamp: index.Stamp) -> relevance.Base:
    global _base
    if _base is None or _base[0] != stamp:
        wanted = {name: {"avg": {"field": name}} for name in ("title_length", "text_length")}
        average = searcher.aggregate(tantivy.Query.all_query(), wanted)
        title, text = (float(average[name]["value"] or 1) for name in wanted)
        frequency = lru_cache(KNOWN)(lambda stem: searcher.doc_freq("body", stem))
        _base = (stamp, relevance.Base(searcher.num_docs, title, text, frequency))
    return _base[1]


_used: dict[bool, tuple[index.Stamp, Vocabulary, Used]] = {}


def used_in(
    searcher: tantivy.Searcher, stamp: index.Stamp, words: Vocabulary, audience: tantivy.Query | None
) -> Used:
    """The list of words keeps those of retired articles for a while: nobody is told about them."""
    known = _used.get(audience is None)
    if known is not None and known[0] == stamp and known[1] is words:
        return known[2]

    @lru_cache(KNOWN)
    def used(word: str) -> bool:
        for stem in words.stems(word):
            query = tantivy.Query.term_query(SCHEMA, "body", stem)
            if audience is not None:
                query = tantivy.Query.boolean_query([(Occur.Must, query), (Occur.Must, audience)])
            if searcher.search(query, limit=1, count=False).hits:
                return True
        return False

    _used[audience is None] = (stamp, words, used)
    return used


SCHEMA = index.schema()

"""Finding the article while the word is still being typed, misspelt or not.

tantivy fetches candidates (any word may match, the last one as a beginning); a word no article
uses is corrected against those they use. What is found is checked in SQL: only what is published
now is ever shown, however old the index is.
"""

from __future__ import annotations

from dataclasses import dataclass

import tantivy
from sqlalchemy.orm import Session

from console.knowledge import index, vocabulary
from console.knowledge import language as tongue
from console.knowledge.articles import ArticleVersion, published
from console.knowledge.asking import Wanted, understand

FIELDS = (("title", 3.0), ("body", 1.0))
STEM_SHARE, BEGINNING_SHARE, OTHER_LANGUAGE = 0.8, 0.7, 0.8
OPENING = 1.15
"""A title that begins with what was asked is about it."""
MOST_ENDINGS = 20
SPARE = 4
"""How many candidates are fetched for each hit wanted: some may no longer be published."""


@dataclass(frozen=True, slots=True)
class Result:
    version: ArticleVersion
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    wanted: Wanted
    results: list[Result]


def search(session: Session, query: str, *, language: str, limit: int) -> Found:
    """The best articles first; of equals, those in the reader's language."""
    index.rebuild_if_empty(session)
    searcher, stamp = index.look()
    words = vocabulary.of(searcher, stamp)
    wanted = understand(query, words)
    if not wanted.words or limit < 1 or not searcher.num_docs:
        return Found(wanted, [])
    hits = searcher.search(compiled(wanted, words), limit=limit * SPARE).hits
    scores = {searcher.doc(place)["article"][0]: float(score or 0) for score, place in hits}
    results = [
        Result(each, scores[each.article_id] * factor(each, wanted, language))
        for each in published(session, list(scores))
    ]
    return Found(wanted, sorted(results, key=lambda each: (-each.score, each.version.article_id))[:limit])


def factor(version: ArticleVersion, wanted: Wanted, language: str) -> float:
    opens = any(wanted.wants(word) for word in tongue.words(version.title)[:1])
    return (OPENING if opens else 1.0) * (1.0 if version.article.language == language else OTHER_LANGUAGE)


def compiled(wanted: Wanted, words: vocabulary.Vocabulary) -> tantivy.Query:
    """Any of the words; of each, the best of its spellings, stems and endings, in title and body."""
    parts = [
        (tantivy.Occur.Should, one(field, boost, spellings(word, wanted, words)))
        for word in dict.fromkeys(wanted.words)
        for field, boost in FIELDS
    ]
    return tantivy.Query.boolean_query(parts)


def spellings(word: str, wanted: Wanted, words: vocabulary.Vocabulary) -> dict[str, float]:
    found: dict[str, float] = {}
    if word == wanted.beginning:
        found |= dict.fromkeys(words.beginning(word, MOST_ENDINGS), BEGINNING_SHARE)
    return found | dict.fromkeys(sorted(tongue.stems(word)), STEM_SHARE) | {word: 1.0}


def one(field: str, boost: float, weights: dict[str, float]) -> tantivy.Query:
    terms = [
        tantivy.Query.boost_query(tantivy.Query.term_query(SCHEMA, field, text), boost * weight)
        for text, weight in weights.items()
    ]
    return tantivy.Query.disjunction_max_query(terms)


SCHEMA = index.schema()

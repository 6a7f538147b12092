"""Finding the article while the word is still being typed, misspelt or not.

tantivy fetches candidates (any word may match, the last one as a beginning); a word nobody wrote
is corrected against the words of the articles. What is found is checked in SQL: only what is
published now is ever shown, however old the index is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from console.knowledge import index, language
from console.knowledge.articles import Article, ArticleState, ArticleVersion

TITLE_BOOST, STEM_SHARE, OTHER_LANGUAGE = 3.0, 0.7, 0.8
FARTHEST = 2
SNIPPET_PASSAGES = 2


@dataclass(frozen=True, slots=True)
class Understood:
    """What is searched for: the words, and whether one was corrected."""

    words: list[str]
    corrected: bool


@dataclass(frozen=True, slots=True)
class Result:
    version: ArticleVersion
    score: float
    words: list[str] = field(default_factory=list)


def search(session: Session, query: str, *, prefer: str, limit: int) -> tuple[Understood, list[Result]]:
    """The best articles first; those in the preferred language before equals in the other."""
    vocabulary = known_words(index.opened().searcher().num_docs, stamp())
    understood = understand(query, vocabulary)
    if not understood.words:
        return understood, []
    searcher = index.opened().searcher()
    hits = searcher.search(compiled(understood.words, vocabulary), limit=limit * 4).hits
    scores: dict[int, float] = {}
    for score, address in hits:
        found = searcher.doc(address)
        factor = 1.0 if found["language"][0] == prefer else OTHER_LANGUAGE
        scores[found["article"][0]] = float(score or 0) * factor
    results = [Result(each, scores[each.article_id], understood.words) for each in visible(session, list(scores))]
    return understood, sorted(results, key=lambda each: (-each.score, each.version.article_id))[:limit]


def visible(session: Session, article_ids: list[int]) -> list[ArticleVersion]:
    query = (
        select(ArticleVersion)
        .join(Article)
        .where(
            Article.id.in_(article_ids), Article.state == ArticleState.PUBLISHED,
            ArticleVersion.version == Article.version,
        )
        .options(joinedload(ArticleVersion.article))
    )  # fmt: skip
    return list(session.scalars(query))


def stamp() -> int:
    """Changes whenever the index does, so that the vocabulary is read again."""
    index.opened().reload()
    return hash(tuple(sorted(str(each) for each in (index._folder or __import__("pathlib").Path()).glob("*.store"))))


@lru_cache(maxsize=2)
def known_words(documents: int, _: int) -> frozenset[str]:
    """Every word of every article."""
    searcher = index.opened().searcher()
    found: set[str] = set()
    for _score, address in searcher.search(tantivy.Query.all_query(), limit=max(documents, 1)).hits:
        found.update(searcher.doc(address)["words"][0].split())
    return frozenset(found)


def understand(query: str, vocabulary: frozenset[str]) -> Understood:
    typed = language.words(query)[:12]
    finished = len(query) != len(query.rstrip())
    meant = [
        word if last and not finished and begins(word, vocabulary) else corrected(word, vocabulary)
        for word, last in ((each, place == len(typed) - 1) for place, each in enumerate(typed))
    ]
    return Understood(meant, meant != typed)


def begins(word: str, vocabulary: frozenset[str]) -> bool:
    """Somebody may still be typing one of our words."""
    return any(each.startswith(word) for each in vocabulary)


def corrected(word: str, vocabulary: frozenset[str]) -> str:
    """The nearest word the articles use; codes, numbers and known words stay as they are."""
    if word in vocabulary or language.is_code(word) or len(word) < 4:
        return word
    if any(language.stem(each) == language.stem(word) for each in vocabulary if each[:3] == word[:3]):
        return word
    near = process.extractOne(
        word, vocabulary, scorer=DamerauLevenshtein.distance, score_cutoff=1 if len(word) < 6 else FARTHEST
    )
    return str(near[0]) if near else word


def compiled(words: list[str], vocabulary: frozenset[str]) -> tantivy.Query:
    """Any of the words, in title or body, as it stands or by its stem; the last also as a beginning."""
    parts: list[tuple[tantivy.Occur, tantivy.Query]] = []
    for place, word in enumerate(words):
        wanted = {word: 1.0, f"~{language.stem(word)}": STEM_SHARE}
        if place == len(words) - 1 and len(word) >= 2:
            wanted |= dict.fromkeys(sorted(w for w in vocabulary if w.startswith(word))[:20], STEM_SHARE) | {word: 1.0}
        for text, weight in wanted.items():
            for name, boost in (("title", TITLE_BOOST), ("body", 1.0)):
                term = tantivy.Query.term_query(index.schema(), name, text)
                parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, boost * weight)))
    return tantivy.Query.boolean_query(parts)


def marked(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """The text in pieces, those found marked; as pieces, so nobody needs HTML to show it."""
    stems = {language.stem(each) for each in words}
    pieces: list[tuple[str, bool]] = []
    last = 0
    for start, end, word in language.placed(text):
        if language.stem(word) in stems or word.startswith(words[-1]):
            pieces += [(text[last:start], False), (text[start:end], True)]
            last = end
    return [each for each in [*pieces, (text[last:], False)] if each[0]]


def best_passage(body: str, words: list[str]) -> str:
    """The sentences that say most of what was asked, with the next one for company."""
    found = language.passages(body)
    if not found:
        return ""
    wanted = {language.stem(each) for each in words}

    def says(passage: str) -> int:
        return len(wanted & {language.stem(each) for each in language.words(passage)})

    best = max(range(len(found)), key=lambda place: (says(found[place]), -place))
    return " ".join(found[best : best + SNIPPET_PASSAGES])[:320]

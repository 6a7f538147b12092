"""What others would find, as they come: installed with ``requirements-bench.lock`` and imported on ``--peers`` only."""

from __future__ import annotations

import re
import sqlite3
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.search_base import Doc
from bench.search_sets import Answer
from console.knowledge import language as tongue

Ask = Callable[[str], Answer]
Peer = Callable[[Sequence[Doc], str], Ask]
WORD = re.compile(r"[^\W_]+")
TITLE = 3.0
MOST = 10


def fts5(docs: Sequence[Doc], language: str, at: str = ":memory:", prefix: bool = False) -> Ask:
    """SQLite's full text, porter, any of the words, title three times."""
    store = sqlite3.connect(at)
    begun = ", prefix='2 3 4'" if prefix else ""
    words = "tokenize='porter unicode61 remove_diacritics 2'"
    store.execute(f"create virtual table f using fts5(title, body, {words}{begun})")
    rows = ((n, d.title, d.text) for n, d in enumerate(docs))
    store.executemany("insert into f (rowid, title, body) values (?, ?, ?)", rows)
    store.commit()

    def ask(text: str) -> Answer:
        words = WORD.findall(text)
        if not words:
            return [], 0.0
        said = " OR ".join(f'"{each}"' for each in words) + ("*" if prefix else "")
        query = f"select rowid, bm25(f, {TITLE}, 1.0) as score from f where f match ? order by score limit {MOST}"
        found = store.execute(query, (said,)).fetchall()
        return [docs[row].id for row, _ in found], -found[0][1] if found else 0.0

    return ask


def tantivy(docs: Sequence[Doc], language: str) -> Ask:
    """Its own stemmer and stop words, any of the words, title three times."""
    import tantivy as t

    name = "spanish" if language == "es" else "english"
    analyser = t.TextAnalyzerBuilder(t.Tokenizer.simple()).filter(t.Filter.remove_long(60)).filter(t.Filter.lowercase())
    analyser = analyser.filter(t.Filter.stopword(name)).filter(t.Filter.stemmer(name)).filter(t.Filter.ascii_fold())
    builder = t.SchemaBuilder().add_integer_field("id", stored=True)
    for field in ("title", "body"):
        builder.add_text_field(field, tokenizer_name="stemmed")
    store = t.Index(builder.build())
    store.register_tokenizer("stemmed", analyser.build())
    writer = store.writer(50_000_000, 1)
    for number, each in enumerate(docs):
        writer.add_document(t.Document(id=number, title=each.title, body=each.text))
    writer.commit()
    store.reload()
    searcher = store.searcher()

    def ask(text: str) -> Answer:
        words = [each for each in WORD.findall(text) if each not in ("AND", "OR", "NOT", "IN")]
        if not words:
            return [], 0.0
        try:
            query = store.parse_query(" ".join(words), ["title", "body"], field_boosts={"title": TITLE})
        except ValueError:  # nothing but stop words
            return [], 0.0
        hits = searcher.search(query, MOST).hits
        return [docs[searcher.doc(at)["id"][0]].id for _, at in hits], hits[0][0] if hits else 0.0

    return ask


def bm25s(docs: Sequence[Doc], language: str) -> Ask:
    """Lucene's formula, stop words of the language, Snowball, title twice."""
    import bm25s as b
    import numpy as np

    language = language if language in ("es", "en") else "en"

    def stemmer(words: list[str]) -> list[str]:
        return [tongue.stem(each, language) for each in words]

    def tokens(texts: list[str], **more: Any) -> Any:
        return b.tokenize(texts, stopwords=language, stemmer=stemmer, show_progress=False, **more)

    store = b.BM25(method="lucene")
    store.index(tokens([f"{d.title} {d.title} {d.text}" for d in docs]), show_progress=False)

    def ask(text: str) -> Answer:
        words = tokens([text], return_ids=False)[0]
        if not words:
            return [], 0.0
        scores = store.get_scores(words)
        best = np.argsort(-scores, kind="stable")[:MOST]
        return [docs[at].id for at in best if scores[at] > 0], float(scores.max())

    return ask


def whoosh(docs: Sequence[Doc], language: str) -> Ask:
    """BM25F with the language's analyser, any of the words, title three times."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whoosh import analysis, fields
        from whoosh.filedb.filestore import RamStorage
        from whoosh.qparser import MultifieldParser, OrGroup

        analyser = analysis.LanguageAnalyzer(language if language in ("es", "en") else "en")
        title, body = fields.TEXT(analyzer=analyser, field_boost=TITLE), fields.TEXT(analyzer=analyser)
        schema = fields.Schema(id=fields.STORED, title=title, body=body)
        store = RamStorage().create_index(schema)
        writer = store.writer(limitmb=256)
        for each in docs:
            writer.add_document(id=each.id, title=each.title, body=each.text)
        writer.commit()
        searcher = store.searcher()
        parser = MultifieldParser(["title", "body"], store.schema, group=OrGroup)

    def understood(word: str) -> bool:
        try:
            parser.parse(word)
        except IndexError:  # its Spanish stemmer falls over some words
            return False
        return True

    def ask(text: str) -> Answer:
        words = [each for each in WORD.findall(text.lower()) if each not in ("and", "or", "not") and understood(each)]
        found = searcher.search(parser.parse(" ".join(words)), limit=MOST) if words else []
        return [each["id"] for each in found], found[0].score if len(found) else 0.0

    return ask


def grams(docs: Sequence[Doc], language: str) -> Ask:
    """Cosine of TF-IDF over characters, three to five, title twice."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    letters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, preprocessor=tongue.folded, dtype=np.float32
    )
    table = letters.fit_transform([f"{d.title} {d.title} {d.text}" for d in docs]).T.tocsr()

    def ask(text: str) -> Answer:
        scores = (letters.transform([text]) @ table).toarray()[0]
        best = np.argsort(-scores, kind="stable")[:MOST]
        return [docs[at].id for at in best if scores[at] > 0], float(scores.max())

    return ask


PEERS: dict[str, Peer] = {
    "fts5_or": fts5, "tantivy_stem_or": tantivy, "bm25s": bm25s, "whoosh": whoosh, "char_grams": grams,
}  # fmt: skip
__all__ = ["PEERS", "Ask", "Path"]

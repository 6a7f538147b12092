"""What goes into the search index, and when: always read from SQL, never under a write transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import tantivy
from sqlalchemy import select
from sqlalchemy.orm import Session

from console import clock, due
from console.knowledge import dictionary, index, kept, learning, sentences
from console.knowledge import language as tongue
from console.knowledge.articles import Article, ArticleState, ArticleVersion, published

BATCH = 500
PUBLIC, INTERNAL = "public", "internal"
Told = Callable[[int, int], object]
DUE = "knowledge.index"


def asked_of(session: Session, article_ids: Sequence[int]) -> dict[int, list[kept.Asked]]:
    """How each article is asked for, the weightiest first."""
    now = clock.now()
    return {
        article: [kept.Asked(each.phrase, each.weighs(now)) for each in phrasings]
        for article, phrasings in learning.asked_of(session, list(article_ids)).items()
    }


def index_due(session: Session, wishes: list[dict[str, Any]]) -> None:
    """Each of an article, of everything, or of an index that was lost, which is made again in any case."""
    if any(each.get("everything") for each in wishes):
        rebuild(session)
    else:
        index_articles(session, sorted({each["article_id"] for each in wishes if "article_id" in each}))


def index_articles(session: Session, article_ids: list[int]) -> None:
    """These articles in, or out. What they are is read only once nobody else can write."""
    if index.empty():
        rebuild(session)  # the folder is new here, so the other articles are missing too
        return
    if not article_ids:
        return
    with index.writing() as writer:
        for each in article_ids:
            writer.delete_documents_by_term("article", each)
        add(session, writer, article_ids)


def rebuild(session: Session, told: Told | None = None) -> int:
    """The whole index again, from SQL; how many articles went in. Readers go on with the old one."""
    with index.writing(anew=True) as writer:
        return fill(session, writer, told)


def again(session: Session) -> None:
    """The whole index is made again, by whoever does the indexing."""
    due.add(session, DUE, once="everything", everything=True)


def found_lost(session: Session) -> None:
    """It is made again, unless somebody has done it by then."""
    due.add(session, DUE, once="lost")


def lost(session: Session) -> bool:
    """After an upgrade, or when somebody deleted the folder: nothing is in it that should be."""
    return index.empty() and any_published(session)


def any_published(session: Session) -> bool:
    query = select(Article.id).where(Article.state == ArticleState.PUBLISHED).limit(1)
    return session.scalar(query) is not None


def fill(session: Session, writer: tantivy.IndexWriter, told: Told | None = None) -> int:
    """``told`` hears how many are in, of how many."""
    dictionary.listed()  # kept beside the index: made by whoever searches, it would cost them eighty megabytes for good
    query = select(Article.id).where(Article.state == ArticleState.PUBLISHED).order_by(Article.id)
    everything = list(session.scalars(query))
    writer.delete_all_documents()
    done = 0
    for start in range(0, len(everything), BATCH):
        done += add(session, writer, everything[start : start + BATCH])
        session.expunge_all()  # a hundred thousand articles don't fit at once
        if told:
            told(done, len(everything))
    return done


def add(session: Session, writer: tantivy.IndexWriter, article_ids: list[int]) -> int:
    found, asked, now = published(session, article_ids), asked_of(session, article_ids), time.time_ns()
    for version in found:
        writer.add_document(document(version, asked.get(version.article_id, []), now))
    return len(found)


def document(version: ArticleVersion, asked: list[kept.Asked], now: int) -> tantivy.Document:
    language = version.article.language
    title = tongue.words(version.title)
    blocks = list(cut([tongue.words(each) for each in block] for block in sentences.of(version.body, language)))
    text = [word for block in blocks for sentence in block for word in sentence]
    phrasings = [(tongue.words(each.phrase), each.weight) for each in asked]
    everything = [*title, *text, *(word for each, _ in phrasings for word in each)]
    stem = {word: tongue.stem(word, language) for word in set(everything)}
    words = index.WORDS.get(language, index.WORDS["other"])
    return tantivy.Document(
        article=version.article_id, written=now, audience=PUBLIC if version.article.public else INTERNAL,
        title_length=len(title), text_length=len(text),
        title=" ".join(stem[each] for each in title), body=" ".join(stem[each] for each in everything),
        **{words: " ".join(sorted(written(version, asked)))},
        **{index.LAYOUT: kept.packed(title, blocks, phrasings, language)},
    )  # fmt: skip


def cut(blocks: Iterable[list[list[str]]]) -> Iterator[list[list[str]]]:
    """The first words only, of an article too long to read to anybody."""
    left = kept.MOST_WORDS
    for block in blocks:
        some = []
        for sentence in block:
            some.append(sentence[:left])
            left -= len(some[-1])
        yield some
        if not left:
            return


def written(version: ArticleVersion, asked: list[kept.Asked]) -> set[str]:
    text = " ".join([version.title, version.body[: kept.MOST_WORDS * 12], *(each.phrase for each in asked)])
    return {word for found in tongue.WORD.finditer(text) if not tongue.is_code(word := found.group().lower())}

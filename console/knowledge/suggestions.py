"""The article that answers what somebody wrote: only above a calibrated confidence, else none.

Two who know different things are asked. The search knows every article from its first minute;
the classifier knows how people really ask for those that have been asked for often. The surer
either is, the more its word counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from console.knowledge import classifier, search
from console.knowledge import language as tongue
from console.knowledge.articles import Article, published
from console.knowledge.classifier import TALK

ENOUGH = 0.5
"""Confidence from which an article is shown. Both sides are calibrated to mean: right so often."""
LONGEST = 600
SHORTEST_WORDS = 2
GREETING = re.compile(
    r"^\W*(?:(?:muy\s+)?buen[oa]s(?:\s+(?:d[ií]as|tardes|noches))?|hola|hello|hi|hey|good\s+(?:morning|afternoon|evening)"
    r"|gracias|muchas\s+gracias|thanks|thank\s+you|por\s+favor|please|perdone?|disculpe|sorry|ok|vale|s[ií]|no|yes"
    r"|qu[eé]\s+tal|how\s+are\s+you|dear\s+\w+|estimad[oa]s?)\b[\s,.!¡;:]*",
    re.IGNORECASE,
)


FRAMES = frozenset("""
    quiero quisiera querria gustaria necesito puedo puede pueden podria podrian como cual cuales cuando donde
    cuanto quien hay tengo tiene tienen tenia hacer hago hace saber decir dice ayuda ayudar ayudarme favor cosa
    otra otro ah pues bueno entonces tambien ya aun todavia hoy ayer ahora esta este esto eso ese soy estoy era
    ser porque pero sobre i'd id want wanted would could need have has had how what when where which who there get
    got make know tell help me please thing another also still today yesterday now this that these those am was be
    because but about
""".split())  # noqa: SIM905  # a list of words is read more easily as words
"""How a question is framed says nothing about what it asks."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """``article_id`` is None when nothing is sure enough; ``learnt``: the version of the classifier."""

    article_id: int | None
    confidence: float
    learnt: int


def suggest(
    session: Session, texts: list[str], *, language: str, readable: ColumnElement[bool] | None = None,
    visitor: bool = False,
) -> Chosen:  # fmt: skip
    """For the last turns somebody wrote, oldest first. ``readable``: a condition on Article;
    ``visitor``: only what is public, and nothing else is a rival of it."""
    best = likeliest(session, texts, language=language, readable=readable, visitor=visitor)
    return best if best.confidence >= ENOUGH else Chosen(None, best.confidence, best.learnt)


def likeliest(
    session: Session, texts: list[str], *, language: str, readable: ColumnElement[bool] | None = None,
    visitor: bool = False,
) -> Chosen:  # fmt: skip
    """The best there is, however unsure."""
    asked = question(texts)
    model = classifier.current()
    learnt = model.version if model else 0
    many = len(telling(asked))
    if not many or (model is None and many < SHORTEST_WORDS):
        return Chosen(None, 0.0, learnt)
    likely = model.probabilities(asked) if model else {}
    talk = likely.pop(TALK, 0.0)
    # One word asks for an article only where people are known to ask for it so.
    readable = Article.public.is_(True) if visitor else readable
    found = by_search(session, asked, language, readable, visitor) if many >= SHORTEST_WORDS else {}
    # Small talk finds something too: it is believed the less, the less sure the search is.
    searched = {article: sure * (1 - talk * (1 - sure)) for article, sure in found.items()}
    learned = in_articles(session, likely, language, readable)
    blended = blend(searched, learned)
    if not blended:
        return Chosen(None, 0.0, learnt)
    best = min(blended, key=lambda each: (-blended[each], each))
    return Chosen(best, blended[best], learnt)


def question(texts: list[str]) -> str:
    """What was asked, without greetings: the newest turn last, the older ones only as long as there is room."""
    kept: list[str] = []
    for each in reversed(texts):
        said = ungreeted(each)
        if said and sum(map(len, kept)) + len(said) <= LONGEST:
            kept.append(said)
        elif said and not kept:
            kept.append(said[:LONGEST])
        # A turn that says enough needs no older ones: the subject may have changed.
        if len(telling(" ".join(kept))) >= 3:
            break
    return " ".join(reversed(kept))


def ungreeted(text: str) -> str:
    """Off with the greetings in front, however many."""
    text, before = text.strip(), None
    while text != before:
        before, text = text, GREETING.sub("", text, count=1).strip()
    return text


def telling(text: str) -> list[str]:
    """What it is about, without how it is said."""
    return [each for each in tongue.words(text) if each not in tongue.FUNCTION_WORDS and each not in FRAMES]


def by_search(
    session: Session, asked: str, language: str, readable: ColumnElement[bool] | None, visitor: bool
) -> dict[int, float]:
    """Each article found, with how sure the search is of it: of the first it says so itself, the
    others are as much less likely as they score less, twice over."""
    found = search.search(session, asked, language=language, limit=5, readable=readable, visitor=visitor)
    if not found.results:
        return {}
    best = found.results[0].score or 1.0
    return {
        each.version.article_id: found.confidence * (1.0 if not at else (each.score / best) ** 2)
        for at, each in enumerate(found.results)
    }


def in_articles(
    session: Session, by_key: dict[str, float], language: str, readable: ColumnElement[bool] | None
) -> dict[int, float]:
    """The classifier knows articles by the key their translations share: the reader's language first."""
    likely = dict(sorted(by_key.items(), key=lambda each: -each[1])[:5])
    query = select(Article).where(Article.key.in_(likely), true() if readable is None else readable)
    ids = [each.id for each in session.scalars(query)]
    found: dict[str, Article] = {}
    for version in published(session, ids):
        known = found.get(version.article.key)
        if known is None or version.article.language == language:
            found[version.article.key] = version.article
    return {article.id: likely[key] for key, article in found.items()}


def blend(searched: dict[int, float], learned: dict[int, float]) -> dict[int, float]:
    """Each one's word counts as much as it is sure: where the search finds nothing the classifier
    decides alone, and the other way round."""
    taught, found = max(learned.values(), default=0.0), max(searched.values(), default=0.0)
    trust = taught / (taught + found) if taught else 0.0
    return {
        each: trust * learned.get(each, 0.0) + (1 - trust) * searched.get(each, 0.0)
        for each in searched.keys() | learned.keys()
    }

"""The article that answers what somebody wrote: only above a calibrated confidence, else none.

Two who know different things are asked. The search knows every article from its first minute;
the classifier knows how people really ask for those that have been asked for often. What they say
together counts as `blending` says.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from console.knowledge import classifier, search
from console.knowledge import language as tongue
from console.knowledge.articles import Article, published
from console.knowledge.blending import GIVEN, Blend, Said
from console.knowledge.classifier import TALK, Model
from console.knowledge.turns import question, telling

MOST_FOUND, MOST_SAYING = 5, 10
STEEP = 6
"""Whatever comes second scores little less than the first, and is far less often right."""
SHORTEST_WORDS = 2
@dataclass(frozen=True, slots=True)
class Chosen:
    """``article_id`` is None when nothing is sure enough; ``learnt``: the version of the classifier."""

    article_id: int | None
    confidence: float
    learnt: int


@dataclass(frozen=True, slots=True)
class Searched:
    """How sure the search is of an article, how much of the question it says, and the key it shares with its
    translations."""

    key: str
    share: float
    covered: float


def suggest(
    session: Session, texts: list[str], *, language: str, readable: ColumnElement[bool] | None = None,
    visitor: bool = False,
) -> Chosen:  # fmt: skip
    """For the last turns somebody wrote, oldest first. ``readable``: a condition on Article;
    ``visitor``: only what is public, and nothing else is a rival of it."""
    best = likeliest(session, texts, language=language, readable=readable, visitor=visitor)
    return best if best.confidence >= enough() else Chosen(None, best.confidence, best.learnt)


def enough() -> float:
    """The confidence from which an article is shown, as it was chosen when we last learnt."""
    return blend_of(classifier.current()).threshold


def blend_of(model: Model | None) -> Blend:
    return model.blend if model else GIVEN


def likeliest(
    session: Session, texts: list[str], *, language: str, readable: ColumnElement[bool] | None = None,
    visitor: bool = False,
) -> Chosen:  # fmt: skip
    """The best there is, however unsure. The newest turn alone when it is enough: the subject may have changed."""
    readable = Article.public.is_(True) if visitor else readable
    newest, whole = question(texts[-1:]), question(texts)
    best = best_for(session, newest, language, readable, visitor)
    if newest == whole:
        return best
    joined = best_for(session, whole, language, readable, visitor)
    if joined.article_id is None or joined.confidence < max(best.confidence, enough()):
        return best
    # Something else entirely may have been asked last, to which what answers the rest is no answer.
    if len(telling(newest)) < SHORTEST_WORDS or says_any(session, joined.article_id, newest, language, visitor):
        return joined
    return best


def says_any(session: Session, article_id: int, asked: str, language: str, visitor: bool) -> bool:
    """Whether the article, in any language, is among those that say something of it."""
    key = session.get_one(Article, article_id).key
    found = search.search(session, f"{asked} ", language=language, limit=MOST_SAYING, visitor=visitor)
    return any(each.version.key == key for each in found.results)


def best_for(
    session: Session, asked: str, language: str, readable: ColumnElement[bool] | None, visitor: bool
) -> Chosen:
    model = classifier.current()
    nothing = Chosen(None, 0.0, model.version if model else 0)
    many = len(telling(asked))
    if not many or (model is None and many < SHORTEST_WORDS):
        return nothing
    found, understood = by_search(session, asked, language, readable, visitor)
    likely = model.probabilities(understood) if model else {}
    learned = in_articles(session, without_talk(likely), language, readable)
    if model is not None and many < SHORTEST_WORDS:
        # One word asks for an article only where people are known to ask for it so.
        known = any(not model.stems.isdisjoint(tongue.stems(each)) for each in telling(understood))
        found, learned = {}, learned if known else {}
    chances = blended(found, learned, likely, model)
    if not chances:
        return nothing
    best = min(chances, key=lambda each: (-chances[each], each))
    return Chosen(best, chances[best], nothing.learnt)


def without_talk(likely: dict[str, float]) -> dict[str, float]:
    return {key: share for key, share in likely.items() if key != TALK}


def by_search(
    session: Session, asked: str, language: str, readable: ColumnElement[bool] | None, visitor: bool = False,
    supposed: search.Supposed | None = None,
) -> tuple[dict[int, Searched], str]:  # fmt: skip
    """Each article found, with how sure the search is of it: of the first it says so itself, the others are as
    much less likely as they score less, `STEEP` times over. Of an article in two languages the better one. And the
    question in our spelling, for who knows only words that are spelt right."""
    # What was sent is finished: its last word is no beginning of another.
    found = search.search(
        session, f"{asked} ", language=language, limit=MOST_FOUND, readable=readable, visitor=visitor, supposed=supposed
    )  # fmt: skip
    best = found.results[0].score or 1.0 if found.results else 1.0
    sure: dict[str, tuple[int, Searched]] = {}
    for at, each in enumerate(found.results):
        share = found.confidence * (1.0 if not at else (each.score / best) ** STEEP)
        sure.setdefault(each.version.key, (each.version.article_id, Searched(each.version.key, share, each.covered)))
    return dict(sure.values()), found.wanted.understood or asked


def in_articles(
    session: Session, by_key: dict[str, float], language: str, readable: ColumnElement[bool] | None
) -> dict[int, tuple[str, float]]:
    """The classifier knows articles by the key their translations share: the reader's language first."""
    likely = dict(sorted(by_key.items(), key=lambda each: -each[1])[:MOST_FOUND])
    query = select(Article).where(Article.key.in_(likely), true() if readable is None else readable)
    ids = [each.id for each in session.scalars(query)]
    found: dict[str, Article] = {}
    for version in published(session, ids):
        known = found.get(version.article.key)
        if known is None or version.article.language == language:
            found[version.article.key] = version.article
    return {article.id: (key, likely[key]) for key, article in found.items()}


def blended(
    found: dict[int, Searched], learned: dict[int, tuple[str, float]], likely: dict[str, float], model: Model | None
) -> dict[int, float]:
    """How sure to be of each article, by its number. Where one says nothing or can't know, the other decides alone.
    ``learned``: what the classifier thinks likeliest; ``likely``: how likely any is, small talk too."""
    if not found:
        return {article: share for article, (_, share) in learned.items()}
    if model is None:
        return {article: each.share for article, each in found.items()}

    def sure(key: str, share: float, covered: float) -> float:
        said = Said(share, likely.get(key, 0.0), len(model.articles), model.times[key], covered)
        return model.blend.sure(said)

    talk = likely.get(TALK, 0.0)
    chances: dict[int, float] = {}
    for article, each in found.items():
        # Small talk finds something too: it is believed the less, the less sure the search is.
        share = each.share * (1 - talk * (1 - each.share))
        chances[article] = sure(each.key, share, each.covered) if each.key in model.articles else share
    keys = {each.key for each in found.values()}
    for article, (key, _) in learned.items():
        if key not in keys:
            chances[article] = sure(key, 0.0, 0.0)
    return chances

"""What both would have said of past questions that neither had seen: what the blend of their words is fitted on.

The classifier says it without the fold the question was in, the search without any phrasing. Each question is asked
once more with its article taken out of the base: then whatever would be shown is wrong.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from console.knowledge import ranking, suggestions
from console.knowledge.articles import Article
from console.knowledge.blending import GIVEN, Blend, Seen, fitted
from console.knowledge.classifier import TALK, Example, Trained

AWAY = 0.5
"""What a question without its article counts beside one with it: of three, two have an answer."""
MOST = 300
"""Questions, a sample always the same: each is searched for twice."""
UNTOLD = ranking.Weights(asked=0.0)


def blend(session: Session, examples: Sequence[Example], trained: Trained) -> Blend:
    return fitted(list(judged(session, examples, trained)))


def judged(session: Session, examples: Sequence[Example], trained: Trained) -> Iterator[Seen]:
    asked = [at for at in sorted(trained.unseen) if examples[at].asked]
    for at in sorted(random.Random(7).sample(asked, min(MOST, len(asked)))):
        example, shares = examples[at], trained.unseen[at]
        yield from seen(session, example.text, shares, example.key, trained, None)
        if example.key in trained.model.articles:
            # What the article had goes to nobody: shared out among the others it would make them look sure.
            others = {key: share for key, share in shares.items() if key != example.key}
            yield from seen(session, example.text, others, "", trained, Article.key != example.key)


def seen(
    session: Session, text: str, shares: dict[str, float], right: str, trained: Trained,
    readable: ColumnElement[bool] | None,
) -> Iterator[Seen]:  # fmt: skip
    """Of the article that would have been shown, by what is given."""
    question = suggestions.question([text])
    if len(suggestions.telling(question)) < suggestions.SHORTEST_WORDS:
        return
    found = suggestions.by_search(session, question, "", readable, weights=UNTOLD)
    if not found:
        return  # the classifier alone decides, and nothing is blended
    among, talk = len(trained.model.articles), shares.get(TALK, 0.0)
    said = {each.key: each.share * (1 - talk * (1 - each.share)) for each in found.values()}
    for key in sorted(suggestions.without_talk(shares), key=lambda each: -shares[each])[: suggestions.MOST_FOUND]:
        said.setdefault(key, 0.0)
    said = {key: share for key, share in said.items() if key in trained.model.articles}
    if said:
        best = max(said, key=lambda key: GIVEN.sure(said[key], shares.get(key, 0.0), among))
        counts = AWAY if readable is not None else 1.0
        yield Seen(said[best], shares.get(best, 0.0), among, best == right, counts)

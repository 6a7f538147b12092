"""What both would have said of past questions that neither had seen: what the blend of their words is fitted on.

The classifier says it without the fold the question was in; the search as if nobody had ever asked just so, while what
else was asked it knows, as in use. Each question is asked once more with its article taken out of the base: then
whatever would be shown is wrong.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.knowledge import suggestions, turns
from console.knowledge.articles import Article
from console.knowledge.blending import GIVEN, Blend, Said, Seen, fitted
from console.knowledge.classifier import TALK, Example, Trained
from console.knowledge.search import Supposed

MOST = 300
"""Questions, a sample always the same: each is searched for twice."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A question: what was said of each article, by its key, and which would have been right."""

    said: dict[str, Said]
    right: str
    away: bool

    def shown(self, blend: Blend) -> Seen:
        """Of the article that would have been shown."""
        best = max(self.said, key=lambda key: blend.sure(self.said[key]))
        return Seen(self.said[best], best == self.right, self.away)


def blend(session: Session, examples: Sequence[Example], trained: Trained) -> Blend:
    """Which article would have been shown depends on the weights, too: so they are fitted once more on what those first
    found would show."""
    heard = list(judged(session, examples, trained))
    first = fitted([each.shown(GIVEN) for each in heard])
    return fitted([each.shown(first) for each in heard])


def judged(session: Session, examples: Sequence[Example], trained: Trained) -> Iterator[Heard]:
    asked = [at for at in sorted(trained.unseen) if examples[at].asked]
    ids: dict[str, tuple[int, ...]] = {}
    for number, key in session.execute(select(Article.id, Article.key)):
        ids[key] = (*ids.get(key, ()), number)
    for at in sorted(random.Random(7).sample(asked, min(MOST, len(asked)))):
        example, shares = examples[at], trained.unseen[at]
        yield from heard(session, example.text, shares, example.key, trained)
        if example.key in trained.model.articles:
            # What the article had goes to nobody: shared out among the others it would make them look sure.
            others = {key: share for key, share in shares.items() if key != example.key}
            yield from heard(session, example.text, others, "", trained, ids.get(example.key, ()))


def heard(
    session: Session, text: str, shares: dict[str, float], right: str, trained: Trained,
    gone: tuple[int, ...] = (),
) -> Iterator[Heard]:  # fmt: skip
    """Nothing where one of the two is silent: then the other decides alone. ``gone``: its article is taken away."""
    question = turns.question([text])
    if len(turns.telling(question)) < suggestions.SHORTEST_WORDS:
        return
    found, _ = suggestions.by_search(session, question, "", None, supposed=Supposed(text, gone))
    if not found:
        return
    talk, model = shares.get(TALK, 0.0), trained.model
    by_key = {each.key: (each.share * (1 - talk * (1 - each.share)), each.covered) for each in found.values()}
    for key in sorted(suggestions.without_talk(shares), key=lambda each: -shares[each])[: suggestions.MOST_FOUND]:
        by_key.setdefault(key, (0.0, 0.0))
    said = {
        # The question itself was one of them.
        key: Said(share, shares.get(key, 0.0), len(model.articles), model.times[key] - (key == right), covered)
        for key, (share, covered) in by_key.items() if key in model.articles
    }  # fmt: skip
    if said:
        yield Heard(said, right, bool(gone))

"""Articles that appear by themselves: how often one is, is the right one, and is where none should be.

    python -m bench.suggestions [--data DIR] [--sets NAMES] [--most 400]

Even questions are taught as phrasings of solved contacts, through the product's own learning, index and training; odd
ones are asked. ``before``: nothing was taught yet. Strangers are odd questions of another set, which no article here
answers. ``sweep``: what other thresholds would do; the product's own is chosen when it learns, and told.
``calibration``: the mean gap between what was said and how often it was right, in five equal bands (ECE).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bench.search_base import Base, published
from bench.search_sets import Query, Set, data, read
from console import clock, db
from console.contacts import training
from console.knowledge import classifier, indexing, judging, learning, likeness, suggestions
from console.knowledge.learning import Asked, AskedState, Source

SETS = "doc2dial_chat,banking77,tahona_es,tahona_en"
STRANGERS = {
    "doc2dial_chat": "banking77", "banking77": "doc2dial_chat", "tahona_es": "xquad_es", "tahona_en": "doc2dial"
}  # fmt: skip
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Told:
    confidence: float
    right: bool


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--data", type=Path, default=None)
    wanted.add_argument("--sets", default=SETS)
    wanted.add_argument("--most", type=int, default=400, help="questions asked of each set, and strangers")
    asked = wanted.parse_args()
    place = asked.data or data()
    found = {name: measured(place, name, asked.most) for name in asked.sets.split(",")}
    print(json.dumps({"sets": found}, indent=2))


def measured(place: Path, name: str, most: int) -> dict[str, Any]:
    odd, even = read(place / name, "odd"), read(place / name, "even")
    stranger = read(place / STRANGERS.get(name, "doc2dial_chat"), "odd")
    if odd is None or even is None:
        raise SystemExit(f"{place / name} holds no set")
    strangers = spread(stranger.queries, most) if stranger else []
    questions = spread(odd.queries, most)
    with published(odd.docs) as base, tempfile.TemporaryDirectory() as folder:
        classifier.open_at(Path(folder) / "learnt.npz")
        before = asking(base, questions, strangers)
        examples = teach(base, even)
        blend = asdict(suggestions.blend_of(classifier.current()))
        return {"articles": len(odd.docs), "asked": len(questions), "taught": len(even.queries), "examples": examples,
                "blend": blend, "before": before, "after": asking(base, questions, strangers)}  # fmt: skip


def spread(queries: Sequence[Query], most: int) -> list[Query]:
    """As many, evenly: sets are often sorted by their answers."""
    step = max(1, len(queries) // most)
    return list(queries[::step])[:most]


def teach(base: Base, even: Set) -> int:
    """Phrasings of solved contacts, as many of each article as the product keeps; then index and classifier learn."""
    places = {each: at + 1 for at, each in enumerate(base.ids)}
    kept: dict[int, dict[str, str]] = {}
    for query in even.queries:
        for answer in sorted(query.answers)[:1]:
            phrase = learning.cleaned(query.text)
            mine = kept.setdefault(places[answer], {})
            if likeness.meaning(phrase) and len(mine) < learning.MOST_PER_ARTICLE:
                mine.setdefault(likeness.folded(phrase), phrase)
    now = clock.now()
    with db.transaction() as session:
        session.add_all(
            Asked(article_id=article, phrase=phrase, folded=folded, source=Source.SOLVED, state=AskedState.LIVE,
                  weight=1.0, times=1, first_at=now, last_at=now)
            for article, phrases in kept.items() for folded, phrase in phrases.items()
        )  # fmt: skip
    with db.reading() as session:
        indexing.rebuild(session)
        examples = training.examples(session)
        made, where = classifier.train(examples, version=1), classifier.place()
        if made is not None and where is not None:
            classifier.save(replace(made.model, blend=judging.blend(session, examples, made)), where)
    return len(examples)


def asking(base: Base, questions: list[Query], strangers: list[Query]) -> dict[str, Any]:
    known = [told(base, each) for each in questions if each.answers]
    none = [told(base, each) for each in (*(each for each in questions if not each.answers), *strangers)]
    enough = suggestions.enough()
    return {"threshold": enough, "at_threshold": at(enough, known, none), "calibration": calibration([*known, *none]),
            "sweep": {str(each): at(each, known, none) for each in THRESHOLDS}}  # fmt: skip


def told(base: Base, query: Query) -> Told:
    with db.reading() as session:
        chosen = suggestions.likeliest(session, [query.text], language="")
    right = chosen.article_id is not None and base.ids[chosen.article_id - 1] in query.answers
    return Told(chosen.confidence, right)


def at(threshold: float, known: list[Told], none: list[Told]) -> dict[str, float]:
    shown = [each for each in known if each.confidence >= threshold]
    false = [each for each in none if each.confidence >= threshold]
    return {
        "coverage": round(len(shown) / max(len(known), 1), 3),
        "precision": round(sum(each.right for each in shown) / max(len(shown), 1), 3),
        "false_where_none": round(len(false) / max(len(none), 1), 3),
    }


def calibration(all_told: list[Told]) -> float:
    gap = 0.0
    for band in range(5):
        here = [each for each in all_told if band / 5 <= each.confidence < (band + 1) / 5 + (band == 4)]
        if here:
            said, was = sum(each.confidence for each in here) / len(here), sum(each.right for each in here) / len(here)
            gap += abs(said - was) * len(here) / len(all_told)
    return round(gap, 3)


if __name__ == "__main__":
    main()

"""Which article a message asks for, learnt from how people asked before.

TF-IDF over words, pairs of words and pieces of words, and a logistic regression; scikit-learn
trains, in the worker. What it learnt is plain numbers in one file, so that answering needs
neither scikit-learn nor a pickle, and a file from another machine can do no harm.
"""

from __future__ import annotations

import json
import logging
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from console.knowledge import language
from console.knowledge.blending import GIVEN, Blend

FORMAT = 2
NOBODY, TALK = "", "?"
"""The classes of what no article known here answers, and of what asks for none at all; no article has such a key."""
SHORTEST_PIECE, LONGEST_PIECE = 3, 5
MOST_NUMBERS = 8_000_000
"""Features times articles: what the file and every process hold."""
FEWEST_EXAMPLES, FEWEST_ARTICLES = 30, 2
FOLDS = 5
log = logging.getLogger(__name__)
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """``key``: of the article that helped, or NOBODY; ``asked``: somebody asked so, it is no article's own words."""

    text: str
    key: str
    weight: float = 1.0
    asked: bool = True


@dataclass(frozen=True)
class Model:
    version: int
    keys: tuple[str, ...]
    asked: tuple[int, ...]
    """By how many phrasings each is known; an article's own words are none."""
    terms: tuple[str, ...]
    rarity: Floats
    """Inverse document frequency of each term."""
    weights: Floats
    """(articles, terms)."""
    offsets: Floats
    temperature: float
    """Scales the scores so that a probability means: right so often on what it hadn't seen."""
    blend: Blend = GIVEN
    """How its word and the search's count together."""

    @cached_property
    def articles(self) -> frozenset[str]:
        return frozenset(self.keys) - {NOBODY, TALK}

    @cached_property
    def times(self) -> dict[str, int]:
        return dict(zip(self.keys, self.asked, strict=True))

    @cached_property
    def places(self) -> dict[str, int]:
        return {term: place for place, term in enumerate(self.terms)}

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of all words it knows."""
        words = (term for term in self.terms if " " not in term and not term.startswith("#"))
        return frozenset(stem for word in words for stem in language.stems(word))

    def probabilities(self, text: str) -> dict[str, float]:
        """Each article's by key, and TALK's; what is missing to 1 is that no article answers."""
        places, values = vector(text, self.places, self.rarity)
        if not len(places):
            return {}
        scores = (self.weights[:, places] @ values + self.offsets) * self.temperature
        return shares_of(self.keys, scores)


@dataclass(frozen=True, slots=True)
class Trained:
    """``unseen``: what each example was given by a model that hadn't seen it, by its place."""

    model: Model
    unseen: dict[int, dict[str, float]]


def shares_of(keys: Sequence[str], scores: Floats) -> dict[str, float]:
    return {key: float(share) for key, share in zip(keys, softmax(scores), strict=True) if key != NOBODY}


def features(text: str) -> Counter[str]:
    """Words, pairs of words, and the pieces of each word: what is misspelt still shares those."""
    words = language.words(text)
    found: Counter[str] = Counter(words)
    found.update(f"{one} {other}" for one, other in pairwise(words))
    for word in words:
        padded = f"<{word}>"
        for size in range(SHORTEST_PIECE, LONGEST_PIECE + 1):
            found.update(f"#{padded[at : at + size]}" for at in range(len(padded) - size + 1))
    return found


def vector(text: str, places: dict[str, int], rarity: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Sparse, of length 1: 1 + ln(count) times the rarity of each term known."""
    counted = [(places[term], count) for term, count in sorted(features(text).items()) if term in places]
    at = np.array([place for place, _ in counted], dtype=np.intp)
    values = (1 + np.log(np.array([count for _, count in counted], dtype=np.float32))) * rarity[at] if counted else (
        np.zeros(0, np.float32)
    )  # fmt: skip
    length = float(np.linalg.norm(values))
    return at, (values / length).astype(np.float32) if length else values


def softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    share: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return share


def train(examples: Sequence[Example], *, version: int) -> Trained | None:
    """None when there is too little to learn from. Takes seconds and a core."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    keys = tuple(sorted({each.key for each in examples}))
    if len(examples) < FEWEST_EXAMPLES or len(keys) < FEWEST_ARTICLES:
        return None
    terms, rarity = vocabulary([each.text for each in examples], most=MOST_NUMBERS // len(keys))
    places = {term: place for place, term in enumerate(terms)}
    rows = [vector(each.text, places, rarity) for each in examples]
    pointers = np.cumsum([0, *(len(at) for at, _ in rows)])
    matrix = csr_matrix(
        (np.concatenate([v for _, v in rows]), np.concatenate([at for at, _ in rows]), pointers),
        shape=(len(rows), len(terms)),
    )
    targets = np.array([keys.index(each.key) for each in examples])
    sample = np.array([each.weight for each in examples])

    def fitted(chosen: NDArray[Any]) -> tuple[Floats, Floats]:
        """(articles, terms) and (articles,): absent classes never win."""
        learner = LogisticRegression(C=20.0, max_iter=300)
        learner.fit(matrix[chosen], targets[chosen], sample_weight=sample[chosen])
        coef, offset = learner.coef_, learner.intercept_
        if len(learner.classes_) == 2:
            coef, offset = np.vstack([-coef[0], coef[0]]) / 2, np.array([-offset[0], offset[0]]) / 2
        weights = np.zeros((len(keys), len(terms)), np.float32)
        offsets = np.full(len(keys), -50.0, np.float32)
        weights[learner.classes_], offsets[learner.classes_] = coef, offset
        return weights, offsets

    places_held, scores = held_out(matrix, targets, fitted)
    temperature = calibrated(scores, targets[places_held])
    weights, offsets = fitted(np.arange(len(examples)))
    times = Counter(each.key for each in examples if each.asked)
    model = Model(version, keys, tuple(times[key] for key in keys), terms, rarity, weights, offsets, temperature)
    unseen = {int(at): shares_of(keys, each * temperature) for at, each in zip(places_held, scores, strict=True)}
    return Trained(model, unseen)


def vocabulary(texts: Sequence[str], *, most: int) -> tuple[tuple[str, ...], Floats]:
    """The commonest terms in no particular order of meaning, and ln((1 + n) / (1 + df)) + 1 of each."""
    seen = Counter(term for text in texts for term in features(text))
    chosen = sorted(seen, key=lambda term: (-seen[term], term))[:most]
    rarity = np.array([np.log((1 + len(texts)) / (1 + seen[term])) + 1 for term in chosen], dtype=np.float32)
    return tuple(chosen), rarity


def held_out(matrix: Any, targets: NDArray[Any], fitted: Any) -> tuple[NDArray[np.intp], Floats]:
    """Places of examples, and the scores each gets from what was learnt without its fold."""
    folds = np.arange(len(targets)) % FOLDS
    held: list[Floats] = []
    asked: list[NDArray[np.intp]] = []
    for fold in range(FOLDS):
        known, left = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        if len(set(targets[known].tolist())) < FEWEST_ARTICLES or not len(left):
            continue
        weights, offsets = fitted(known)
        held.append(matrix[left] @ weights.T + offsets)
        asked.append(left)
    if not held:
        return np.zeros(0, np.intp), np.zeros((0, 1), np.float32)
    return np.concatenate(asked), np.vstack(held).astype(np.float32)


def calibrated(scores: Floats, wanted: NDArray[Any]) -> float:
    """The temperature at which what is said of the examples held out is likeliest."""
    if not len(scores):
        return 1.0

    def surprise(temperature: float) -> float:
        likely = softmax(scores * temperature)[np.arange(len(wanted)), wanted]
        return float(-np.log(np.maximum(likely, 1e-6)).mean())

    return min((float(each) for each in np.geomspace(0.05, 20, 49)), key=surprise)


def save(model: Model, place: Path) -> None:
    """Written beside and put in its place at once: a reader sees the old file or the new one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    head = json.dumps({"format": FORMAT, "version": model.version, "keys": model.keys, "asked": model.asked,
                       "terms": model.terms, "temperature": model.temperature,
                       "blend": asdict(model.blend)})  # fmt: skip
    beside = place.with_suffix(f".{os.getpid()}.tmp")
    with beside.open("wb") as file:
        np.savez(file, head=np.frombuffer(head.encode(), np.uint8), rarity=model.rarity,
                 weights=model.weights, offsets=model.offsets)  # fmt: skip
    os.replace(beside, place)


def load(place: Path) -> Model | None:
    """None when there is none yet, or it is damaged or of another format: it is learnt again."""
    try:
        with place.open("rb") as file, np.load(file, allow_pickle=False) as held:
            head = json.loads(held["head"].tobytes())
            if head["format"] != FORMAT:
                return None
            return Model(
                head["version"], tuple(head["keys"]), tuple(head["asked"]), tuple(head["terms"]), held["rarity"],
                held["weights"], held["offsets"], head["temperature"], Blend(**head.get("blend", {})),
            )  # fmt: skip
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, OSError, EOFError, BadZipFile, TypeError):
        log.warning("what was learnt can't be read and will be learnt again")
        return None


_place: Path | None = None
_loaded: tuple[object, Model | None] = (None, None)


def open_at(place: Path) -> None:
    """Where this process finds what was learnt."""
    global _place, _loaded
    _place, _loaded = place, (None, None)


def place() -> Path | None:
    return _place


def current() -> Model | None:
    """As last learnt by anybody: read again when the file has changed."""
    global _loaded
    if _place is None:
        return None
    try:
        known = _place.stat()
    except FileNotFoundError:
        return None
    stamp = (known.st_mtime_ns, known.st_size, known.st_ino)
    if stamp != _loaded[0]:
        _loaded = (stamp, load(_place))
    return _loaded[1]



"""The model's chances for one person, and what it has learnt in words that add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from console.customers.reason import Told
from console.offers import features
from console.offers.arbitration import A_MINUTE_CENTS, CERTAIN, Learnt
from console.offers.choosing import Chances, Choice, Question, Sifted
from console.offers.encoding import Row
from console.offers.experiments import PARTS, Settings
from console.offers.logits import chance, chance_of, odds
from console.offers.model_versions import Reading
from console.offers.priority import weights_of
from console.offers.propensity import Foretold
from console.offers.shelf import Integers

Vector = NDArray[np.float64]
TRIES = 100
"""Draws by which the chance of a choice is counted."""
SHOWN = 2
"""For how many of the best it is told what was learnt."""
AMONG = 20
"""Only the likeliest to be chosen take part in that count."""


@dataclass(frozen=True)
class Foretelling:
    chances: Chances
    row: Row
    shopless: Row
    offsets: Vector
    """Log-odds the owners believe, of the offers that are open."""
    found: Foretold | None
    """None when nothing is open."""


def foretell(question: Question, sifted: Sifted, reading: Reading, settings: Settings, seed: int) -> Foretelling:
    shelf, open_, base = question.shelf, sifted.open, sifted.base
    row = features.row_of(question.facts)
    shopless = features.without_shopping(row)
    offsets = odds(base / CERTAIN)
    if not len(open_):
        none = np.zeros(0, dtype=np.int64)
        return Foretelling(Chances(none, none), row, shopless, offsets, None)
    places = reading.places(shelf.offers)[open_]
    attributes, insurance = shelf.attributes[open_], shelf.insurance[open_]
    found = reading.model.foretell(reading.encoding.encode(row), attributes, places, offsets)
    if insurance.any():  # nothing of the shop feeds insurance, and it is never left to chance
        blind = reading.model.foretell(reading.encoding.encode(shopless), attributes, places, offsets)
        found = Foretold(
            np.where(insurance, blind.logits, found.logits), np.where(insurance, blind.voices, found.voices),
            found.shared, np.where(insurance, 0.0, found.own), found.slope,
        )  # fmt: skip
    p = tenthousandths(found.logits, offsets, base)
    rng = np.random.default_rng(seed)
    # One number per offer of the shelf, so that a gate opening elsewhere leaves the others' draws.
    alone = rng.standard_normal(len(shelf.offers))[open_]
    moved = spread(found, attributes, insurance, alone[None], rng.standard_normal((1, attributes.shape[1])))[0]
    drawn = tenthousandths(found.logits + settings.width / 100 * moved, offsets, base)
    return Foretelling(Chances(p, drawn), row, shopless, offsets, found)


def spread(
    found: Foretold, attributes: Vector, insurance: NDArray[np.bool_], alone: Vector, together: Vector
) -> Vector:
    """(draws, offers): how far each draw at full width moves the log-odds. As `propensity.draw`, with
    the chances given."""
    values, vectors = np.linalg.eigh(found.shared)
    shared = (together * np.sqrt(np.maximum(values, 0.0))) @ vectors.T @ attributes.T
    made: Vector = np.where(insurance, 0.0, found.slope * (shared + np.sqrt(found.own) * alone))
    return made


def tenthousandths(logits: Vector, offsets: Vector, base: Integers) -> Integers:
    """Whole; exactly the belief where nothing was learnt."""
    rounded = np.rint(chance(logits) * CERTAIN).astype(np.int64)
    made: Integers = np.where(np.abs(logits - offsets) < 1e-9, base, rounded)
    return made


def chance_of_choice(question: Question, choice: Choice, told: Foretelling, settings: Settings, seed: int) -> float:
    """The logged chance of the choice, for weighing outcomes afterwards: by the draw, or by exploring, which
    takes any of the open ones alike. Never 0, and 1 only without a rival."""
    drawn = chance_by_draw(question, choice, told, settings, seed)
    free = [number for number in choice.order if not question.shelf.insurance[choice.sifted.open[number]]]
    if not settings.exploration or not free:
        return drawn
    share, at_random = settings.exploration / PARTS, (choice.best in free) / len(free)
    return round((1 - share) * drawn + share * at_random, 9)


def chance_by_draw(question: Question, choice: Choice, told: Foretelling, settings: Settings, seed: int) -> float:
    """How often the same offer comes first in a hundred draws, among those nearest to it."""
    near = np.array([number for number in choice.order[:AMONG] if choice.near[number]], dtype=np.intp)
    if told.found is None or choice.best is None or len(near) < 2 or not settings.width:
        return float(choice.best is None or choice.best == choice.order[0])
    shelf, places = question.shelf, choice.sifted.open[near]
    found = told.found
    few = Foretold(found.logits[near], found.voices, found.shared, found.own[near], found.slope)
    rng = np.random.default_rng(seed + 1)
    moved = spread(
        few, shelf.attributes[places], shelf.insurance[places],
        rng.standard_normal((TRIES, len(near))), rng.standard_normal((TRIES, shelf.attributes.shape[1])),
    )  # fmt: skip
    p = np.clip(chance(few.logits + settings.width / 100 * moved) + choice.prices.adds[near] / CERTAIN, 0.0, 1.0)
    gain = shelf.earned[places] - choice.prices.given[near] + shelf.refusal[places]
    worth = p * gain - shelf.refusal[places] - shelf.asking[places] * (A_MINUTE_CENTS / 60)
    weights = weights_of(shelf, question.facts, question.levers, places)
    times = int(((worth * weights).argmax(1) == np.flatnonzero(near == choice.best)[:, None]).sum())
    return round((times + 0.5) / (TRIES + 1), 4)


Parts = dict[str, list[list[Any]]]
"""By the offer's id: ``[feature, what it adds to the log-odds]``."""


def learnt(question: Question, choice: Choice, told: Foretelling, reading: Reading) -> Parts:
    """For the few that may be shown, when anything was learnt at all."""
    if not reading.model.learnt:
        return {}
    shelf, found = question.shelf, Parts()
    for number in choice.order[:SHOWN]:
        at = int(choice.sifted.open[number])
        offer = shelf.offers[at]
        x = reading.encoding.encode(told.shopless if shelf.insurance[at] else told.row)
        by_feature, rest = reading.model.parts(
            x, shelf.attributes[at], reading.slots.get(offer.id, -1), float(told.offsets[number])
        )
        sums: dict[str, float] = {"1": rest}
        for name, value in zip(reading.encoding.names, by_feature, strict=True):
            sums[name] = sums.get(name, 0.0) + float(value)
        found[str(offer.id)] = [[name, round(value, 9)] for name, value in sums.items() if abs(value) > 1e-6]
    return found


def in_words(base: int, p: int, parts: list[list[Any]]) -> Learnt:
    """Each part as what it moves the 10,000ths by, walking from the belief to what is expected, the
    strongest first; what rounding leaves belongs to the last. They add up to ``p − base``."""
    if p == base:
        return ()
    logit = float(odds(np.array([base / CERTAIN]))[0])
    said: list[tuple[Told, int]] = []
    now = base
    for name, value in sorted(parts, key=lambda each: -abs(each[1])):
        logit += value
        then = round(chance_of(logit) * CERTAIN)
        said.append((phrase(name), then - now))
        now = then
    if now != p:
        said.append((phrase("1"), p - now))
    return [each for each in said if each[1]]


def phrase(name: str) -> Told:
    es, en = features.LABELS.get(name, (name, name))
    return Told("text", {"text_es": f"Aprendido: {es}", "text_en": f"Learnt: {en}"})

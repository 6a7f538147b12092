"""The choice itself: a function of what is stored with it, so that it can be made again.

    EV = p (M − D) h − (1 − p) k − the agent's time          (cents, whole numbers)
    priority = EV at the drawn p × context × lever           (both in [0.5, 2], hundredths)

Nothing is proposed whose EV at the *expected* p is not positive; the draw only orders what is left, and
puts nothing first whose priority at the expected p isn't near the best. The arithmetic is `priority.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from console.agents.agent import Agent
from console.contacts.contact import Purpose
from console.customers.reason import Told
from console.offers import gates, liking, personal_price, priority
from console.offers.arbitration import CERTAIN
from console.offers.catalogue import Offer
from console.offers.facts import CustomerFacts
from console.offers.gates import PROFIT, Closed
from console.offers.personal_price import Price
from console.offers.shelf import Integers, Shelf

HOLDOUT = "holdout"
COMPARED = Told("text", {
    "text_es": "Está en el grupo de comparación: no se le propone nada",
    "text_en": "In the comparison group: nothing is proposed",
})  # fmt: skip
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chances:
    """Of the offers at ``open``: what is expected and what was drawn, in 10,000ths."""

    p: Integers
    drawn: Integers


@dataclass(frozen=True)
class Question:
    """Everything a choice depends on but the chances."""

    shelf: Shelf
    facts: CustomerFacts
    agent: Agent | None
    at: datetime
    held_out: bool = False
    levers: dict[str, int] = field(default_factory=dict)
    explore: float | None = None
    """In [0, 1): take the open offer at this share of the list instead of the best."""
    beneath: bool = True
    """Whether the price for everybody is less likely than a ladder's first rung: before rules 7 it wasn't."""
    near: int = 0
    """Hundredths of the best priority at what is expected which a draw may not fall below."""


@dataclass(frozen=True)
class Sifted:
    """``places`` into the shelf of what is valid now, and what closes each; ``open`` are places."""

    places: NDArray[np.intp]
    closed: list[Closed | None]
    open: NDArray[np.intp]
    base: Integers
    """What the owners believe of those open, in 10,000ths."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Of those open: what is given away each time they accept, and how many more of 10,000 that makes accept
    than the first rung of a ladder: fewer, where the price for everybody stands beneath it."""

    given: Integers
    adds: Integers
    personal: dict[int, Price]
    """By index into ``open``."""


@dataclass(frozen=True)
class Choice:
    sifted: Sifted
    chances: Chances
    expected: Integers
    """Cents, of those open."""
    priority: Integers
    """In parts of a cent; comparable only."""
    near: NDArray[np.bool_]
    """Among which the draw decided; whatever else is open stands behind them."""
    order: list[int]
    """Indices into ``open``: what may be proposed, the best first."""
    closed: dict[int, Closed]
    """What else is closed, by its place: it doesn't pay, or they are in the hold-out."""
    prices: Prices
    best: int | None
    """Index into ``open``."""
    greedy: int | None
    """What would have been chosen with nothing left to chance."""
    explored: bool


def sift(question: Question) -> Sifted:
    shelf = question.shelf
    places = shelf.open_at(question.at)
    closed = gates.sift([shelf.offers[at] for at in places], question.facts, question.agent, question.at)
    open_ = np.array([at for at, shut in zip(places, closed, strict=True) if shut is None], dtype=np.intp)
    return Sifted(places, closed, open_, believed(shelf, open_, question.facts))


def believed(shelf: Shelf, open_: NDArray[np.intp], facts: CustomerFacts) -> Integers:
    """`arbitration.evidence` for all at once: what each owner's words make of this person."""
    p = np.minimum(shelf.propensity[open_], CERTAIN)
    if shelf.words and facts.purchases:
        shares = [facts.bought(word) for word in shelf.words]
        times, of = np.array([*(a for a, _ in shares), 0]), len(facts.purchases)
        p = p + shelf.bought_weight[open_] * times[shelf.word_of[open_]] // of
    if facts.fresh:
        p = p + np.array([by_taste(shelf.offers[at], facts) for at in open_.tolist()], dtype=np.int64)
    if facts.children:
        p = p + shelf.declared_weight[open_]
    if facts.outcomes:
        taken = [facts.accepted(each) for each in shelf.categories]
        times, of_each = np.array([a for a, _ in taken]), np.array([max(b, 1) for _, b in taken])
        which = shelf.category_of[open_]
        p = p + shelf.accepted_weight[open_] * times[which] // of_each[which]
    found: Integers = np.minimum(p, CERTAIN)
    return found


def by_taste(offer: Offer, facts: CustomerFacts) -> int:
    spoken = liking.speaks_for(offer, facts)
    return offer.bought_weight * spoken[1] // spoken[2] if spoken else 0


def choose(question: Question, sifted: Sifted, chances: Chances) -> Choice:
    shelf, open_ = question.shelf, sifted.open
    prices = prices_of(question, open_, chances.p)
    p, drawn = (np.clip(each + prices.adds, 0, CERTAIN) for each in (chances.p, chances.drawn))
    sum_ = priority.parts(shelf, open_, p, prices.given)
    expected = priority.cents(sum_)
    weights = priority.weights_of(shelf, question.facts, question.levers, open_)
    sober = sum_ // 60 * weights
    by_chance = priority.parts(shelf, open_, drawn, prices.given) // 60 * weights
    closed = shut(question, open_, expected)
    may = ~np.isin(open_, list(closed)) if closed else np.ones(len(open_), dtype=bool)
    near = priority.near(np.where(may, sober, 0), question.near)
    # Between equals the likelier, then the older: never by chance.
    sorted_ = np.lexsort((shelf.ids[open_], -p, -by_chance, ~near)).tolist()
    order = [number for number in sorted_ if may[number]] if closed else sorted_
    best = explored = greedy = None
    if order:
        best = order[0]
        among = np.array(order)
        greedy = int(among[np.lexsort((shelf.ids[open_][among], -p[among], -sober[among]))[0]])
        if question.explore is not None:
            free = [n for n in order if not shelf.insurance[open_[n]]]
            explored = free[int(question.explore * len(free))] if free else None
    return Choice(
        sifted, chances, expected, by_chance, near, order, closed, prices,
        best if explored is None else explored, greedy, explored is not None,
    )  # fmt: skip


def shut(question: Question, open_: NDArray[np.intp], expected: Integers) -> dict[int, Closed]:
    """What the gates left open and is closed all the same, by its place."""
    offers, facts = question.shelf.offers, question.facts
    losing = np.flatnonzero(expected <= 0)
    closed = {int(open_[number]): unprofitable(offers[open_[number]], int(expected[number])) for number in losing}
    if not facts.usual and not question.held_out:
        return closed
    for at in open_[expected > 0].tolist():
        if liking.gives_away(offers[at], facts):
            closed[at] = Closed(liking.USUAL, liking.ANYWAY)
        elif question.held_out and offers[at].purpose is not Purpose.SERVICE:
            closed[at] = Closed(HOLDOUT, COMPARED)
    return closed


def prices_of(question: Question, open_: NDArray[np.intp], p: Integers) -> Prices:
    shelf, facts = question.shelf, question.facts
    given, adds, personal = shelf.given[open_], -shelf.beneath[open_] * question.beneath, dict[int, Price]()
    if not facts.may_be_profiled:
        return Prices(given, adds, personal)
    for number in np.flatnonzero(shelf.laddered[open_]).tolist():
        offer = shelf.offers[open_[number]]
        price = personal_price.of(offer, facts, int(p[number]))
        if price is not None:
            personal[number] = price
            given[number], adds[number] = price.discount_cents * offer.horizon, price.adds
    return Prices(given, adds, personal)


def unprofitable(offer: Offer, expected: int) -> Closed:
    return Closed(PROFIT, Told("gate_profit", {"expected_cents": expected, "currency": offer.currency}))

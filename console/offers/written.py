"""A decision as a desk reads it: what is proposed with its sum, and why the others aren't."""

from __future__ import annotations

from typing import Any

import numpy as np

from console.contacts.contact import Purpose
from console.customers.reason import Told
from console.offers import arbitration, foretelling, gates
from console.offers.arbitration import Worth
from console.offers.catalogue import Offer
from console.offers.choosing import Choice, Question
from console.offers.gates import Closed

EXPLAINED = 4
"""How many get their sum line by line."""
VERBOSE = 30
"""How many candidates are written out; all of them stand in the inputs."""


def written(
    asked: Question, choice: Choice, parts: foretelling.Parts, share: float, model: int
) -> dict[str, Any]:
    """As a desk reads it: the best first, then what doesn't pay, then by how far each came."""
    shown = in_order(asked, choice)[:VERBOSE]
    best = choice.best
    first = written_closed(shown[0][1]) if shown and shown[0][1] else None
    return {
        "purpose": asked.facts.purpose.value,
        "certainty": asked.facts.certainty.value,
        "closed": None if best is not None else first or said(Told("no_offers")),
        "model": model,
        "held_out": asked.held_out,
        "chance": share,
        "explored": choice.explored,
        "explored_cents": cost_of_chance(choice),
        "candidates": [
            candidate(asked, choice, at, closed, parts, explained=number < EXPLAINED)
            for number, (at, closed) in enumerate(shown)
        ],
    }


def written_closed(closed: Closed | None) -> dict[str, Any] | None:
    return {**said(closed.why), "gate": closed.gate} if closed else None


def cost_of_chance(choice: Choice) -> int:
    """What drawing and exploring cost on this decision: expected cents given up, never below 0."""
    if choice.best is None or choice.greedy is None:
        return 0
    return max(0, int(choice.expected[choice.greedy]) - int(choice.expected[choice.best]))


def in_order(asked: Question, choice: Choice) -> list[tuple[int, Closed | None]]:
    """Places into the shelf, the chosen one first."""
    open_ = choice.sifted.open
    number_of = {int(at): number for number, at in enumerate(open_)}
    order = [number for number in choice.order[: VERBOSE + 1] if number != choice.best]
    first = [choice.best, *order] if choice.best is not None else order
    found: list[tuple[int, Closed | None]] = [(int(open_[number]), None) for number in first]
    losing = sorted(choice.closed, key=lambda at: (-int(choice.expected[number_of[at]]), at))
    found += [(at, choice.closed[at]) for at in losing]
    shut = [
        (int(at), closed)
        for at, closed in zip(choice.sifted.places, choice.sifted.closed, strict=True)
        if closed is not None
    ]
    offers = asked.shelf.offers
    return found + sorted(
        shut, key=lambda each: (beside_it(offers[each[0]], each[1]), -gates.ORDER.index(each[1].gate), each[0])
    )


def beside_it(offer: Offer, closed: Closed) -> bool:
    """A service action that isn't due, or what strangers may hear: that it doesn't fit is no news."""
    return closed.gate == "eligibility" and (offer.purpose is Purpose.SERVICE or offer.public)


def candidate(
    asked: Question, choice: Choice, at: int, closed: Closed | None, parts: foretelling.Parts, *, explained: bool
) -> dict[str, Any]:
    offer = asked.shelf.offers[at]
    number = int(np.searchsorted(choice.sifted.open, at))
    weighed = number < len(choice.sifted.open) and int(choice.sifted.open[number]) == at
    worth, price, adds = None, None, 0
    if weighed:
        price, adds = choice.prices.personal.get(number), int(choice.prices.adds[number])
    if weighed and explained:
        p, base = int(choice.chances.p[number]), int(choice.sifted.base[number])
        taught = foretelling.in_words(base, p, parts.get(str(offer.id), []))
        worth = arbitration.worth(offer, asked.facts, taught, price, adds=adds)
    return {
        "offer_id": offer.id,
        "offer_version": offer.version,
        "key": offer.key,
        "names": {"es": offer.name_es, "en": offer.name_en},
        "currency": offer.currency,
        "gate": closed.gate if closed else None,
        "why_not": said(closed.why) if closed else None,
        "p": at_price(int(choice.chances.p[number]), adds) if weighed else None,
        "drawn": at_price(int(choice.chances.drawn[number]), adds) if weighed else None,
        "priority": int(choice.priority[number]) if weighed else None,
        "expected_cents": int(choice.expected[number]) if weighed else None,
        "lines": lines(worth) if worth else [],
    } | ({"personal": {"discount_cents": price.discount_cents, "basis": price.basis.value}} if price else {})


def at_price(p: int, adds: int) -> int:
    return min(max(p + adds, 0), arbitration.CERTAIN)


def lines(worth: Worth) -> list[dict[str, Any]]:
    return [{"cents": each.cents, **said(each.phrase)} for each in arbitration.told_shortly(worth.lines)]


def said(phrase: Told) -> dict[str, Any]:
    return {"code": phrase.code, "facts": phrase.facts}

"""Every night, what each customer usually buys and what is new for them (`affinity.py`).

In three rounds over everybody, a few at a time, in the worker: what people bought, the fit, and each
one's few products. Only whoever said yes to profiling takes part, and it is asked again in the very
transaction that keeps the result. Each write holds the lock for about 10 ms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from console import clock, due
from console.customers import behaviour, consent, segmenting
from console.customers.behaviour import Year
from console.customers.source_records import Customer
from console.customers.tastes import CustomerTaste
from console.db import reading, transaction
from console.offers import affinity
from console.offers.affinity import Affinity

KIND = "offers.affinity"
VERSION = 1
SOME = 100
MOST = 5
USUAL_TIMES = 3
"""Bought in fewer purchases of the year, nothing is somebody's usual."""
LATELY = timedelta(days=60)
AFTER_SEGMENTS = timedelta(minutes=30)


def schedule(session: Session) -> None:
    """The next run, if none is waiting: tonight, or now when nobody has any yet."""
    if session.scalar(select(due.Due.id).where(due.Due.kind == KIND).limit(1)) is None:
        never = session.scalar(select(CustomerTaste.day).limit(1)) is None
        wish(session, clock.now() if never else next_night())


def next_night() -> datetime:
    return segmenting.next_night() + AFTER_SEGMENTS


def wish(session: Session, at: datetime) -> None:
    due.add(session, KIND, at=at, once=f"{KIND} {at.isoformat()}")


def taste_due(_: Session, wishes: list[dict[str, Any]]) -> None:
    """All of it, and the wish for the next night. Done twice it comes to the same."""
    now = clock.now()
    known = learn(now)
    for ids in everybody():
        with reading() as session:
            tastes = [taste(each, bought, known) for each, bought in baskets(session, ids, now).items()]
        with transaction() as session:
            keep(session, ids, [each for each in tastes if each.usual or each.fresh], segmenting.today())
    with transaction() as session:
        wish(session, next_night())


def everybody() -> Iterator[list[int]]:
    after = 0
    while True:
        with reading() as session:
            query = select(Customer.id).where(Customer.id > after).order_by(Customer.id).limit(SOME)
            ids = list(session.scalars(query))
        if not ids:
            return
        yield ids
        after = ids[-1]


@dataclass(slots=True)
class Bought:
    times: Counter[str] = field(default_factory=Counter)
    """In how many purchases of the year each product was."""
    lately: Counter[str] = field(default_factory=Counter)


def baskets(session: Session, ids: list[int], now: datetime) -> dict[int, Bought]:
    """Of those who may be profiled, and who bought anything that isn't nobody's business."""
    found: dict[int, Bought] = {}
    allowed = consent.profiled(session, ids)
    for receipt in behaviour.receipts(session, sorted(allowed), Year(now)).values():
        products = {product for _, product, *_ in receipt.lines}
        if products:
            bought = found.setdefault(receipt.customer_id, Bought())
            bought.times.update(products)
            bought.lately.update(products if receipt.at >= now - LATELY else ())
    return found


def learn(now: datetime) -> Affinity | None:
    """None while too few people bought the same few things."""
    number: dict[str, int] = {}
    histories: list[Any] = []
    buyers, lately = Counter[str](), Counter[str]()
    for ids in everybody():
        with reading() as session:
            some = baskets(session, ids, now)
        for bought in some.values():
            buyers.update(bought.times.keys())
            lately.update(bought.lately)
            histories.append(np.array([number.setdefault(each, len(number)) for each in bought.times], dtype=np.int32))
    often = [each for each in buyers if buyers[each] >= affinity.RARE]
    products = sorted(often, key=lambda each: (-buyers[each], each))[: affinity.MOST_PRODUCTS]
    if not products:
        return None
    place = np.full(len(number), -1, dtype=np.int32)
    place[[number[each] for each in products]] = np.arange(len(products))
    known = [places[places >= 0] for places in (place[each] for each in histories)]
    return affinity.fit(known, products, np.array([float(lately[each]) for each in products]))


@dataclass(frozen=True, slots=True)
class Taste:
    customer_id: int
    usual: list[list[Any]]
    fresh: list[list[Any]]


def taste(customer_id: int, bought: Bought, known: Affinity | None) -> Taste:
    often = [(product, times) for product, times in bought.times.items() if times >= USUAL_TIMES]
    usual = sorted(often, key=lambda each: (-each[1], each[0]))[:MOST]
    return Taste(customer_id, [list(each) for each in usual], fresh(bought, known) if known else [])


def fresh(bought: Bought, known: Affinity) -> list[list[Any]]:
    held = known.places(sorted(bought.times))
    if not held:
        return []
    scores = known.new_for(held)
    found: list[list[Any]] = []
    for place in affinity.best(scores, MOST):
        because, score = known.because(place, held), round(float(scores[place]), 4)
        if score > 0 and because is not None:
            found.append([known.products[place], score, known.products[because]])
    return found


def keep(session: Session, ids: list[int], tastes: list[Taste], day: date) -> None:
    """In the place of what was known of these; whoever said no meanwhile has none."""
    due.alone(session, KIND)
    session.execute(delete(CustomerTaste).where(CustomerTaste.customer_id.in_(ids)))
    allowed = consent.profiled(session, ids)
    session.add_all(
        CustomerTaste(customer_id=each.customer_id, day=day, version=VERSION, usual=each.usual, fresh=each.fresh)
        for each in tastes
        if each.customer_id in allowed
    )
